"""A secure sheet on this machine's own laser: leased from the hub, printed once, its end told until the hub has it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from kiosk.machine import SHEET, Machine
from kiosk.portal_client import PortalAway
from kiosk.visit import Visit
from printers.hub import JobState
from printers.hub_client import HubAway
from printers.printer import Outcome
from printers.trouble import Reason
from shared.wire import PrintJob, print_job

LONGEST_FOLLOWED, PAUSE = 180, 1.0
DONE = frozenset({JobState.CONFIRMED, JobState.FAILED_BEFORE_SEND, JobState.UNKNOWN})


@dataclass
class LaserJob:
    """A result on its way to paper; no outcome yet means that it is under way."""

    result: dict[str, Any]
    number: str
    outcome: Outcome | None = None

    @property
    def printed(self) -> bool:
        return self.outcome is not None and self.outcome.state is JobState.CONFIRMED

    @property
    def not_printed(self) -> bool:
        return self.outcome is not None and self.outcome.state is JobState.FAILED_BEFORE_SEND


def print_result(machine: Machine, visit: Visit, result: dict[str, Any]) -> LaserJob:
    """Asks the hub for the job of one result and begins to print it."""
    key = f"{visit.once}-{result['id'][:40]}"
    leased = machine.portal.post(f"/kiosk/results/{result['id']}/print", visit.asking(key))
    job = replace(print_job(leased["job"]), printer=SHEET)
    under_way = LaserJob(result, leased["number"])
    machine.background(lambda: _work(machine, job, under_way))
    return under_way


def _work(machine: Machine, job: PrintJob, under_way: LaserJob, pause: Callable[[float], None] = time.sleep) -> None:
    try:
        outcome = machine.agent.work(job)
        for _ in range(LONGEST_FOLLOWED):
            if outcome.state in DONE:
                break
            pause(PAUSE)
            machine.agent.finish_open()
            entry = machine.press.journal.entry(job.id)
            outcome = Outcome(entry.state, entry.evidence) if entry and entry.state else outcome
    except (HubAway, PortalAway):
        # The journal knows how far it came and tells the hub when it is back; the visitor asks a person meanwhile.
        machine.lost()
        entry = machine.press.journal.entry(job.id)
        reached = entry.state if entry and entry.state in DONE else JobState.UNKNOWN
        outcome = Outcome(reached, {"trouble": str(Reason.HUB_AWAY)})
    under_way.outcome = outcome if outcome.state in DONE else Outcome.unknown(Reason.NO_ANSWER)
