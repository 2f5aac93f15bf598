"""When a hall is open: weekly pattern, breaks, extended hours and single days that differ (BK-06, BK-18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import pairwise

from shared.clock import SHANGHAI
from shared.workdays import WorkCalendar

MONDAY = 0
SATURDAY = 5
NO_WEEK: tuple[tuple["Span", ...], ...] = ((),) * 7


@dataclass(frozen=True, order=True)
class Span:
    """A piece of one day in the hall's own time, its end not included."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a span must end after it starts: {self.start} - {self.end}")

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The same span as instants of that day."""
        return instant(day, self.start), instant(day, self.end)


@dataclass(frozen=True)
class DayException:
    """One day that differs: closed, or open at other times than the week says."""

    closed: bool = False
    spans: tuple[Span, ...] | None = None
    reason: str = ""


@dataclass(frozen=True)
class HallHours:
    """What the hall manager writes down once, Monday first; every day is derived from it and the legal calendar."""

    week: tuple[tuple[Span, ...], ...]
    breaks: tuple[Span, ...] = ()
    extended: tuple[tuple[Span, ...], ...] = NO_WEEK
    evening: tuple[Span, ...] = ()
    off_days: tuple[Span, ...] = ()
    exceptions: Mapping[date, DayException] = field(default_factory=dict)
    extended_is_ordinary: bool = True
    makeup_like: int = MONDAY

    def __post_init__(self) -> None:
        if len(self.week) != 7 or len(self.extended) != 7:
            raise ValueError("a week has seven entries, Monday first")

    def exception(self, day: date) -> DayException:
        return self.exceptions.get(day, DayException())


def instant(day: date, at: time) -> datetime:
    """Hall time of a day as an instant in UTC."""
    return datetime.combine(day, at, SHANGHAI).astimezone(UTC)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time without overlaps, in order; spans that touch become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def subtract(spans: Iterable[Span], cuts: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of the spans when the cuts are taken out."""
    taken = merge(cuts)
    left: list[Span] = []
    for span in merge(spans):
        edges = [span.start]
        for cut in taken:
            if cut.end > span.start and cut.start < span.end:
                edges += [cut.start, cut.end]
        edges.append(span.end)
        left += [Span(a, b) for a, b in list(pairwise(edges))[::2] if a < b]
    return tuple(left)


def opening(day: date, hours: HallHours, calendar: WorkCalendar) -> tuple[Span, ...]:
    """The ordinary opening hours of a day, extended hours included where the hall counts them as ordinary."""
    exception = hours.exception(day)
    if exception.closed or not calendar.day(day).working:
        return ()
    if exception.spans is not None:
        return merge(exception.spans)
    ordinary = subtract(hours.week[_pattern(day, hours)], hours.breaks)
    return merge(ordinary + _extended(day, hours)) if hours.extended_is_ordinary else ordinary


def out_of_hours(day: date, hours: HallHours, calendar: WorkCalendar) -> tuple[Span, ...]:
    """Evenings, weekends and holidays that the hall opens by appointment; none on provisional days."""
    known = calendar.day(day)
    if hours.exception(day).closed or known.provisional:
        return ()
    if not known.working:
        return merge(hours.off_days)
    offered = hours.evening if hours.extended_is_ordinary else hours.evening + _extended(day, hours)
    return subtract(offered, opening(day, hours, calendar))


def closing(day: date, hours: HallHours, calendar: WorkCalendar) -> datetime | None:
    """When ordinary service ends that day; None where the hall does not open."""
    spans = opening(day, hours, calendar)
    return instant(day, spans[-1].end) if spans else None


def is_open(now: datetime, hours: HallHours, calendar: WorkCalendar) -> bool:
    """Whether ordinary service is going on at this instant."""
    here = now.astimezone(SHANGHAI)
    return any(span.start <= here.time() < span.end for span in opening(here.date(), hours, calendar))


def _pattern(day: date, hours: HallHours) -> int:
    """Which weekday's hours a working day follows: a make-up weekend follows an ordinary working day's."""
    weekday = day.weekday()
    return hours.makeup_like if weekday >= SATURDAY and not hours.week[weekday] else weekday


def _extended(day: date, hours: HallHours) -> tuple[Span, ...]:
    return hours.extended[_pattern(day, hours)]
