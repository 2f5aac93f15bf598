"""A department's list: what is nearest to its legal end first, each row saying its own time (SV-10, CS-19)."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from portal.cases.moves import ClockKind
from portal.cases.readings import Standing
from portal.cases.states import DEPARTMENT_INBOX, State
from portal.progress import BAR, ClockView, clock_views
from portal.store.cases import Case
from portal.store.clocks import StoredClock
from portal.store.unit import Unit
from portal.web.clerk.case_view import state_tag, title_of
from portal.web.context import now, speaker
from portal.working_days import calendar
from shared.clock import today
from shared.privacy import mask_name
from shared.workdays import WorkCalendar

S = State


def _(text: str) -> str:
    """Marks a text for the English catalogue; it is said by a Speaker later."""
    return text


DONE = (
    S.CERTIFICATE_MADE,
    S.KIOSK_PRINTABLE,
    S.HANDED_OVER,
    S.NOTIFIED,
    S.READY_FOR_PICKUP,
    S.MAILED,
    S.REMOTE_PRINT_QUEUED,
    S.DECIDED_REFUSE,
    S.NOT_ACCEPTED,
    S.DELIVERED,
    S.ARCHIVED,
)
FILTERS = {
    "all": (_("全部"), DEPARTMENT_INBOX),
    "over": (_("超期"), DEPARTMENT_INBOX),
    "today": (_("今天到期"), DEPARTMENT_INBOX),
    "to_sign": (_("待签收"), (S.RECEIVED, S.SUPPLEMENTED, S.PRE_CHECK)),
    "to_accept": (_("待受理"), (S.SIGNED_FOR,)),
    "review": (_("审查中"), (S.ACCEPTED, S.ACCEPTED_TOLERANT, S.IN_REVIEW, S.WAITING_PREREQUISITE, S.DECIDED_GRANT)),
    "stopped": (_("停表"), (S.SUSPENDED, S.SUPPLEMENT_REQUIRED)),
    "done": (_("已办"), DONE),
}
OPEN_SHOWN, DONE_SHOWN = 2000, 100
# The clock that decides a case's place in the list is the nearest of these.
ORDERING = (ClockKind.PRE_ACCEPT, ClockKind.ACCEPTANCE, ClockKind.REVIEW, ClockKind.APPLICANT_WAIT)


@dataclass(frozen=True)
class InboxRow:
    """One case of the list with the clock that counts for it now."""

    case: Case
    title: str
    clock: ClockView | None

    @property
    def due(self) -> datetime | None:
        """When it runs out; None while nothing runs."""
        return self.clock.reading.due.at if self.clock and self.clock.reading.due else None

    @property
    def over(self) -> bool:
        """Whether its red card is out."""
        return self.clock is not None and self.clock.reading.standing is Standing.OVERDUE

    def fits(self, wanted: str) -> bool:
        """Whether the row belongs under a filter."""
        if wanted == "over":
            return self.over
        if wanted == "today":
            return self.due is not None and today(self.due) == today(now()) and not self.over
        return self.case.state in FILTERS[wanted][1]


def rows_of(unit: Unit, department: str, chosen: str) -> list[InboxRow]:
    """What lies with a department, the nearest legal end first; what is done only when asked for, the newest."""
    open_states = {state for name, (_, states) in FILTERS.items() if name != "done" for state in states}
    cases = unit.cases.in_department(department, sorted(open_states), limit=OPEN_SHOWN)
    if chosen == "done":
        cases += unit.cases.newest_in_department(department, sorted(DONE), limit=DONE_SHOWN)
    clocks, days = unit.clocks.of_cases([case.id for case in cases]), calendar(unit)
    rows = [InboxRow(case, title_of(unit, case), _clock(clocks[case.id], days)) for case in cases]
    return sorted(rows, key=lambda row: (row.due is None, row.due or row.case.made_at))


def _clock(stored: list[StoredClock], days: WorkCalendar) -> ClockView | None:
    running = [one for one in stored if one.clock.stopped_at is None and one.clock.kind in ORDERING]
    views = clock_views(running[-1:] or stored[-1:], days, speaker(), now())
    return views[-1] if views else None


def filters(rows: list[InboxRow], chosen: str) -> list[dict[str, object]]:
    """The filters with their counts; "done" stays uncounted, it only grows."""
    return [
        {
            "href": url_for("inbox.inbox", f=name),
            "label": speaker().gettext(label),
            "count": sum(row.fits(name) for row in rows) if name != "done" else None,
            "over": name == "over" and any(row.over for row in rows),
            "chosen": name == chosen,
        }
        for name, (label, _states) in FILTERS.items()
    ]


def shown(row: InboxRow, chosen: str, current: str) -> dict[str, object]:
    """A row as the inbox draws it."""
    clock, voice = row.clock, speaker()
    red = {"text": voice.gettext("红牌"), "kind": "over", "drawing": "circle-alert"}
    due = row.due
    return {
        "href": url_for("inbox.inbox", f=chosen, case=row.case.number),
        "title": row.title,
        "tag": red if row.over else state_tag(row.case),
        "who": mask_name(row.case.name),
        "number": row.case.number,
        "state": BAR[clock.reading.standing] if clock else "done",
        "words": clock.words if clock else "",
        "aside": voice.gettext("%(day)s到期", day=voice.day(today(due))) if due else "",
        "parts": clock.parts if clock else [],
        "current": row.case.number == current,
    }
