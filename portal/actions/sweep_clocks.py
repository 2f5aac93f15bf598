"""What clocks do by themselves: silence accepts, limits warn and then show red, a new calendar moves due days (SV-12).

A stopped clock is never started again here: only a person knows that a hearing or a publication is over.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from portal.actions import review
from portal.actions.case_step import cached
from portal.cases.limits import deemed_accepted
from portal.cases.readings import Alarm, broken, read
from portal.cases.states import State
from portal.hub import Deed, Hub
from portal.people import SYSTEM
from portal.store.clocks import StoredClock
from portal.store.unit import Unit
from portal.working_days import calendar
from shared.workdays import WorkCalendar

# A clock reaches its warning at 80 % of its time; the longest promised limits are far shorter than this.
LOOK_AHEAD = timedelta(days=120)


def sweep_clocks(unit: Unit, hub: Hub, now: datetime) -> int:
    """Goes over every running clock once; answers how many cases or clocks it changed."""
    days = calendar(unit)
    moved = _follow_calendar(unit, hub, days, now)
    running = (unit.clocks.due_before(now + LOOK_AHEAD), days)
    accepted = _accept_by_silence(unit, hub, running, now)
    return moved + accepted + _raise_alarms(unit, hub, running, now)


Running = tuple[list[StoredClock], WorkCalendar]


def _follow_calendar(unit: Unit, hub: Hub, days: WorkCalendar, now: datetime) -> int:
    """After an import every due day is derived again; one that moves is written down."""
    stale = unit.clocks.running_by_other_calendar(days.version)
    for stored in stale:
        after = cached(stored, days)
        unit.clocks.save(after, hub.ids)
        if stored.due_cached and after.due_cached != stored.due_cached:
            _say(unit, hub, after, ("clock.due_moved", now))
    return len(stale)


def _accept_by_silence(unit: Unit, hub: Hub, running: Running, now: datetime) -> int:
    """行政许可法 32: five working days without a word, and the case counts as accepted since it was handed in."""
    accepted = 0
    for stored in running[0]:
        receipt = deemed_accepted(stored.clock, running[1], now)
        case = unit.cases.by_id(stored.case_id) if receipt else None
        if case is None or case.state not in {State.RECEIVED, State.SIGNED_FOR}:
            continue
        review.accept(unit, hub, case, (SYSTEM, now), since=receipt)
        _say(unit, hub, stored, ("case.deemed_accepted", now))
        accepted += 1
    return accepted


def _raise_alarms(unit: Unit, hub: Hub, running: Running, now: datetime) -> int:
    """A warning once and a red card once; both stay with the clock, supervisors list them."""
    raised = 0
    for stored in running[0]:
        alarm = _alarm(stored, running[1], now)
        if alarm is Alarm.NONE or stored.warned in {alarm, Alarm.RED_CARD}:
            continue
        fresh = next(one for one in unit.clocks.of_case(stored.case_id) if one.id == stored.id)
        unit.clocks.save(replace(fresh, warned=alarm.value), hub.ids)
        _say(unit, hub, fresh, (f"clock.{alarm.value}", now))
        raised += 1
    return raised


def _alarm(stored: StoredClock, days: WorkCalendar, now: datetime) -> Alarm:
    if broken(stored.clock, days, now):
        return Alarm.RED_CARD
    return read(stored.clock, days, now).alarm


def _say(unit: Unit, hub: Hub, stored: StoredClock, what: tuple[str, datetime]) -> None:
    case = unit.cases.by_id(stored.case_id)
    if case is not None:
        facts = {"clock": stored.clock.kind.value, "department": stored.department}
        hub.record(unit, SYSTEM, Deed(what[0], f"case:{case.number}", what[1], facts, case.hall))
