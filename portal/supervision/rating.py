"""好差评: five levels, the last two bad; every named bad one is called back and mended (SV-01 … SV-09)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from portal.cases.clocks import Due, closing
from portal.cases.limits import FIXED_DAYS
from portal.cases.moves import ClockKind
from portal.roles import Role
from portal.supervision import refusals as no
from shared.clock import today
from shared.workdays import WorkCalendar

COMPLEX_DAYS = 15
LONGEST_COMMENT = 500


class Level(IntEnum):
    """The scale of 国办发〔2019〕51号; 5 is best, the last two are bad (SV-08)."""

    VERY_SATISFIED = 5
    SATISFIED = 4
    FAIRLY_SATISFIED = 3
    DISSATISFIED = 2
    VERY_DISSATISFIED = 1

    @property
    def bad(self) -> bool:
        return self <= Level.DISSATISFIED


LEVEL_NAMES: Mapping[Level, tuple[str, str]] = {
    Level.VERY_SATISFIED: ("非常满意", "Very satisfied"),
    Level.SATISFIED: ("满意", "Satisfied"),
    Level.FAIRLY_SATISFIED: ("基本满意", "Mostly satisfied"),
    Level.DISSATISFIED: ("不满意", "Dissatisfied"),
    Level.VERY_DISSATISFIED: ("非常不满意", "Very dissatisfied"),
}
BAD_REASONS: Mapping[str, tuple[str, str]] = {
    "waited": ("等得太久", "Waited too long"),
    "unclear": ("没有一次说清楚", "Not told everything at once"),
    "extra_papers": ("多要了材料", "Asked for extra papers"),
    "overdue": ("超过时限", "Past the time limit"),
    "rude": ("态度不好", "Unfriendly"),
    "refused": ("不给办，没说理由", "Refused without a reason"),
    "machine": ("机器或网页不好用", "Machine or page did not work"),
}


class Step(StrEnum):
    """The act of service that is rated: every one of them, in every channel, one rating each (SV-02, A15)."""

    INTAKE = "intake"
    DELIVERY = "delivery"
    CONSULTATION = "consultation"
    KIOSK = "kiosk"


class Loop(StrEnum):
    """Where a rating stands; only a named bad one goes round the loop."""

    RATED = "rated"
    VERIFYING = "verifying"
    RECTIFYING = "rectifying"
    CALLED_BACK = "called_back"
    CLOSED = "closed"
    VOIDED = "voided"


class TaskKind(StrEnum):
    """What must be done about a named bad rating, each with its own limit."""

    CONTACT = "contact"
    FIX = "fix"


@dataclass(frozen=True)
class Rating:
    """One rating as it was given."""

    step: Step
    level: Level
    named: bool
    rated_at: datetime
    state: Loop = Loop.RATED


@dataclass(frozen=True)
class Task:
    """A duty that follows from a bad rating."""

    kind: TaskKind
    due: Due


@dataclass(frozen=True)
class LoopMove:
    """One step of the closed loop."""

    start: Loop
    end: Loop
    roles: frozenset[Role]
    needs_words: bool


OFFICERS = frozenset({Role.RATING_OFFICER, Role.SUPERVISOR})
DEPARTMENT = frozenset({Role.REVIEWER, Role.HALL_MANAGER, Role.RATING_OFFICER})
_STEPS = (
    LoopMove(Loop.RATED, Loop.VERIFYING, OFFICERS, needs_words=False),
    LoopMove(Loop.VERIFYING, Loop.RECTIFYING, OFFICERS, needs_words=True),
    LoopMove(Loop.VERIFYING, Loop.VOIDED, frozenset({Role.SUPERVISOR}), needs_words=True),
    LoopMove(Loop.VERIFYING, Loop.CALLED_BACK, OFFICERS, needs_words=True),
    LoopMove(Loop.RECTIFYING, Loop.CALLED_BACK, DEPARTMENT, needs_words=True),
    LoopMove(Loop.CALLED_BACK, Loop.RECTIFYING, OFFICERS, needs_words=True),
    LoopMove(Loop.CALLED_BACK, Loop.CLOSED, OFFICERS, needs_words=True),
)
LOOP: dict[tuple[Loop, Loop], LoopMove] = {(step.start, step.end): step for step in _STEPS}


@dataclass(frozen=True)
class Limits:
    """How long a hall gives itself ⚙; none of it is in the source documents (A13)."""

    contact: int = FIXED_DAYS[ClockKind.RATING_CONTACT]
    fix: int = FIXED_DAYS[ClockKind.RATING_FIX]
    fix_complex: int = COMPLEX_DAYS


def read_level(value: int) -> Level:
    """The level a form or a kiosk sent."""
    try:
        return Level(value)
    except ValueError as wrong:
        raise no.NoSuchLevel(field="level") from wrong


def check_comment(comment: str) -> str:
    if len(comment) > LONGEST_COMMENT:
        raise no.CommentTooLong(most=LONGEST_COMMENT, field="comment")
    return comment.strip()


def first_state(level: Level, named: bool) -> Loop:
    """A named bad rating opens its loop at once; all others are complete as they are."""
    return Loop.VERIFYING if level.bad and named else Loop.RATED


def tasks_of(
    rating: Rating, calendar: WorkCalendar, limits: Limits = Limits(), complex_case: bool = False
) -> tuple[Task, ...]:
    """Contact within a working day, mend within 5 or 15, counted from the rating; nothing for the others."""
    if not (rating.level.bad and rating.named):
        return ()
    fix = limits.fix_complex if complex_case else limits.fix
    return (
        Task(TaskKind.CONTACT, due_after(rating.rated_at, limits.contact, calendar)),
        Task(TaskKind.FIX, due_after(rating.rated_at, fix, calendar)),
    )


def due_after(start: datetime, days: int, calendar: WorkCalendar) -> Due:
    due = calendar.add(today(start), days)
    return Due(closing(due.day), due.day, due.provisional)


def check_loop(state: Loop, to: Loop, roles: Iterable[Role], words: str) -> LoopMove:
    """The step of the loop for this person; each but the first says what was found, to be published (SV-05)."""
    step = LOOP.get((state, to))
    if step is None:
        raise no.NoSuchLoopStep
    if step.roles.isdisjoint(roles):
        raise no.NotYourLoopStep
    if step.needs_words and not words.strip():
        raise no.LoopNeedsWords(field="note")
    return step


@dataclass(frozen=True)
class Figures:
    """Counts by level, and the two rates that supervision asks for."""

    counts: Mapping[Level, int]
    named_bad: int
    closed: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def bad(self) -> int:
        return sum(count for level, count in self.counts.items() if level.bad)

    @property
    def satisfied_share(self) -> float | None:
        """Share of all ratings that are not bad; None when there is none."""
        return (self.total - self.bad) / self.total if self.total else None

    @property
    def closed_share(self) -> float | None:
        """实名差评回访整改率: must be 1.0 (SV-04); voided ones are left out of it."""
        return self.closed / self.named_bad if self.named_bad else None


def figures(ratings: Iterable[Rating]) -> Figures:
    """The figures of any set of ratings; voided ones do not count (SV-06)."""
    kept = [rating for rating in ratings if rating.state is not Loop.VOIDED]
    counts = {level: sum(rating.level is level for rating in kept) for level in Level}
    bad = [rating for rating in kept if rating.named and rating.level.bad]
    return Figures(counts, len(bad), sum(rating.state is Loop.CLOSED for rating in bad))
