"""What every printer promises the agent: look, prepare, print once, and say later what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from printers.hub import JobState
from printers.trouble import WARNINGS, Reason
from shared.wire import Media, PrinterStatus

Note = Callable[[dict[str, Any]], None]  # writes evidence to the journal, on disk before it returns


@dataclass(frozen=True)
class Order:
    """One sheet for one printer. The id is the key of the journal: an order is never sent twice under the same id."""

    id: str
    printer: str
    media: Media
    document: bytes
    fence: int = 0
    own: bool = False  # a kiosk's own slip: no job of the hub, nobody to report to


@dataclass(frozen=True)
class Readiness:
    """How a printer is before a job; warnings (paper low) do not stop it."""

    reasons: tuple[Reason, ...] = ()
    paper: str = ""
    toner: int | None = None

    @property
    def ready(self) -> bool:
        return all(reason in WARNINGS for reason in self.reasons)

    @property
    def trouble(self) -> Reason | None:
        return next((reason for reason in self.reasons if reason not in WARNINGS), None)

    def status(self, code: str) -> PrinterStatus:
        state = "ready" if self.ready else "stopped"
        return PrinterStatus(code, state, [str(reason) for reason in self.reasons], self.paper, self.toner)


@dataclass(frozen=True)
class Outcome:
    """How far a sheet got, with the evidence for it."""

    state: JobState
    evidence: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def not_sent(cls, reason: Reason, **evidence: Any) -> Outcome:
        """No byte left this machine: the job may be tried again by itself."""
        return cls(JobState.FAILED_BEFORE_SEND, {**evidence, "trouble": str(reason)})

    @classmethod
    def unknown(cls, reason: Reason, **evidence: Any) -> Outcome:
        """Something left this machine and nothing proves what became of it: a person looks."""
        return cls(JobState.UNKNOWN, {**evidence, "trouble": str(reason)})


class Printer(Protocol):
    @property
    def code(self) -> str: ...

    def look(self) -> Readiness:
        """How the printer is now; never raises, an unreachable printer is a reason."""
        ...

    def prepare(self, document: bytes) -> Any:
        """The document as this printer takes it, before anything is promised; raises PrinterTrouble(BAD_DOCUMENT)."""
        ...

    def print(self, prepared: Any, note: Note) -> Outcome:
        """Send once, never again; `note` keeps what is needed to ask later."""
        ...

    def recall(self, evidence: dict[str, Any]) -> Outcome:
        """What became of a sheet after a crash or a long wait, by the evidence noted while it was sent."""
        ...
