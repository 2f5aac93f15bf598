"""The half-hour slots of a hall's day, within and outside working hours (BK-06, BK-07; requirements A1d)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from booking.hours import HallHours, Span, opening, out_of_hours
from shared.workdays import WorkCalendar


class SlotKind(StrEnum):
    IN_HOURS = "in_hours"
    OUT_OF_HOURS = "out_of_hours"


@dataclass(frozen=True)
class SlotRules:
    """Hall settings: how long a slot lasts and how many people it takes."""

    minutes: int = 30
    capacity: int = 5


@dataclass(frozen=True)
class SlotSpec:
    """A slot the hall should offer; `provisional` says that the year's calendar is not published yet (暂定)."""

    start: datetime
    end: datetime
    kind: SlotKind
    capacity: int
    provisional: bool = False


@dataclass(frozen=True)
class Slot:
    """A slot as it stands, with what is taken of it."""

    id: str
    start: datetime
    end: datetime
    kind: SlotKind
    capacity: int
    taken: int = 0
    closed: bool = False
    provisional: bool = False

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


def day_slots(day: date, hours: HallHours, calendar: WorkCalendar, rules: SlotRules) -> tuple[SlotSpec, ...]:
    """Every slot of one day, in order of time."""
    provisional = calendar.day(day).provisional
    ordinary = [
        SlotSpec(start, end, SlotKind.IN_HOURS, rules.capacity, provisional)
        for start, end in _pieces(day, opening(day, hours, calendar), rules)
    ]
    special = [
        SlotSpec(start, end, SlotKind.OUT_OF_HOURS, rules.capacity)
        for start, end in _pieces(day, out_of_hours(day, hours, calendar), rules)
    ]
    return tuple(sorted(ordinary + special, key=lambda slot: slot.start))


def _pieces(day: date, spans: tuple[Span, ...], rules: SlotRules) -> Iterator[tuple[datetime, datetime]]:
    """Whole slots only: a rest shorter than a slot is left out."""
    length = timedelta(minutes=rules.minutes)
    for span in spans:
        start, end = span.on(day)
        while start + length <= end:
            yield start, start + length
            start += length
