"""A printer that keeps what it printed: for tests, simulation and the preview on screen; its faults are set by hand."""

from __future__ import annotations

from typing import Any

from printers.hub import JobState
from printers.printer import Note, Outcome, Readiness
from printers.trouble import Reason


class PaperPrinter:
    """Prints onto a list. `trouble` stops it before a job, `silent` prints but never answers, and `holds` keeps the
    sheet back until `release()`, as a printer without paper does."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.printed: list[bytes] = []
        self.held: list[bytes] = []
        self.trouble: Reason | None = None
        self.silent = False
        self.holds = False

    def look(self) -> Readiness:
        return Readiness((self.trouble,) if self.trouble else (), paper="out" if self.trouble else "ok")

    def prepare(self, document: bytes) -> bytes:
        return document

    def print(self, prepared: bytes, note: Note) -> Outcome:
        if self.trouble:
            return Outcome.not_sent(self.trouble)
        note({"bytes": len(prepared)})
        if self.holds:
            self.held.append(prepared)
            return Outcome.unknown(Reason.PAPER_OUT, bytes=len(prepared), flushed=True)
        self.printed.append(prepared)
        if self.silent:
            return Outcome.unknown(Reason.NO_ANSWER, bytes=len(prepared))
        return Outcome(JobState.CONFIRMED, {"bytes": len(prepared), "flushed": True, "completed": True})

    def recall(self, evidence: dict[str, Any]) -> Outcome:
        return Outcome.unknown(Reason.NO_ANSWER, **evidence)

    def release(self) -> None:
        """Paper is loaded: what was held back comes out."""
        self.printed += self.held
        self.held = []
        self.holds = False
