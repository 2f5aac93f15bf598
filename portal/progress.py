"""How a case stands, as it is told to the applicant: state in words, every clock with its reasoning, what is next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.cases.clock_words import CLOCK_NAMES, explain, reasoning, short_words
from portal.cases.moves import ClockKind
from portal.cases.readings import Reading, Standing, read
from portal.cases.states import STATE_NAMES, Stage
from portal.store.cases import Case
from portal.store.clocks import StoredClock
from portal.store.unit import Unit
from portal.working_days import calendar
from shared.clock import today
from shared.speech import Speaker
from shared.workdays import WorkCalendar

# Clocks that count for the office alone are not shown to the applicant twice.
SHOWN = (ClockKind.PRE_ACCEPT, ClockKind.ACCEPTANCE, ClockKind.REVIEW, ClockKind.APPLICANT_WAIT)
STAGES = (Stage.INTAKE, Stage.ACCEPTANCE, Stage.REVIEW, Stage.RESULT)
STAGE_NAMES = {Stage.INTAKE: "收件", Stage.ACCEPTANCE: "受理", Stage.REVIEW: "审查和决定", Stage.RESULT: "发证"}


@dataclass(frozen=True)
class ClockView:
    """One clock at this moment, in the reader's language."""

    stored: StoredClock
    reading: Reading
    name: str
    words: str
    explained: str
    rows: tuple[Any, ...]

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The bar: used time by its state, and a stop as a part of its own."""
        used = min(round(self.reading.fraction * 100), 100)
        return [(BAR[self.reading.standing], max(used, 2))]

    def as_json(self) -> dict[str, Any]:
        """The clock for the JSON interface."""
        due = self.reading.due
        return {
            "kind": self.stored.clock.kind.value,
            "name": self.name,
            "standing": self.reading.standing.value,
            "words": self.words,
            "due": due.at.isoformat() if due else None,
            "provisional": self.reading.provisional,
            "given": self.reading.given,
            "used": self.reading.used,
            "explained": self.explained,
        }


BAR = {
    Standing.IN_ORDER: "ok",
    Standing.HALF: "soon",
    Standing.NEARLY: "near",
    Standing.OVERDUE: "over",
    Standing.STOPPED: "pause",
    Standing.PROVISIONAL: "ok",
    Standing.DONE: "done",
}


@dataclass(frozen=True)
class Progress:
    """A case as its applicant may see it; no name, no number of a document."""

    case: Case
    state_name: str
    told: str
    stage: Stage
    clocks: tuple[ClockView, ...]
    department: str

    @property
    def running(self) -> ClockView | None:
        """The clock that counts now."""
        return next((view for view in reversed(self.clocks) if view.stored.clock.stopped_at is None), None)

    def as_json(self) -> dict[str, Any]:
        """The answer of the progress call."""
        return {
            "number": self.case.number,
            "title": self.case.title,
            "state": self.case.state.value,
            "state_name": self.state_name,
            "told": self.told,
            "stage": self.stage.value,
            "department": self.department,
            "delivery": self.case.delivery,
            "since": self.case.state_since.isoformat(),
            "clocks": [view.as_json() for view in self.clocks],
        }


def progress(unit: Unit, case: Case, speaker: Speaker, now: datetime) -> Progress:
    """The case as it stands now."""
    name = STATE_NAMES[case.state]
    department = unit.halls.department(case.department)
    said = (department.name_en if speaker.english else department.name) if department else ""
    return Progress(
        case=case,
        state_name=name.en if speaker.english else name.zh,
        told=name.told_en if speaker.english else name.told_zh,
        stage=name.stage,
        clocks=tuple(
            view
            for view in clock_views(unit.clocks.of_case(case.id), calendar(unit), speaker, now)
            if view.stored.clock.kind in SHOWN
        ),
        department=said,
    )


def clock_views(stored: list[StoredClock], days: WorkCalendar, speaker: Speaker, now: datetime) -> list[ClockView]:
    """Clocks with their readings and words."""
    return [clock_view(one, days, speaker, now) for one in stored]


def clock_view(stored: StoredClock, days: WorkCalendar, speaker: Speaker, now: datetime) -> ClockView:
    """One clock at this moment."""
    reading = read(stored.clock, days, now)
    return ClockView(
        stored=stored,
        reading=reading,
        name=speaker.gettext(CLOCK_NAMES[stored.clock.kind]),
        words=short_words(reading, speaker),
        explained=explain(stored.clock, days, speaker, today(now)),
        rows=tuple(reasoning(stored.clock, days, speaker, today(now))),
    )
