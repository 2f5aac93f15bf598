"""Prints an order at most once on this machine: journal first, then the printer, then the journal again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from printers.hub import MAY_BE_ON_PAPER, JobState
from printers.journal import Entry, Journal, Step
from printers.printer import Order, Outcome, Printer, Readiness
from printers.trouble import PrinterTrouble, Reason
from shared.clock import Clock

Leave = Callable[[], Outcome | None]  # asks the hub for leave to send; an outcome instead means "do not print"
FINAL = (JobState.CONFIRMED, JobState.FAILED_BEFORE_SEND, JobState.UNKNOWN)


def at_once() -> None:
    """A kiosk's own slip needs nobody's leave."""
    return


class Press:
    """The printers of this machine and its journal; one sheet at a time on each printer."""

    def __init__(self, journal: Journal, printers: Iterable[Printer], clock: Clock) -> None:
        self.journal = journal
        self.printers = {printer.code: printer for printer in printers}
        self.clock = clock
        self._turns = {code: threading.RLock() for code in self.printers}

    def look(self) -> dict[str, Readiness]:
        return {code: printer.look() for code, printer in self.printers.items()}

    def print(self, order: Order, leave: Leave = at_once) -> Outcome:
        """Print the order, or answer what became of it if it was printed before."""
        turn = self._turns.get(order.printer)
        if turn is None:
            return Outcome.not_sent(Reason.UNREACHABLE)
        with turn:
            known = self.journal.entry(order.id)
            if known and (known.step is Step.SENDING or known.state in MAY_BE_ON_PAPER):
                return self.recall(known)
            self.journal.begin(Entry(order.id, order.printer, order.fence, order.own), self.clock())
            return self._ended(order.id, self._print(order, leave))

    def _print(self, order: Order, leave: Leave) -> Outcome:
        printer = self.printers[order.printer]
        try:
            prepared = printer.prepare(order.document)
        except PrinterTrouble as trouble:
            return Outcome.not_sent(trouble.reason, detail=trouble.detail)
        state = printer.look()
        if state.trouble:
            return Outcome.not_sent(state.trouble, reasons=[str(reason) for reason in state.reasons])
        refused = leave()
        if refused:
            return refused
        self.journal.went_on(order.id, Step.SENDING, self.clock())
        return printer.print(prepared, lambda evidence: self._note(order.id, evidence))

    def _note(self, order: str, evidence: dict[str, Any]) -> None:
        self.journal.went_on(order, Step.SENDING, self.clock(), evidence=evidence)

    def _ended(self, order: str, outcome: Outcome) -> Outcome:
        self.journal.went_on(order, Step.ENDED, self.clock(), state=outcome.state, evidence=outcome.evidence)
        return outcome

    def told(self, order: str) -> None:
        """The hub knows the end of this order."""
        if self.journal.entry(order):
            self.journal.went_on(order, Step.TOLD, self.clock())

    def recall(self, entry: Entry) -> Outcome:
        """What became of an order that this machine was busy with when it stopped, or that the printer still holds."""
        turn = self._turns.get(entry.printer)
        if turn is None:
            return self._ended(entry.order, Outcome.unknown(Reason.UNREACHABLE, **entry.evidence))
        with turn:  # never while the same sheet is being printed by another thread
            return self._recall(self.journal.entry(entry.order) or entry)

    def _recall(self, entry: Entry) -> Outcome:
        if entry.step is Step.CLAIMED:
            return self._ended(entry.order, Outcome.not_sent(Reason.RESTARTED))
        if entry.state in FINAL:
            return Outcome(entry.state, entry.evidence)
        outcome = self.printers[entry.printer].recall(entry.evidence)
        if outcome.state is entry.state and outcome.evidence == entry.evidence:
            return outcome
        return self._ended(entry.order, outcome)
