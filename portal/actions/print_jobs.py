"""The hub's side of printing: agents claim and report, silence lapses, a clerk decides what nobody knows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.actions.count_printed import count_printed
from portal.hub import Deed, Hub
from portal.people import SYSTEM, Actor
from portal.store.print_jobs import PrintJob
from portal.store.unit import Unit
from printers import hub as rules
from printers.hub import JobState, Verdict
from printers.refused import NotClaimable, StaleFence
from shared.refusals import NotFound
from shared.wire import PrinterStatus


@dataclass(frozen=True)
class Said:
    """An agent's report about one job."""

    job: str
    fence: int
    state: str
    evidence: dict[str, Any]


def claim(unit: Unit, hub: Hub, agent: Actor, codes: Collection[str], now: datetime) -> PrintJob | None:
    """Leases the oldest job these printers may have; None when there is none."""
    open_jobs = unit.print_jobs.open_of(codes)
    chosen = rules.next_job([job.rules for job in open_jobs], set(codes), now)
    if chosen is None:
        return None
    before = next(job for job in open_jobs if job.id == chosen.id)
    return lease(unit, hub, agent, before, now)


def lease(unit: Unit, hub: Hub, agent: Actor, before: PrintJob, now: datetime) -> PrintJob:
    """Leases one job to an agent under a new fence."""
    seconds = timedelta(seconds=hub.settings.print_lease_seconds)
    after = rules.claim(before.rules, agent.id, now, seconds)
    if not unit.print_jobs.save(before, after):
        raise NotClaimable
    unit.print_jobs.add_attempt(hub.ids.row(), after, now)
    return _again(unit, before.id)


def report(unit: Unit, hub: Hub, agent: Actor, said: Said, now: datetime) -> PrintJob:
    """Takes an agent's report; the same one twice changes nothing, an old fence is refused."""
    before = unit.print_jobs.get(said.job)
    if before is None or before.agent != agent.id:
        raise NotFound
    after = rules.report(before.rules, said.fence, JobState(said.state), said.evidence, now)
    if after == before.rules:
        return before
    if not unit.print_jobs.save(before, after):
        raise StaleFence(fence=said.fence, current=before.fence)
    unit.print_jobs.add_attempt(hub.ids.row(), after, now)
    if after.state is not before.state:
        facts = {"fence": after.fence, "copy": after.copy}
        hub.record(unit, agent, Deed(f"print.{after.state}", f"print:{after.id}", now, facts, before.hall))
    return _counted(unit, hub, before.id, now)


def lapse_silent(unit: Unit, hub: Hub, now: datetime) -> int:
    """Moves on every job whose agent fell silent; answers how many."""
    moved = 0
    for before in unit.print_jobs.lapsing(now):
        after = rules.lapse(before.rules, now)
        if after and unit.print_jobs.save(before, after):
            deed = Deed(f"print.{after.state}", f"print:{after.id}", now, {"lapsed": True}, before.hall)
            hub.record(unit, SYSTEM, deed)
            moved += 1
    return moved


def settle(unit: Unit, hub: Hub, clerk: Actor, decided: tuple[str, Verdict, str], now: datetime) -> PrintJob:
    """A clerk says what is in the tray: (job, verdict, sheet serial)."""
    job, verdict, sheet = decided
    before = unit.print_jobs.get(job)
    if before is None or (clerk.hall and before.hall != clerk.hall):
        raise NotFound
    after = rules.settle(before.rules, verdict, sheet, now)
    if not unit.print_jobs.save(before, after):
        raise StaleFence(fence=before.fence, current=before.fence)
    facts = {"verdict": str(verdict), "sheet": sheet}
    hub.record(unit, clerk, Deed("print.settled", f"print:{job}", now, facts, before.hall))
    return _counted(unit, hub, job, now)


def status(unit: Unit, agent: Actor, statuses: list[PrinterStatus], now: datetime) -> None:
    """Keeps what printers say of themselves; a device speaks only of its own."""
    known = {printer.code: printer for printer in unit.print_jobs.printers(agent.hall)}
    for said in statuses:
        printer = known.get(said.code)
        if printer is None:
            continue
        levels = {"paper": said.paper, "toner": said.toner}
        unit.print_jobs.printer_says(said.code, said.state, said.reasons, levels)
        unit.print_jobs.printer_seen(said.code, now)


def _counted(unit: Unit, hub: Hub, job: str, now: datetime) -> PrintJob:
    """The job as it stands now; a result that reached paper is counted in the same transaction."""
    after = _again(unit, job)
    count_printed(unit, hub, after, now)
    return after


def _again(unit: Unit, job: str) -> PrintJob:
    found = unit.print_jobs.get(job)
    if found is None:
        raise NotFound
    return found
