"""The list on the counter: one tick a line, everything told once, and whether it can be taken in (CS-02 … CS-29)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from portal.cases import refusals as no
from portal.catalog.item import Item, Need, Needed, Situation
from portal.catalog.needed import materials_for


class Tick(StrEnum):
    """What the clerk found on one line; empty while nobody looked."""

    OPEN = ""
    COMPLETE = "complete"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    WAIVED = "waived"


@dataclass(frozen=True)
class Line:
    """One material of a case with what was found; `problem`, `remedy` and `basis` go into the one-time notice."""

    needed: Needed
    tick: Tick = Tick.OPEN
    originals: int = 0
    copies: int = 0
    original_seen: bool = False
    problem: str = ""
    remedy: str = ""
    basis: str = ""
    note: str = ""
    held_electronically: bool = False

    @property
    def no(self) -> str:
        return self.needed.no


@dataclass(frozen=True)
class Finding:
    """What the clerk says about a line."""

    tick: Tick
    problem: str = ""
    remedy: str = ""
    basis: str = ""
    originals: int | None = None
    copies: int | None = None
    original_seen: bool = True
    note: str = ""


@dataclass(frozen=True)
class Checklist:
    """All lines of a case, in the order of the published list."""

    lines: tuple[Line, ...]

    def line(self, number: str) -> Line:
        """The line with this number; nothing outside the published list may be asked for (CS-25)."""
        for line in self.lines:
            if line.no == number:
                return line
        raise no.NotOnTheList(number=number)

    def of(self, *ticks: Tick) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.tick in ticks)

    @property
    def unchecked(self) -> tuple[Line, ...]:
        """Lines this situation may need and nobody ticked; what it never needs ticks itself."""
        return self.of(Tick.OPEN)

    @property
    def missing(self) -> tuple[Line, ...]:
        return self.of(Tick.MISSING)

    @property
    def complete(self) -> tuple[Line, ...]:
        return self.of(Tick.COMPLETE, Tick.WAIVED)

    @property
    def tolerable(self) -> bool:
        """容缺: something is missing, and the published list tolerates all of it for a while (CS-29)."""
        return bool(self.missing) and all(line.needed.material.tolerable for line in self.missing)

    @property
    def may_be_taken_in(self) -> bool:
        """Complete and legal: taken in on the spot (CS-04)."""
        return not self.unchecked and (not self.missing or self.tolerable)

    def found(self, number: str, finding: Finding) -> "Checklist":
        """The list with this finding entered, or the refusal that says why it cannot be."""
        line = _entered(self.line(number), finding)
        return Checklist(tuple(line if old.no == number else old for old in self.lines))

    def check_intake(self) -> None:
        """Raises what still stands in the way of taking the case in (CS-02, CS-03)."""
        if self.unchecked:
            raise no.MaterialsUnchecked(count=len(self.unchecked))
        if self.missing and not self.tolerable:
            raise no.MaterialsMissing(count=len(self.missing))


@dataclass(frozen=True)
class NoticeLine:
    """One thing to mend: what is wrong, how to mend it, and why it is asked."""

    no: str
    name: str
    problem: str
    remedy: str
    basis: str


@dataclass(frozen=True)
class Notice:
    """一次性告知: everything that is missing, at once (CS-03, CS-15)."""

    lines: tuple[NoticeLine, ...]
    ways: tuple[str, ...] = ()
    second_reason: str = ""

    @property
    def with_basis(self) -> bool:
        return bool(self.lines) and all(line.basis.strip() for line in self.lines)


@dataclass(frozen=True)
class Tolerance:
    """容缺承诺: what is still to come, and by when the applicant promised it (CS-29)."""

    lines: tuple[Line, ...]
    due: date
    rule: str = field(default="CS-29")


def checklist_for(item: Item, situation: Situation, held: Iterable[str] = ()) -> Checklist:
    """A fresh list; `held` are numbers whose electronic licence is already there and need not be brought (CS-24)."""
    at_hand = frozenset(held)
    return Checklist(tuple(_fresh(needed, needed.no in at_hand) for needed in materials_for(item, situation)))


def checklist_with(
    item: Item, situation: Situation, findings: Mapping[str, Finding], held: Iterable[str] = ()
) -> Checklist:
    """The list with all findings of a form entered at once."""
    checklist = checklist_for(item, situation, held)
    for number, finding in findings.items():
        checklist = checklist.found(number, finding)
    return checklist


def one_time_notice(checklist: Checklist, ways: Iterable[str] = (), second_reason: str = "") -> Notice:
    """Everything missing in one notice; refuses a line without basis or without a way to mend it (CS-03)."""
    if not checklist.missing:
        raise no.NothingMissing
    return Notice(tuple(_notice_line(line) for line in checklist.missing), tuple(ways), second_reason)


def tolerance(checklist: Checklist, due: date | None) -> Tolerance:
    """Taking in with papers to follow: only what the list tolerates, only with a promised date."""
    if not checklist.missing:
        raise no.NothingMissing
    if not checklist.tolerable:
        raise no.NotTolerable(
            names=[line.needed.material.name for line in checklist.missing if not line.needed.material.tolerable]
        )
    if due is None:
        raise no.MissingPromise
    return Tolerance(checklist.missing, due)


def ask_for_paper(line: Line) -> None:
    """No paper of what is held electronically, unless the list says the law wants paper (CS-24)."""
    if line.held_electronically and not line.needed.material.paper_purpose:
        raise no.AlreadyHeld(name=line.needed.material.name)


def paper_required(checklist: Checklist) -> bool:
    """Whether paper must follow by mail: the list names review or archive as its purpose (CS-06)."""
    return any(line.needed.material.paper_purpose for line in checklist.complete)


def _fresh(needed: Needed, held: bool) -> Line:
    if needed.need is Need.NO:
        return Line(needed, Tick.NOT_NEEDED)
    return Line(needed, Tick.WAIVED if held else Tick.OPEN, held_electronically=held)


def _entered(line: Line, finding: Finding) -> Line:
    material = line.needed.material
    if finding.tick is Tick.NOT_NEEDED and line.needed.need is Need.MUST:
        raise no.MustBeThere(name=material.name)
    if finding.tick is Tick.MISSING:
        ask_for_paper(line)
    counted = finding.tick is Tick.COMPLETE
    return replace(
        line,
        tick=finding.tick,
        originals=_count(finding.originals, material.originals) if counted else 0,
        copies=_count(finding.copies, material.copies) if counted else 0,
        original_seen=counted and finding.original_seen,
        problem=finding.problem.strip(),
        remedy=finding.remedy.strip(),
        basis=finding.basis.strip() or material.basis,
        note=finding.note.strip(),
    )


def _count(given: int | None, printed: int) -> int:
    return printed if given is None else given


def _notice_line(line: Line) -> NoticeLine:
    material = line.needed.material
    if not line.basis:
        raise no.MissingBasis(name=material.name, number=line.no)
    if not line.remedy:
        raise no.MissingRemedy(name=material.name, number=line.no)
    return NoticeLine(line.no, material.name, line.problem or f"没有交{material.name}", line.remedy, line.basis)
