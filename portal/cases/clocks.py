"""Clocks as values: start, length, stops; everything else is derived (RV-01, RV-02, CS-12, §5.1 A4-A7, A11, A18).

The start day is not counted, a period ends when the hall closes on its last working day, and is broken after midnight.
Suspensions are half-open [start, end) in days; the working days inside them never count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.cases.moves import ClockKind
from shared.clock import SHANGHAI, local
from shared.workdays import WorkCalendar

OPENS, CLOSES = time(9), time(17)
ONE_DAY = timedelta(days=1)
# What is waited for without a limit of its own (A5c): counted, never overdue.
OPEN_ENDED = frozenset({ClockKind.APPLICANT_WAIT})


class Unit(StrEnum):
    """What a length counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


@dataclass(frozen=True)
class Suspension:
    """A lawful stop: from this day, up to but without that day; open while `end` is None."""

    start: date
    end: date | None
    reason: str
    basis: str
    expected_days: int | None = None


@dataclass(frozen=True)
class Due:
    """When a clock runs out; provisional when a year on the way has no published table."""

    at: datetime
    day: date
    provisional: bool


@dataclass(frozen=True)
class Clock:
    """One running or finished clock."""

    kind: ClockKind
    start: datetime
    length: int
    unit: Unit = Unit.WORKING_DAY
    suspensions: tuple[Suspension, ...] = ()
    decided_at: datetime | None = None
    handed_over_at: datetime | None = None
    stopped_at: datetime | None = None

    @property
    def first_day(self) -> date:
        """The day of the event that starts the clock; counting begins with the next."""
        return local(self.start).date()

    @property
    def open_ended(self) -> bool:
        return self.kind in OPEN_ENDED

    @property
    def suspended(self) -> Suspension | None:
        """The stop that is running now."""
        return next((stop for stop in self.suspensions if stop.end is None), None)

    def suspend(self, stop: Suspension) -> "Clock":
        return replace(self, suspensions=(*self.suspensions, stop))

    def resume(self, day: date) -> "Clock":
        """Ends the running stop: this day counts again."""
        ended = tuple(
            replace(stop, end=max(day, stop.start)) if stop.end is None else stop for stop in self.suspensions
        )
        return replace(self, suspensions=ended)

    def stop(self, at: datetime) -> "Clock":
        return replace(self.resume(local(at).date()), stopped_at=at)

    def mark_decided(self, at: datetime) -> "Clock":
        return replace(self, decided_at=at)

    def mark_handed_over(self, at: datetime) -> "Clock":
        """The second check point; with it the clock stops (A6)."""
        return replace(self.stop(at), handed_over_at=at)

    def due(self, calendar: WorkCalendar, closes: time = CLOSES, today: date | None = None) -> Due:
        """The instant this clock runs out; a stop still running is taken at its expected length, or up to today."""
        if self.open_ended:
            raise ValueError(f"{self.kind} has no due day")
        if self.length == 0:
            return _same_day(self, calendar, closes)
        spans = spans_of(self.suspensions, calendar, today)
        day = (
            _last_working_day(self, calendar, spans)
            if self.unit is Unit.WORKING_DAY
            else _last_date(self, calendar, spans)
        )
        provisional = any(
            calendar.provisional(date(year, 1, 1)) for year in range((self.first_day + ONE_DAY).year, day.year + 1)
        )
        return Due(closing(day, closes), day, provisional)


Span = tuple[date, date]


def spans_of(suspensions: Iterable[Suspension], calendar: WorkCalendar, today: date | None = None) -> tuple[Span, ...]:
    """The stops as [start, end) in order, joined where they touch or overlap, so that no day is given back twice."""
    ends = sorted((stop.start, _end_of(stop, calendar, today)) for stop in suspensions)
    joined: list[Span] = []
    for start, end in ends:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return tuple(joined)


def suspended_days(clock: Clock, calendar: WorkCalendar, spans: Iterable[Span], through: date) -> int:
    """Days of the clock's own unit inside the stops, after the first day and up to this day."""
    after = clock.first_day + ONE_DAY
    clipped = ((max(start, after), min(end, through + ONE_DAY)) for start, end in spans)
    if clock.unit is Unit.CALENDAR_DAY:
        return sum(max((end - start).days, 0) for start, end in clipped)
    return sum(calendar.working_days_between(start, end) for start, end in clipped)


def counted_days(clock: Clock, calendar: WorkCalendar, spans: Iterable[Span], through: date) -> int:
    """Days that count for the clock, after the first day and up to this day."""
    if clock.unit is Unit.CALENDAR_DAY:
        passed = max((through - clock.first_day).days, 0)
    else:
        passed = calendar.count(clock.first_day, through)
    return passed - suspended_days(clock, calendar, spans, through)


def closing(day: date, closes: time = CLOSES) -> datetime:
    """The hall's closing time on that day (民法典 203: business hours end the day)."""
    return datetime.combine(day, closes, SHANGHAI)


def _last_working_day(clock: Clock, calendar: WorkCalendar, spans: tuple[Span, ...]) -> date:
    """The day on which the length is full of days that count; each round adds the stopped days met on the way."""
    needed = clock.length
    while True:
        day = calendar.add(clock.first_day, needed).day
        total = clock.length + suspended_days(clock, calendar, spans, day)
        if total == needed:
            return day
        needed = total


def _last_date(clock: Clock, calendar: WorkCalendar, spans: tuple[Span, ...]) -> date:
    """Calendar days in the same way; a last day off moves to the next working day (民法典 203)."""
    needed = clock.length
    while True:
        day = clock.first_day + timedelta(days=needed)
        total = clock.length + suspended_days(clock, calendar, spans, day)
        if total == needed:
            return day if calendar.working(day) else calendar.add(day, 1).day
        needed = total


def _same_day(clock: Clock, calendar: WorkCalendar, closes: time) -> Due:
    """即时, 当场: before the hall closes that day; what comes on a day off or after closing, the next working day."""
    day = clock.first_day
    if not calendar.working(day) or local(clock.start).time() > closes:
        day = calendar.add(day, 1).day
    return Due(closing(day, closes), day, calendar.provisional(day))


def _end_of(stop: Suspension, calendar: WorkCalendar, today: date | None) -> date:
    if stop.end is not None:
        return stop.end
    expected = stop.start + ONE_DAY
    if stop.expected_days:
        expected = calendar.add(stop.start - ONE_DAY, stop.expected_days).day + ONE_DAY
    return expected if today is None else max(expected, today + ONE_DAY)
