"""What must hold after every step, whatever was lost, doubled or killed (product.md §7)."""

from collections import Counter

from sqlalchemy import text

from booking.appointment import HOLDS_PLACE
from portal.audit_chain import walk
from portal.store.unit import Unit
from printers.hub import JobState
from shared.clock import today
from tests.builders import CITY
from tests.simulation.hall import Hall
from tests.simulation.people import Told

HOLDING = ", ".join(f"'{state.value}'" for state in sorted(HOLDS_PLACE))
WRONG_SLOTS = text(
    "select s.id, s.taken, s.capacity, count(a.id) living from slots s left join appointments a "
    f"on a.slot = s.id and a.state in ({HOLDING}) where s.day = :day and s.hall = :hall "
    "group by s.id having s.taken <> count(a.id) or s.taken > s.capacity"
)
TWICE_NUMBERED = text("select hall, day, area, serial from tickets group by 1, 2, 3, 4 having count(*) > 1")
BOOKED_TWICE = text("select id_blind from appointments group by id_blind having count(*) > 1")
MAY_LIE_IN_A_TRAY = frozenset({JobState.SENDING, JobState.SENT, JobState.CONFIRMED, JobState.UNKNOWN})


class PromiseBroken(AssertionError):
    """Something that must never happen has happened."""


def check(hall: Hall, told: Told) -> None:
    """Every promise that a step can break."""
    with hall.witness.read() as unit:
        faults = [*_numbers(unit), *_places(unit, hall), *_granted(unit, hall), *_told(unit, told)]
        faults += _sheets(unit, hall)
    if faults:
        raise PromiseBroken("; ".join(faults))


def check_chain(hall: Hall) -> None:
    """The audit chain holds from its first link."""
    with hall.witness.read() as unit:
        found = walk(unit)
    if found.broken is not None:
        raise PromiseBroken(f"the audit chain breaks at {found.broken}")


def check_rest(hall: Hall) -> None:
    """At the end of a calm time nothing is under way any more, and no journal holds anything untold."""
    faults = unrest(hall)
    if faults:
        raise PromiseBroken("; ".join(faults))


def unrest(hall: Hall) -> list[str]:
    """What has not come to its end yet, here or on a machine."""
    with hall.witness.read() as unit:
        codes = [printer.code for printer in unit.print_jobs.printers(CITY)]
        jobs = [job for job in unit.print_jobs.open_of(codes) if not _waits_for_its_applicant(job.reason, job.state)]
    faults = [f"job {job.id} ended nowhere: {job.state}" for job in jobs]
    for agent in (hall.agent, hall.kiosk.agent):
        faults += [f"journal never told the end of {entry.order}" for entry in agent.press.journal.unfinished()]
    return faults


def _waits_for_its_applicant(reason: str, state: JobState) -> bool:
    """A kiosk's own job that is known not to be on paper is taken up by whoever asks again."""
    return reason == "own_print" and state in (JobState.QUEUED, JobState.FAILED_BEFORE_SEND)


def _numbers(unit: Unit) -> list[str]:
    return [f"number twice: {tuple(row)}" for row in unit.connection.execute(TWICE_NUMBERED)]


def _places(unit: Unit, hall: Hall) -> list[str]:
    wrong = unit.connection.execute(WRONG_SLOTS, {"day": str(today(hall.clock())), "hall": CITY})
    return [f"slot {row.id}: taken {row.taken} of {row.capacity}, living {row.living}" for row in wrong]


def _granted(unit: Unit, hall: Hall) -> list[str]:
    """What the database holds is what was granted: nothing vanished, nothing was made twice."""
    granted = hall.ledger.granted.values()
    kept = {
        "bookings": (
            unit.connection.scalar(text("select count(*) from appointments")),
            {one["code"] for one in granted if "slot" in one and "code" in one},
        ),
        "tickets": (
            unit.connection.scalar(text("select count(*) from tickets")),
            {one["token"] for one in granted if "token" in one},
        ),
    }
    faults = [
        f"{name}: {count} stored, {len(known)} granted" for name, (count, known) in kept.items() if count != len(known)
    ]
    faults += [f"one key, two answers: {key}" for key in hall.ledger.doubled]
    return faults + [f"one person, two bookings: {row[0][:8]}" for row in unit.connection.execute(BOOKED_TWICE)]


def _told(unit: Unit, told: Told) -> list[str]:
    """What somebody was told stands in the database."""
    states = {row.code: row.state for row in unit.connection.execute(text("select code, state from appointments"))}
    faults = [f"booking {code} is lost" for code in told.bookings if code not in states]
    faults += [
        f"booking {code} was never given up but is {states[code]}"
        for code in told.bookings
        if code not in told.asked_to_cancel and "cancelled" in states.get(code, "")
    ]
    faults += [
        f"cancelled {code} is {states.get(code)}" for code in told.cancelled if "cancelled" not in states.get(code, "")
    ]
    tokens = {row.token: row.number for row in unit.connection.execute(text("select token, number from tickets"))}
    return faults + [
        f"ticket {number} is lost" for token, number in told.tickets.items() if tokens.get(token) != number
    ]


def _sheets(unit: Unit, hall: Hall) -> list[str]:
    """Every sheet belongs to one order, and the hub knows of each that may lie in a tray."""
    faults = []
    stored = unit.connection.execute(text("select id, state from print_jobs"))
    states = {row.id: row.state for row in stored}
    for order, count in Counter(sheet for printer in hall.printers for sheet in printer.tray).items():
        if count > 1:
            faults.append(f"order {order} was printed {count} times")
        if order.startswith("slip-"):
            continue
        if states.get(order) not in MAY_LIE_IN_A_TRAY:
            faults.append(f"job {order} lies in a tray and is {states.get(order)}")
    return faults + _reports(unit, hall)


def _reports(unit: Unit, hall: Hall) -> list[str]:
    """What is confirmed is on paper, and a report that was acknowledged stands in the accounts."""
    printed = {sheet for printer in hall.printers for sheet in printer.tray}
    confirmed = unit.connection.scalars(text("select id from print_jobs where state = 'confirmed'"))
    faults = [f"job {job} is confirmed and nowhere on paper" for job in confirmed if job not in printed]
    attempts = unit.connection.execute(text("select job, fence, state from print_attempts"))
    kept = {(row.job, row.fence, row.state) for row in attempts}
    return faults + [f"acknowledged report is lost: {one}" for one in sorted(hall.ledger.reports - kept)]
