"""BK-06, BK-18 and A1d: which slots a hall has on a day, and of which kind."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.hours import DayException, HallHours, Span, closing, is_open, merge, opening, out_of_hours, subtract
from booking.slots import SlotKind, SlotRules, day_slots
from tests.rules.booking_builders import (
    AFTERNOON,
    EVENING,
    HALL,
    MONDAY,
    MORNING,
    WEEKEND_MORNING,
    WORKDAYS_OPEN,
    YEARS,
    a_slot,
    at,
)

RULES = SlotRules()
LATE_TUESDAY = Span(time(17, 30), time(19))
EXTENDED = replace(HALL, extended=((), (LATE_TUESDAY,), (), (), (), (), ()))
TUESDAY = date(2026, 11, 24)
SATURDAY = date(2026, 11, 28)
MAKE_UP_SATURDAY = date(2026, 10, 10)
HOLIDAY_WEDNESDAY = date(2026, 10, 7)
NEXT_YEAR_MONDAY = date(2027, 1, 4)
NEXT_YEAR_SUNDAY = date(2027, 1, 10)

MINUTES = st.integers(0, 24 * 60 - 1)


def clock_span(start: int, end: int) -> Span:
    return Span(time(*divmod(start, 60)), time(*divmod(end, 60)))


SPANS = st.lists(
    st.lists(MINUTES, min_size=2, max_size=2, unique=True).map(lambda two: clock_span(*sorted(two))), max_size=6
)


def covered(spans: tuple[Span, ...] | list[Span]) -> set[int]:
    """Every minute of the day that lies in a span: the naive way to think of them."""
    return {
        minute
        for span in spans
        for minute in range(span.start.hour * 60 + span.start.minute, span.end.hour * 60 + span.end.minute)
    }


def kinds(day: date, hours: HallHours = HALL) -> dict[SlotKind, int]:
    slots = day_slots(day, hours, YEARS, RULES)
    return {kind: sum(1 for slot in slots if slot.kind is kind) for kind in SlotKind}


@given(spans=SPANS)
def test_merging_spans_keeps_every_minute_once(spans: list[Span]) -> None:
    merged = merge(spans)
    assert covered(merged) == covered(spans)
    assert all(one.end < two.start for one, two in zip(merged, merged[1:], strict=False))


@given(spans=SPANS, cuts=SPANS)
def test_subtracting_spans_leaves_exactly_the_other_minutes(spans: list[Span], cuts: list[Span]) -> None:
    assert covered(subtract(spans, cuts)) == covered(spans) - covered(cuts)


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="end after it starts"):
        Span(time(9), time(9))


@pytest.mark.parametrize("field", ["week", "extended"])
def test_a_week_has_seven_days(field: str) -> None:
    with pytest.raises(ValueError, match="seven"):
        HallHours(**{"week": WORKDAYS_OPEN, field: ((),) * 6})


@pytest.mark.parametrize(
    ("day", "in_hours", "out_of_hours"),
    [
        pytest.param(MONDAY, 15, 4, id="Monday: seven morning, eight afternoon, four evening"),
        pytest.param(SATURDAY, 0, 4, id="Saturday: by appointment only"),
        pytest.param(HOLIDAY_WEDNESDAY, 0, 4, id="a Wednesday inside a holiday is out of hours"),
        pytest.param(MAKE_UP_SATURDAY, 15, 4, id="a make-up Saturday is an ordinary working day"),
        pytest.param(NEXT_YEAR_MONDAY, 15, 0, id="provisional Monday: ordinary slots, no evening"),
        pytest.param(NEXT_YEAR_SUNDAY, 0, 0, id="provisional Sunday: nothing"),
    ],
)
def test_A1d_what_a_day_offers(day: date, in_hours: int, out_of_hours: int) -> None:
    assert kinds(day) == {SlotKind.IN_HOURS: in_hours, SlotKind.OUT_OF_HOURS: out_of_hours}


def test_slots_follow_one_another_in_order_and_carry_the_halls_capacity() -> None:
    slots = day_slots(MONDAY, HALL, YEARS, SlotRules(minutes=30, capacity=7))
    assert [slot.start for slot in slots] == sorted(slot.start for slot in slots)
    assert {slot.end - slot.start for slot in slots} == {timedelta(minutes=30)}
    assert {slot.capacity for slot in slots} == {7}


def test_slots_are_half_hours_for_five_by_default() -> None:
    assert SlotRules(minutes=30, capacity=5) == RULES


def test_the_first_slot_of_the_day_starts_when_the_hall_opens() -> None:
    first = day_slots(MONDAY, HALL, YEARS, RULES)[0]
    assert first.start == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def test_only_days_without_a_published_calendar_are_marked_provisional() -> None:
    assert not any(slot.provisional for slot in day_slots(MONDAY, HALL, YEARS, RULES))
    assert all(slot.provisional for slot in day_slots(NEXT_YEAR_MONDAY, HALL, YEARS, RULES))


def test_a_rest_shorter_than_a_slot_is_left_out() -> None:
    hours = HallHours(week=((Span(time(9), time(10, 20)),),) * 7)
    assert [slot.start for slot in day_slots(MONDAY, hours, YEARS, RULES)] == [at(MONDAY, 9), at(MONDAY, 9, 30)]


def test_a_slot_may_end_exactly_when_the_hall_closes() -> None:
    hours = HallHours(week=((Span(time(9), time(10)),),) * 7)
    assert day_slots(MONDAY, hours, YEARS, RULES)[-1].end == at(MONDAY, 10)


def test_breaks_are_taken_out_of_the_week() -> None:
    hours = HallHours(week=((Span(time(8, 30), time(17, 30)),),) * 7, breaks=(Span(time(12), time(13, 30)),))
    assert opening(MONDAY, hours, YEARS) == (MORNING, AFTERNOON)


def test_BK_18_extended_hours_on_a_working_day_are_ordinary() -> None:
    assert opening(TUESDAY, EXTENDED, YEARS) == (MORNING, Span(time(13, 30), time(19)))
    assert out_of_hours(TUESDAY, EXTENDED, YEARS) == (Span(time(19), time(20)),)


def test_BK_18_a_hall_may_count_extended_hours_as_out_of_hours() -> None:
    hours = replace(EXTENDED, extended_is_ordinary=False)
    assert opening(TUESDAY, hours, YEARS) == (MORNING, AFTERNOON)
    assert out_of_hours(TUESDAY, hours, YEARS) == (Span(time(17, 30), time(20)),)


def test_BK_18_extended_hours_hold_on_their_weekday_only() -> None:
    assert opening(MONDAY, EXTENDED, YEARS) == (MORNING, AFTERNOON)


def test_a_make_up_day_follows_the_weekday_the_hall_names() -> None:
    hours = replace(EXTENDED, makeup_like=1)
    assert opening(MAKE_UP_SATURDAY, hours, YEARS) == (MORNING, Span(time(13, 30), time(19)))


def test_a_make_up_day_is_like_a_monday_where_the_hall_names_none() -> None:
    hours = replace(HALL, week=((MORNING,), *WORKDAYS_OPEN[1:]))
    assert opening(MAKE_UP_SATURDAY, hours, YEARS) == (MORNING,)


def test_a_make_up_saturday_follows_the_halls_own_saturday_hours_where_it_has_some() -> None:
    hours = replace(HALL, week=(*WORKDAYS_OPEN[:5], (MORNING,), ()))
    assert opening(MAKE_UP_SATURDAY, hours, YEARS) == (MORNING,)
    assert opening(SATURDAY, hours, YEARS) == ()


def test_a_weekday_on_which_the_hall_is_shut_has_no_ordinary_slots() -> None:
    hours = replace(HALL, week=((), *WORKDAYS_OPEN[1:]))
    assert opening(MONDAY, hours, YEARS) == ()


def test_a_closed_day_offers_nothing_at_all() -> None:
    hours = replace(HALL, exceptions={MONDAY: DayException(closed=True), SATURDAY: DayException(closed=True)})
    assert day_slots(MONDAY, hours, YEARS, RULES) == ()
    assert day_slots(SATURDAY, hours, YEARS, RULES) == ()


def test_a_day_with_other_hours_follows_them_instead_of_the_week() -> None:
    hours = replace(EXTENDED, exceptions={TUESDAY: DayException(spans=(MORNING,))})
    assert opening(TUESDAY, hours, YEARS) == (MORNING,)
    assert out_of_hours(TUESDAY, hours, YEARS) == (EVENING,)


def test_a_day_with_other_hours_does_not_open_a_holiday() -> None:
    hours = replace(HALL, exceptions={SATURDAY: DayException(spans=(MORNING,))})
    assert opening(SATURDAY, hours, YEARS) == ()
    assert out_of_hours(SATURDAY, hours, YEARS) == (WEEKEND_MORNING,)


def test_an_evening_that_reaches_into_the_opening_hours_starts_after_them() -> None:
    hours = replace(HALL, evening=(Span(time(17), time(19)),))
    assert out_of_hours(MONDAY, hours, YEARS) == (Span(time(17, 30), time(19)),)


def test_the_hall_closes_at_the_end_of_ordinary_service() -> None:
    assert closing(MONDAY, HALL, YEARS) == at(MONDAY, 17, 30)
    assert closing(SATURDAY, HALL, YEARS) is None
    assert closing(MONDAY, replace(HALL, week=((MORNING,),) * 7), YEARS) == at(MONDAY, 12)
    assert closing(MONDAY, replace(HALL, week=((MORNING, AFTERNOON, EVENING),) * 7), YEARS) == at(MONDAY, 20)


@pytest.mark.parametrize(
    ("hour", "minute", "open_now"),
    [(8, 29, False), (8, 30, True), (11, 59, True), (12, 0, False), (13, 30, True), (17, 30, False), (19, 0, False)],
)
def test_the_hall_is_open_from_its_first_to_before_its_last_minute(hour: int, minute: int, open_now: bool) -> None:
    assert is_open(at(MONDAY, hour, minute), HALL, YEARS) is open_now


@given(days=st.integers(0, 1000))
def test_no_two_slots_of_a_day_overlap(days: int) -> None:
    slots = day_slots(date(2024, 1, 1) + timedelta(days=days), EXTENDED, YEARS, RULES)
    assert all(one.end <= two.start for one, two in zip(slots, slots[1:], strict=False))


@pytest.mark.parametrize(("taken", "free"), [(0, 5), (4, 1), (5, 0), (6, 0)])
def test_the_free_places_of_a_slot_are_never_negative(taken: int, free: int) -> None:
    assert a_slot(taken=taken).free == free
