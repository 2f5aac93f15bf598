"""The hall, the days and the people that the booking and queue tests speak of."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from booking.appointment import Appointment, State
from booking.hours import HallHours, Span, instant
from booking.order import Entry, Priority, QueueRules, Rank, TicketKind, Waiting, rank
from booking.slots import Slot, SlotKind
from booking.window import Wish
from shared.workdays import WorkCalendar, load

YEARS: WorkCalendar = load(range(2024, 2027))
MORNING = Span(time(8, 30), time(12))
AFTERNOON = Span(time(13, 30), time(17, 30))
EVENING = Span(time(18), time(20))
WEEKEND_MORNING = Span(time(9), time(11))
WORKDAYS_OPEN = ((MORNING, AFTERNOON),) * 5 + ((), ())
HALL = HallHours(week=WORKDAYS_OPEN, evening=(EVENING,), off_days=(WEEKEND_MORNING,))
MONDAY = date(2026, 11, 23)
NINE = instant(MONDAY, time(9))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on the hall's wall clock."""
    return instant(day, time(hour, minute))


def a_slot(day: date = MONDAY, hour: int = 10, kind: SlotKind = SlotKind.IN_HOURS, **changed: Any) -> Slot:
    """Half an hour for five people, nobody booked."""
    start = at(day, hour)
    values = {"id": "slot", "capacity": 5, "end": start + timedelta(minutes=30)} | changed
    return Slot(start=start, kind=kind, **values)


def an_evening(day: date = MONDAY, **changed: Any) -> Slot:
    """A slot after working hours."""
    return a_slot(day, 18, SlotKind.OUT_OF_HOURS, **changed)


def evening_wish(day: date, **changed: Any) -> Wish:
    """A wish that keeps every rule, for an evening."""
    return replace(Wish(an_evening(day), listed=True, reason="孩子周一入学要用"), **changed)


def booked(state: State = State.CONFIRMED, day: date = MONDAY, hour: int = 10) -> Appointment:
    """An appointment at the city hall."""
    start = at(day, hour)
    return Appointment("2311 0473", "city", state, start, start + timedelta(minutes=30))


def minutes_after_nine(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def entry(minutes: float, sequence: int = 1, **changed: Any) -> Entry:
    """Somebody who took a ticket so many minutes after nine."""
    return Entry(minutes_after_nine(minutes), sequence, **changed)


def booked_entry(minutes: float, slot: float, sequence: int = 1) -> Entry:
    return entry(minutes, sequence, kind=TicketKind.BOOKED, slot_start=minutes_after_nine(slot))


def waiting(number: str, joined: Entry, rules: QueueRules | None = None, place: Rank | None = None) -> Waiting:
    return Waiting(number, joined, place or rank(joined, rules or QueueRules()))


def numbers(line: list[Waiting]) -> str:
    return " ".join(one.number for one in line)


RULE_SETS = st.builds(
    QueueRules,
    priority_minutes=st.integers(-5, 60),
    booked_minutes=st.integers(-5, 60),
    late_minutes=st.integers(0, 60),
    ordinary_per_priority=st.integers(0, 3),
)
ENTRIES = st.builds(
    entry,
    minutes=st.integers(0, 120),
    sequence=st.integers(1, 200),
    kind=st.sampled_from(TicketKind),
    priority=st.sampled_from([None, None, *Priority]),
    slot_start=st.one_of(st.none(), st.integers(-30, 180).map(minutes_after_nine)),
)
LINES = st.lists(ENTRIES, max_size=9, unique_by=lambda one: one.sequence)


def line_of(*entries: tuple[str, Entry], rules: QueueRules | None = None) -> list[Waiting]:
    return [waiting(number, joined, rules) for number, joined in entries]
