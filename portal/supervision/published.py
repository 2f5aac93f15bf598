"""What of a decision or a rating may be published: the matter and the result, not the person (SV-05, SV-30)."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.cases.states import State
from portal.supervision.rating import LEVEL_NAMES, Level
from shared.clock import local
from shared.privacy import scrub

PUBLIC_RESULTS: Mapping[State, tuple[str, str]] = {
    State.DECIDED_GRANT: ("准予", "Granted"),
    State.DECIDED_REFUSE: ("不予许可", "Refused"),
    State.NOT_ACCEPTED: ("不予受理", "Not accepted"),
    State.TERMINATED: ("已终止", "Terminated"),
}
COLUMNS = ("事项", "办理机关", "收件日期", "决定日期", "结果")
# A spreadsheet runs a cell that begins with one of these.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Decision:
    """A decided case as the public sees it."""

    title: str
    office: str
    office_en: str
    received_at: datetime | None
    decided_at: datetime
    result: str

    @property
    def words(self) -> tuple[str, str]:
        """The result in Chinese and English."""
        return PUBLIC_RESULTS[State(self.result)]

    def cells(self) -> tuple[str, ...]:
        """One row of the export."""
        received = f"{local(self.received_at):%Y-%m-%d}" if self.received_at else ""
        return (self.title, self.office, received, f"{local(self.decided_at):%Y-%m-%d}", self.words[0])


@dataclass(frozen=True)
class Opinion:
    """A rating as the public sees it, with the answer of the department."""

    level: int
    comment: str
    made_at: datetime
    step: str
    answer: str

    @property
    def words(self) -> tuple[str, str]:
        return LEVEL_NAMES[Level(self.level)]

    @property
    def said(self) -> str:
        """The comment, without numbers that belong to a person."""
        return scrub(self.comment)

    @property
    def answered(self) -> str:
        return scrub(self.answer)


def hidden_items(public: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """The items whose results are not published, by the switch of each."""
    return tuple(code for code, shown in public if not shown)


def as_csv(decisions: Sequence[Decision]) -> str:
    """The list for portal, platform and media; a byte order mark lets every spreadsheet read the Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in decision.cells()] for decision in decisions)
    return "\ufeff" + text.getvalue()


def as_json(decisions: Sequence[Decision]) -> list[dict[str, str]]:
    """The same list for programs."""
    names = ("item", "office", "received", "decided", "result")
    return [dict(zip(names, decision.cells(), strict=True)) for decision in decisions]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
