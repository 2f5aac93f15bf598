"""BK-06 and BK-09: how far ahead one may book."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking import refusals
from booking.appointment import State
from booking.blacklist import Listing
from booking.window import (
    BookingRules,
    LeadRule,
    Wish,
    bookable_reason,
    check_wish,
    last_slot_day,
    lead_days,
    lead_window,
)
from shared.workdays import load
from tests.rules.booking_builders import MONDAY, YEARS, a_slot, at, evening_wish

RULES = BookingRules()
FORWARD = BookingRules(lead_rule=LeadRule.FORWARD)
DAYS = st.dates(date(2024, 3, 1), date(2026, 12, 31))
NOON = at(MONDAY, 12)
BARRED = Listing(date(2026, 11, 1), date(2027, 11, 1), ())


@pytest.mark.parametrize(
    ("slot", "first_working", "latest", "earliest"),
    [
        pytest.param(date(2026, 9, 19), date(2026, 9, 14), date(2026, 9, 18), date(2026, 9, 12), id="Saturday"),
        pytest.param(date(2026, 10, 3), date(2026, 9, 23), date(2026, 9, 30), date(2026, 9, 23), id="holiday Saturday"),
        pytest.param(
            date(2026, 10, 7), date(2026, 9, 23), date(2026, 9, 30), date(2026, 9, 23), id="holiday Wednesday"
        ),
        pytest.param(date(2026, 10, 11), date(2026, 9, 29), date(2026, 10, 10), date(2026, 9, 29), id="make-up day"),
        pytest.param(date(2026, 2, 18), date(2026, 2, 10), date(2026, 2, 14), date(2026, 2, 10), id="Spring Festival"),
    ],
)
def test_BK_09_A1f_worked_examples(slot: date, first_working: date, latest: date, earliest: date) -> None:
    window = lead_window(slot, YEARS, RULES)
    assert (window.first_working, window.latest, window.earliest) == (first_working, latest, earliest)


@pytest.mark.parametrize(
    ("booked_on", "slot", "backward", "forward"),
    [
        pytest.param(date(2025, 9, 26), date(2025, 9, 27), 1, 0, id="Friday for Saturday"),
        pytest.param(date(2025, 9, 21), date(2025, 9, 22), 0, 1, id="Sunday for Monday evening"),
        pytest.param(date(2025, 9, 24), date(2025, 10, 1), 6, 5, id="Wednesday for the holiday after a make-up Sunday"),
        pytest.param(date(2025, 9, 20), date(2025, 9, 27), 5, 5, id="Saturday a week ahead"),
    ],
)
def test_BK_09_A1_both_readings(booked_on: date, slot: date, backward: int, forward: int) -> None:
    assert lead_days(booked_on, slot, YEARS) == backward
    assert lead_days(booked_on, slot, YEARS, LeadRule.FORWARD) == forward


def test_BK_09_friday_for_saturday_is_one_working_day() -> None:
    friday = at(date(2025, 9, 26), 23, 59)
    assert check_wish(evening_wish(date(2025, 9, 27)), friday, YEARS, RULES) is State.REQUESTED


def test_BK_09_sunday_for_monday_evening_is_refused_with_the_dates_that_work() -> None:
    with pytest.raises(refusals.LeadTime) as refused:
        check_wish(evening_wish(date(2025, 9, 22)), at(date(2025, 9, 21), 12), YEARS, RULES)
    assert refused.value.values == {
        "day": date(2025, 9, 22),
        "earliest": date(2025, 9, 13),
        "latest": date(2025, 9, 19),
        "ahead": 0,
    }


def test_BK_09_A1b_a_day_off_before_the_fifth_working_day_is_allowed() -> None:
    check_wish(evening_wish(date(2025, 9, 27)), at(date(2025, 9, 20), 0), YEARS, RULES)
    with pytest.raises(refusals.LeadTime):
        check_wish(evening_wish(date(2025, 9, 27)), at(date(2025, 9, 19), 23, 59), YEARS, RULES)


def test_BK_09_the_booking_date_is_the_halls_date_not_the_date_in_utc() -> None:
    saturday_slot = evening_wish(date(2025, 9, 27))
    just_after_midnight = at(date(2025, 9, 27), 0, 30)
    assert just_after_midnight.date() == date(2025, 9, 26)
    with pytest.raises(refusals.LeadTime):
        check_wish(saturday_slot, just_after_midnight, YEARS, RULES)


@pytest.mark.parametrize(
    ("slot", "earliest", "latest"),
    [
        pytest.param(date(2025, 9, 22), date(2025, 9, 15), date(2025, 9, 21), id="Monday evening"),
        pytest.param(date(2025, 9, 27), date(2025, 9, 19), date(2025, 9, 25), id="Saturday"),
    ],
)
def test_BK_09_A1_the_window_of_the_forward_reading(slot: date, earliest: date, latest: date) -> None:
    window = lead_window(slot, YEARS, FORWARD)
    assert (window.earliest, window.latest) == (earliest, latest)


def test_BK_09_what_holds_where_the_hall_sets_nothing() -> None:
    assert BookingRules(LeadRule("backward"), 1, 5, 0, 14) == RULES
    assert FORWARD.lead_rule == "forward"


@given(slot=DAYS, back=st.integers(0, 40), forward=st.booleans())
def test_BK_09_the_window_holds_exactly_the_days_that_count_one_to_five(slot: date, back: int, forward: bool) -> None:
    rules = FORWARD if forward else RULES
    day = slot - timedelta(days=back)
    window = lead_window(slot, YEARS, rules)
    naive = [day + timedelta(days=n) for n in range(back)]
    counted = [one + timedelta(days=1) for one in naive] if forward else naive
    ahead = sum(1 for one in counted if YEARS.day(one).working)
    assert lead_days(day, slot, YEARS, rules.lead_rule) == ahead
    assert (window.earliest <= day <= window.latest) == (1 <= ahead <= 5)


@given(slot=DAYS, forward=st.booleans())
def test_BK_09_the_first_working_day_of_the_window_is_the_first_that_is_one(slot: date, forward: bool) -> None:
    window = lead_window(slot, YEARS, FORWARD if forward else RULES)
    days = [window.earliest + timedelta(days=n) for n in range((window.latest - window.earliest).days + 1)]
    assert window.first_working == next(day for day in days if YEARS.working(day))


@pytest.mark.parametrize("numbers", [(0, 5), (3, 2)])
def test_BK_09_a_lead_that_makes_no_sense_cannot_be_set(numbers: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        BookingRules(lead_min_days=numbers[0], lead_max_days=numbers[1])


def test_BK_09_a_lead_of_one_fixed_day_may_be_set() -> None:
    window = lead_window(date(2026, 9, 19), YEARS, BookingRules(lead_min_days=2, lead_max_days=2))
    assert (window.earliest, window.latest) == (date(2026, 9, 17), date(2026, 9, 17))


@pytest.mark.parametrize(
    ("slot", "provisional"),
    [
        pytest.param(date(2026, 12, 31), False, id="within the published year"),
        pytest.param(date(2027, 1, 2), True, id="over the new year"),
        pytest.param(date(2027, 3, 3), True, id="in the unpublished year"),
    ],
)
def test_A1c_a_window_in_an_unpublished_year_says_so(slot: date, provisional: bool) -> None:
    assert lead_window(slot, YEARS, RULES).provisional is provisional


def test_A1c_a_window_from_an_unpublished_into_a_published_year_says_so() -> None:
    assert lead_window(date(2026, 1, 1), load([2026]), RULES).provisional


@given(today=DAYS, ordinary=st.integers(0, 20))
def test_slots_exist_as_far_as_any_rule_reaches(today: date, ordinary: int) -> None:
    rules = BookingRules(in_hours_max_days=ordinary)
    days = [today + timedelta(days=n) for n in range(60)]
    reached = max(day for day in days if lead_days(today, day, YEARS) <= 5)
    assert last_slot_day(today, YEARS, rules) == max(days[ordinary], reached)


# --- in-hours limits ---


@pytest.mark.parametrize(
    ("now", "bookable"),
    [
        pytest.param(at(MONDAY, 9, 59), True, id="a minute before it starts"),
        pytest.param(at(MONDAY, 10), False, id="when it starts"),
    ],
)
def test_A1e_in_hours_the_only_lower_limit_is_the_start(now: datetime, bookable: bool) -> None:
    assert (bookable_reason(a_slot(), now, YEARS, RULES) is None) is bookable


def test_A1e_in_hours_fourteen_days_ahead_is_the_last_day() -> None:
    now = at(MONDAY, 23, 59)
    assert check_wish(Wish(a_slot(date(2026, 12, 7))), now, YEARS, RULES) is State.CONFIRMED
    with pytest.raises(refusals.BeyondHorizon) as refused:
        check_wish(Wish(a_slot(date(2026, 12, 8))), now, YEARS, RULES)
    assert refused.value.field == "slot"
    assert refused.value.values == {"day": date(2026, 12, 8), "opens": date(2026, 11, 24), "days": 14}


def test_A1e_a_hall_may_ask_for_some_minutes() -> None:
    rules = BookingRules(in_hours_min_minutes=30)
    assert check_wish(Wish(a_slot()), at(MONDAY, 9, 30), YEARS, rules) is State.CONFIRMED
    with pytest.raises(refusals.TooSoon) as refused:
        check_wish(Wish(a_slot()), at(MONDAY, 9, 31), YEARS, rules)
    assert (refused.value.field, refused.value.values) == ("slot", {"start": at(MONDAY, 10), "minutes": 30})
