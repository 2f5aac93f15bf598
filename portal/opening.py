"""A hall's hours as the rules read them: its weekly pattern from the store, under its exceptional days (BK-06)."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from booking.hours import NO_WEEK, DayException, HallHours, Span
from portal.store.halls import Hall, HallDay
from portal.store.unit import Unit

CLOSED = "closed"
Times = Sequence[Sequence[str]]


def hours_of(unit: Unit, hall: Hall, first: date, last: date) -> HallHours:
    """The hours of a hall, exact for the days from first to last."""
    return hall_hours(hall.opening, unit.halls.days(hall.code, first, last))


def hall_hours(opening: Mapping[str, Any], days: Mapping[date, HallDay]) -> HallHours:
    """The pattern {"week": [7 lists of [from, to]], "evening": …, "off_days": …} with the days that differ."""
    return HallHours(
        week=_week(opening["week"]),
        evening=spans(opening.get("evening", ())),
        off_days=spans(opening.get("off_days", ())),
        extended=_week(opening["extended"]) if opening.get("extended") else NO_WEEK,
        exceptions={day: _exception(found) for day, found in days.items()},
    )


def spans(times: Times) -> tuple[Span, ...]:
    """Pairs like ["09:00", "12:00"] as spans."""
    return tuple(Span(time.fromisoformat(start), time.fromisoformat(end)) for start, end in times)


def _week(week: Sequence[Times]) -> tuple[tuple[Span, ...], ...]:
    return tuple(spans(day) for day in week)


def _exception(found: HallDay) -> DayException:
    if found.kind == CLOSED:
        return DayException(closed=True, reason=found.reason)
    return DayException(spans=spans(found.spans), reason=found.reason)
