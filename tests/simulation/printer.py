"""A printer with a tray that knows the truth: which order every sheet belongs to, whatever the printer says."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from printers.hub import JobState
from printers.press import Leave, Press
from printers.printer import Note, Order, Outcome, Readiness
from printers.trouble import Reason
from tests.simulation.death import Died, Fuse

FATES = ("good", "silent", "jam", "held", "slow", "dies_before", "dies_sending", "dies_after")
ROUGH = (60, 4, 4, 4, 8, 3, 3, 3)
FULL_TRAY = 12


@dataclass
class SimulatedPrinter:
    """Prints onto a tray; paper runs out, jams come, answers get lost, and its machine dies mid-job."""

    code: str
    chance: Random
    fuse: Fuse
    follows: bool = True
    paper: int = FULL_TRAY
    calm: bool = False
    order: Order | None = None
    tray: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    def look(self) -> Readiness:
        return Readiness((), "ok") if self.paper else Readiness((Reason.PAPER_OUT,), "out")

    def prepare(self, document: bytes) -> bytes:
        self.fuse.burn()
        return document

    def print(self, prepared: bytes, note: Note) -> Outcome:
        if self.order is None:
            raise AssertionError("a sheet that nobody ordered")
        fate = "good" if self.calm else self.chance.choices(FATES, ROUGH)[0]
        self._die_if(fate == "dies_before")
        note({"bytes": len(prepared), "job_id": self.order.id})
        self._die_if(fate == "dies_sending")
        return self._fed(fate, {"bytes": len(prepared), "flushed": True})

    def _fed(self, fate: str, evidence: dict[str, Any]) -> Outcome:
        order = self.order.id if self.order else ""
        if fate == "jam":
            return Outcome.unknown(Reason.PAPER_JAM, **evidence)
        if fate == "held" or not self.paper:
            self.held.append(order)
            return Outcome.unknown(Reason.PAPER_OUT, **evidence)
        self.paper -= 1
        self.tray.append(order)
        self._die_if(fate == "dies_after")
        if fate == "silent":
            return Outcome.unknown(Reason.NO_ANSWER, **evidence)
        if fate == "slow" and self.follows:
            return Outcome(JobState.SENT, evidence)
        return Outcome(JobState.CONFIRMED, {**evidence, "completed": True})

    def recall(self, evidence: dict[str, Any]) -> Outcome:
        """A printer that can be asked later tells what it printed; another one does not know."""
        if self.follows and evidence.get("job_id") in self.tray:
            return Outcome(JobState.CONFIRMED, {**evidence, "flushed": True, "completed": True})
        return Outcome.unknown(Reason.NO_ANSWER, **evidence)

    def load(self) -> None:
        """Paper is loaded: what was held back comes out."""
        self.paper = FULL_TRAY
        self.tray += self.held
        self.held = []

    def take_back(self, order: str) -> None:
        """Somebody clears the job from the printer's own memory before deciding about it."""
        self.held = [one for one in self.held if one != order]

    def _die_if(self, fated: bool) -> None:
        if fated:
            raise Died


class WatchedPress(Press):
    """The press as it is; each printer is told whose sheet comes next, which real printers never learn."""

    def _print(self, order: Order, leave: Leave) -> Outcome:
        printer = self.printers[order.printer]
        if isinstance(printer, SimulatedPrinter):
            printer.order = order
        return super()._print(order, leave)
