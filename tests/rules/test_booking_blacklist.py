"""BK-13, BK-14, BK-15: what a no-show is, when three of them bar from booking, and for how long."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.appointment import State
from booking.blacklist import BlacklistRules, NoShow, add_months, barring, explain, listings, misses_left
from booking.no_show import Fault, Outcome, Record, established_from, judge, strike
from tests.rules.booking_builders import MONDAY, at, booked

RULES = BlacklistRules()
CLOSING = at(MONDAY, 17, 30)
EVENING_AFTER = at(MONDAY, 17, 30)
SLOT_FAULT = Fault(at(MONDAY, 10, 10), at(MONDAY, 10, 20), "停电")


def missed(*days: str, group: str = "") -> list[NoShow]:
    return [NoShow(date.fromisoformat(day), f"booking {n}", group) for n, day in enumerate(days)]


# --- BK-13: one no-show ---


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        pytest.param(Record(booked(), CLOSING), Outcome.MISSED, id="neither came nor cancelled"),
        pytest.param(Record(booked(State.NO_SHOW), CLOSING), Outcome.MISSED, id="asked again"),
        pytest.param(Record(booked(State.CHECKED_IN), CLOSING), Outcome.CAME, id="checked in"),
        pytest.param(Record(booked(State.SERVED), CLOSING), Outcome.CAME, id="served"),
        pytest.param(Record(booked(State.LEFT), CLOSING), Outcome.CAME, id="left unserved"),
        pytest.param(Record(booked(), CLOSING, ("A012",)), Outcome.TOOK_A_TICKET, id="came late and took a number"),
        pytest.param(Record(booked(), CLOSING, hall_closed=True), Outcome.HALL_CLOSED, id="the hall was closed"),
        pytest.param(Record(booked(), CLOSING, faults=(SLOT_FAULT,)), Outcome.HALL_FAULT, id="the system was down"),
        pytest.param(Record(booked(State.CANCELLED), CLOSING), Outcome.NOT_CONFIRMED, id="cancelled"),
        pytest.param(Record(booked(State.LATE_CANCELLED), CLOSING), Outcome.NOT_CONFIRMED, id="cancelled late"),
        pytest.param(Record(booked(State.CALLED_OFF), CLOSING), Outcome.NOT_CONFIRMED, id="called off by the hall"),
        pytest.param(Record(booked(State.REQUESTED), CLOSING), Outcome.NOT_CONFIRMED, id="A20: never confirmed"),
        pytest.param(Record(booked(State.CONSULTING), CLOSING), Outcome.NOT_CONFIRMED, id="A20: being consulted"),
        pytest.param(Record(booked(State.DECLINED), CLOSING), Outcome.NOT_CONFIRMED, id="declined"),
        pytest.param(Record(booked(State.EXPIRED), CLOSING), Outcome.NOT_CONFIRMED, id="expired"),
        pytest.param(Record(booked(State.VOIDED), CLOSING), Outcome.NOT_CONFIRMED, id="voided"),
    ],
)
def test_BK_13_a_no_show_is_confirmed_and_neither_came_nor_cancelled(record: Record, outcome: Outcome) -> None:
    verdict = judge(record, EVENING_AFTER)
    assert verdict.outcome is outcome
    assert verdict.is_no_show is (outcome is Outcome.MISSED)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        pytest.param(Fault(at(MONDAY, 9), at(MONDAY, 10), "停电"), Outcome.MISSED, id="over as the slot starts"),
        pytest.param(Fault(at(MONDAY, 9), at(MONDAY, 10, 1), "停电"), Outcome.HALL_FAULT, id="one minute into it"),
        pytest.param(Fault(at(MONDAY, 10, 29), at(MONDAY, 11), "停电"), Outcome.HALL_FAULT, id="in its last minute"),
        pytest.param(Fault(at(MONDAY, 10, 30), at(MONDAY, 11), "停电"), Outcome.MISSED, id="after its end"),
    ],
)
def test_A2d_a_fault_of_the_hall_excuses_only_where_it_touches_the_slot(fault: Fault, outcome: Outcome) -> None:
    assert judge(Record(booked(), CLOSING, faults=(fault,)), EVENING_AFTER).outcome is outcome


@pytest.mark.parametrize(
    ("hour", "closing", "moment"),
    [
        pytest.param(10, CLOSING, CLOSING, id="a morning slot waits for the hall to close"),
        pytest.param(18, CLOSING, at(MONDAY, 18, 30), id="an evening slot waits for its own end"),
        pytest.param(10, None, at(MONDAY, 10, 30), id="on a day off the slot's end"),
    ],
)
def test_A2c_a_no_show_is_established_after_the_later_of_closing_and_slot_end(
    hour: int, closing: datetime | None, moment: datetime
) -> None:
    record = Record(booked(hour=hour), closing)
    assert established_from(record) == moment
    assert judge(record, moment - timedelta(seconds=1)).outcome is Outcome.NOT_YET
    assert judge(record, moment).outcome is Outcome.MISSED


def test_BK_13_the_evidence_says_what_the_verdict_rests_on() -> None:
    later = Fault(at(MONDAY, 10, 25), at(MONDAY, 12), "系统维护")
    verdict = judge(Record(booked(), CLOSING, ("A012",), faults=(later, SLOT_FAULT)), EVENING_AFTER)
    assert (verdict.appointment, verdict.slot_day, verdict.start) == ("2311 0473", MONDAY, at(MONDAY, 10))
    assert (verdict.established_at, verdict.counted_from) == (EVENING_AFTER, CLOSING)
    assert (verdict.tickets, verdict.fault, verdict.rule) == (("A012",), "停电", "BK-13")


def test_BK_13_a_verdict_without_a_fault_names_none() -> None:
    assert judge(Record(booked(), CLOSING), EVENING_AFTER).fault == ""


def test_BK_15_a_strike_bears_the_slots_date_whenever_the_worker_ran() -> None:
    early_morning_slot = booked(hour=7)
    weeks_later = EVENING_AFTER + timedelta(days=20)
    verdict = judge(Record(early_morning_slot, CLOSING), weeks_later)
    assert strike(verdict, "居住证", "市民之家", "A区") == NoShow(MONDAY, "2311 0473", "A区", "居住证", "市民之家")


def test_BK_13_what_is_no_no_show_cannot_become_a_strike() -> None:
    with pytest.raises(ValueError, match="came"):
        strike(judge(Record(booked(State.SERVED), CLOSING), EVENING_AFTER), "居住证", "市民之家")


# --- BK-14: three within half a year ---


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param("2026-08-31", -6, "2026-02-28", id="clamped to February"),
        pytest.param("2024-08-31", -6, "2024-02-29", id="clamped in a leap year"),
        pytest.param("2026-08-15", -6, "2026-02-15", id="same day"),
        pytest.param("2026-06-30", -6, "2025-12-30", id="over the new year"),
        pytest.param("2026-01-31", -1, "2025-12-31", id="December"),
        pytest.param("2026-12-31", 2, "2027-02-28", id="forward over the new year"),
        pytest.param("2024-02-29", 12, "2025-02-28", id="leap day a year on"),
        pytest.param("2026-11-30", 1, "2026-12-30", id="into December"),
    ],
)
def test_months_are_counted_with_month_ends_clamped(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("days", "listed"),
    [
        pytest.param(["2026-03-01", "2026-05-05", "2026-08-31"], True, id="the first on the first day that counts"),
        pytest.param(["2026-02-28", "2026-05-05", "2026-08-31"], False, id="the corresponding day is left out"),
        pytest.param(["2026-05-05", "2026-08-31"], False, id="two"),
        pytest.param(["2026-08-31", "2026-05-05", "2026-03-01"], True, id="found out in another order"),
    ],
)
def test_BK_14_A2_the_third_within_a_rolling_half_year(days: list[str], listed: bool) -> None:
    assert bool(listings(missed(*days), RULES)) is listed


def test_BK_14_A2_four_misses_spread_over_years_list_nobody() -> None:
    assert listings(missed("2024-01-10", "2024-08-10", "2025-03-10", "2025-10-10"), RULES) == ()


def test_BK_15_A3_barred_from_the_third_no_show_through_the_same_date_next_year() -> None:
    (listing,) = listings(missed("2026-03-01", "2026-05-05", "2026-08-31"), RULES)
    assert (listing.since, listing.until) == (date(2026, 8, 31), date(2027, 8, 31))
    barred = [listing.bars(date.fromisoformat(day)) for day in ("2026-08-30", "2026-08-31", "2027-08-31", "2027-09-01")]
    assert barred == [False, True, True, False]


def test_BK_15_A3_barred_on_a_leap_day_ends_on_the_last_of_february() -> None:
    (listing,) = listings(missed("2024-02-01", "2024-02-02", "2024-02-29"), RULES)
    assert listing.until == date(2025, 2, 28)


def test_BK_15_a_hall_may_bar_for_fewer_months() -> None:
    (listing,) = listings(missed("2026-03-01", "2026-05-05", "2026-08-31"), replace(RULES, barred_months=6))
    assert listing.until == date(2027, 2, 28)


def test_A3_used_no_shows_are_not_used_again() -> None:
    days = ["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05"]
    assert len(listings(missed(*days), RULES)) == 1
    both = listings(missed(*days, "2026-06-05"), RULES)
    assert [one.since for one in both] == [date(2026, 3, 5), date(2026, 6, 5)]
    assert {miss.on for miss in both[1].no_shows} == {date(2026, 4, 5), date(2026, 5, 5), date(2026, 6, 5)}


def test_A2d_voiding_one_undoes_the_listing_and_frees_the_others() -> None:
    misses = missed("2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05")
    without_second = [miss for miss in misses if miss.on != date(2026, 2, 5)]
    assert listings(misses, RULES)[0].since == date(2026, 3, 5)
    assert listings(without_second, RULES)[0].since == date(2026, 4, 5)
    assert listings(without_second[:2], RULES) == ()


def test_A2b_several_bookings_of_one_day_and_area_count_once() -> None:
    same_day = missed("2026-03-01", "2026-03-01", "2026-03-01", group="city A")
    assert listings(same_day, RULES) == ()
    assert listings(same_day, replace(RULES, one_per_day=False))[0].since == date(2026, 3, 1)


@pytest.mark.parametrize(
    "groups",
    [pytest.param(("city A", "city B", "zhanhe A"), id="different areas"), pytest.param(("", "", ""), id="no area")],
)
def test_A2b_bookings_of_different_areas_count_each(groups: tuple[str, str, str]) -> None:
    misses = [NoShow(date(2026, 3, 1), f"booking {n}", group) for n, group in enumerate(groups)]
    assert len(listings(misses, RULES)) == 1


DAYS = st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=12)


@given(days=DAYS)
def test_BK_14_a_listing_comes_exactly_when_three_unused_fall_within_half_a_year(days: list[date]) -> None:
    misses = [NoShow(day, f"booking {n}") for n, day in enumerate(days)]
    used: set[NoShow] = set()
    expected = []
    for third in sorted(misses):
        back = add_months(third.on, -6)
        counted = [m for m in sorted(misses) if m not in used and back < m.on and m <= third]
        if len(counted) >= 3:
            used |= set(counted)
            expected.append((third.on, tuple(counted)))
    assert [(one.since, one.no_shows) for one in listings(misses, RULES)] == expected


@given(days=DAYS, shuffled=st.randoms(use_true_random=False))
def test_BK_14_the_order_in_which_no_shows_are_found_does_not_matter(days: list[date], shuffled: Random) -> None:
    misses = [NoShow(day, f"booking {n}", "city A") for n, day in enumerate(days)]
    mixed = list(misses)
    shuffled.shuffle(mixed)
    assert listings(mixed, RULES) == listings(misses, RULES)


# --- BK-15: who is barred today, warned, told ---


def test_BK_15_the_longest_of_several_listings_bars() -> None:
    first = listings(missed("2026-01-05", "2026-02-05", "2026-03-05"), RULES)
    both = first + listings(missed("2026-04-05", "2026-05-05", "2026-06-05"), RULES)
    assert barring(both, date(2026, 7, 1)) == both[1]
    assert barring(both, date(2026, 4, 1)) == both[0]
    assert barring(both, date(2028, 1, 1)) is None
    assert barring((), date(2026, 7, 1)) is None


def test_BK_15_a_lifted_listing_bars_no_more() -> None:
    found = listings(missed("2026-01-05", "2026-02-05", "2026-03-05"), RULES)
    assert barring(found, date(2026, 4, 1), lifted=frozenset({date(2026, 3, 5)})) is None
    assert barring(found, date(2026, 4, 1), lifted=frozenset({date(2026, 3, 6)})) == found[0]


@pytest.mark.parametrize(
    ("days", "today", "left"),
    [
        pytest.param([], "2026-08-31", 3, id="none missed"),
        pytest.param(["2026-05-05"], "2026-08-31", 2, id="one"),
        pytest.param(["2026-02-28", "2026-05-05"], "2026-08-31", 2, id="one of them too old"),
        pytest.param(["2026-03-01", "2026-05-05"], "2026-08-31", 1, id="both count"),
        pytest.param(["2026-05-05", "2026-09-01"], "2026-08-31", 2, id="one lies ahead"),
        pytest.param(["2026-05-05", "2026-08-31"], "2026-08-31", 1, id="one today"),
        pytest.param(["2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05"], "2026-04-06", 2, id="three are used"),
    ],
)
def test_BK_14_how_many_more_until_the_next_listing(days: list[str], today: str, left: int) -> None:
    assert misses_left(missed(*days), date.fromisoformat(today), RULES) == left


def test_N25_the_notice_can_say_everything() -> None:
    (listing,) = listings(missed("2026-03-01", "2026-05-05", "2026-08-31"), RULES)
    told = explain(listing, RULES)
    assert (told.since, told.until, told.bookable_again) == (date(2026, 8, 31), date(2027, 8, 31), date(2027, 9, 1))
    assert told.counted_after == date(2026, 2, 28)
    assert [miss.on.isoformat() for miss in told.no_shows] == ["2026-03-01", "2026-05-05", "2026-08-31"]
    assert told.rules == ("BK-13", "BK-14", "BK-15")
    assert told.unaffected == ("walk_in", "lookup", "printing", "confirmed_bookings")
    assert told.ways_to_object == ("phone", "window", "hotline_12345")
