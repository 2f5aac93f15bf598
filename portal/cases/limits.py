"""How long each clock of a case is given, and when silence counts as acceptance (§2, §5.1 A5d, A9, §5.2 F2).

A window authorised to accept does so at once (CS-16), a back office the same day (CS-17), across regions and online
within two working days (CS-12, CS-21).
"""

from dataclasses import dataclass
from datetime import datetime

from portal.cases.clocks import Clock, Unit
from portal.cases.moves import ClockKind
from portal.catalog.item import AcceptanceMode, Item, ItemType, Situation
from shared.clock import local
from shared.workdays import WorkCalendar

ACCEPTANCE_DAYS = {
    AcceptanceMode.WINDOW: 0,
    AcceptanceMode.BACK_OFFICE: 0,
    AcceptanceMode.CROSS_REGION: 2,
    AcceptanceMode.ONLINE: 2,
}
FIXED_DAYS = {
    ClockKind.PRE_ACCEPT: 2,
    ClockKind.DEEMED: 5,
    ClockKind.PAPER_MAIL: 1,
    ClockKind.APPLICANT_WAIT: 0,
    ClockKind.MISSING_MATERIAL: 10,
    ClockKind.CONSULTATION: 3,
    ClockKind.GUIDE_CHANGE: 3,
    ClockKind.RATING_CONTACT: 1,
    ClockKind.RATING_FIX: 5,
}
DEEMED_TYPES = frozenset({ItemType.PERMIT})
CLOCK_RULES = {
    ClockKind.PRE_ACCEPT: "CS-21",
    ClockKind.ACCEPTANCE: "CS-12",
    ClockKind.DEEMED: "CS-12",
    ClockKind.REVIEW: "RV-01",
    ClockKind.PAPER_MAIL: "CS-06",
    ClockKind.MISSING_MATERIAL: "CS-29",
    ClockKind.APPLICANT_WAIT: "CS-15",
    ClockKind.CONSULTATION: "CN-05",
    ClockKind.GUIDE_CHANGE: "CT-09",
    ClockKind.RATING_CONTACT: "SV-04",
    ClockKind.RATING_FIX: "SV-04",
}


@dataclass(frozen=True)
class Terms:
    """What decides the lengths: the item, its situation, and how this case is accepted."""

    item: Item
    situation: Situation
    mode: AcceptanceMode


def start_clock(kind: ClockKind, at: datetime, terms: Terms) -> Clock:
    """A fresh clock of this kind for a case under these terms."""
    if kind is ClockKind.REVIEW:
        limit = terms.item.limit_of(terms.situation)
        return Clock(kind, at, limit.promised, Unit(limit.unit))
    if kind is ClockKind.ACCEPTANCE:
        return Clock(kind, at, ACCEPTANCE_DAYS[terms.mode])
    return Clock(kind, at, FIXED_DAYS[kind])


def starts(kind: ClockKind, terms: Terms) -> bool:
    """Whether this item has such a clock at all: silence counts as acceptance only for permits (§5.7)."""
    return kind is not ClockKind.DEEMED or terms.item.type in DEEMED_TYPES


def deemed_accepted(clock: Clock, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """行政许可法 32: five working days without a word, and the case is accepted as of the day it was received."""
    if clock.kind is not ClockKind.DEEMED or clock.stopped_at is not None:
        return None
    return clock.start if local(now).date() > clock.due(calendar).day else None
