"""Working days: the shipped tables against two other sources, the arithmetic against a walk day by day."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.workdays import FIRST_YEAR, LAST_YEAR, DueDay, YearTable, load

CALENDAR = load()
KNOWN_DAYS = st.dates(date(2023, 1, 1), date(2027, 6, 30))
# The State Council's notices: days off in working weeks and make-up days, 2024 to 2026.
MAKE_UP_DAYS = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
DAYS_OFF = {2024: 28, 2025: 28, 2026: 33}


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def walked(start: date, end: date) -> int:
    """Working days with start <= w < end, counted one by one."""
    return sum(CALENDAR.working(start + timedelta(days=n)) for n in range((end - start).days))


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_the_table_agrees_with_chinesecalendar(year: int) -> None:
    assert [d for d in days_of(year) if CALENDAR.working(d) != chinese_calendar.is_workday(d)] == []


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_table_agrees_with_holidays(year: int) -> None:
    other = holidays.country_holidays("CN", years=year)
    assert [d for d in days_of(year) if CALENDAR.working(d) != other.is_working_day(d)] == []


@pytest.mark.parametrize("year", MAKE_UP_DAYS)
def test_the_table_holds_what_the_notice_says(year: int) -> None:
    table = CALENDAR.tables[year]
    assert " ".join(f"{day:%m-%d}" for day in sorted(table.make_up)) == MAKE_UP_DAYS[year]
    assert len(table.holidays) == DAYS_OFF[year]


def test_every_table_names_its_notice() -> None:
    assert all(f"{year}年" in table.source for year, table in CALENDAR.tables.items())


@given(KNOWN_DAYS, KNOWN_DAYS)
def test_working_days_between_is_what_walking_gives(start: date, end: date) -> None:
    assert CALENDAR.working_days_between(start, end) == walked(start, end)


@given(st.dates(date(2000, 1, 1), date(2005, 12, 31)), st.integers(0, 800))
def test_counting_also_crosses_into_years_before_the_first_table(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert CALENDAR.working_days_between(start, end) == walked(start, end)


@given(KNOWN_DAYS, st.integers(1, 400))
def test_the_day_added_is_the_first_on_which_that_many_are_counted(start: date, days: int) -> None:
    due = CALENDAR.add(start, days).day
    assert CALENDAR.working(due)
    assert CALENDAR.count(start, due) == days


@given(KNOWN_DAYS, st.integers(1, 400))
def test_going_back_mirrors_going_forward(end: date, days: int) -> None:
    start = CALENDAR.back(end, days)
    assert CALENDAR.working(start)
    assert CALENDAR.working_days_between(start, end) == days


@given(KNOWN_DAYS, st.integers(1, 60))
def test_a_due_day_is_provisional_exactly_when_it_lies_past_the_tables(start: date, days: int) -> None:
    due = CALENDAR.add(start, days)
    assert due.provisional == (due.day.year > LAST_YEAR)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param(date(2026, 9, 30), 2, date(2026, 10, 9), id="A4: received before the national holiday"),
        pytest.param(date(2026, 10, 3), 2, date(2026, 10, 9), id="A4: received on a holiday Saturday"),
        pytest.param(date(2026, 10, 10), 2, date(2026, 10, 13), id="A4: received on a make-up Saturday"),
        pytest.param(date(2026, 10, 9), 1, date(2026, 10, 10), id="a make-up Saturday is worked"),
        pytest.param(date(2026, 11, 20), 0, date(2026, 11, 20), id="nothing added"),
    ],
)
def test_CS_12_due_days_of_the_worked_examples(start: date, days: int, due: date) -> None:
    assert CALENDAR.add(start, days) == DueDay(due, provisional=False)


@pytest.mark.parametrize(
    ("booked", "slot", "ahead"),
    [
        pytest.param(date(2025, 9, 26), date(2025, 9, 27), 1, id="Friday for Saturday"),
        pytest.param(date(2025, 9, 21), date(2025, 9, 22), 0, id="Sunday for Monday evening"),
        pytest.param(date(2025, 9, 24), date(2025, 10, 1), 6, id="a make-up Sunday counts on the way to the holiday"),
        pytest.param(date(2025, 9, 20), date(2025, 9, 27), 5, id="A1b: Saturday for the next Saturday"),
        pytest.param(date(2026, 9, 29), date(2026, 10, 11), 5, id="A1f: over the holiday and a make-up day"),
        pytest.param(date(2026, 2, 10), date(2026, 2, 18), 5, id="A1f: into Spring Festival"),
        pytest.param(date(2026, 9, 23), date(2026, 10, 3), 5, id="A1f: Mid-Autumn is off"),
    ],
)
def test_BK_09_working_days_ahead_of_the_worked_examples(booked: date, slot: date, ahead: int) -> None:
    assert CALENDAR.working_days_between(booked, slot) == ahead


@pytest.mark.parametrize(
    ("slot", "earliest"),
    [
        (date(2026, 9, 19), date(2026, 9, 14)),
        (date(2026, 10, 3), date(2026, 9, 23)),
        (date(2026, 10, 7), date(2026, 9, 23)),
        (date(2026, 10, 11), date(2026, 9, 29)),
        (date(2026, 2, 18), date(2026, 2, 10)),
    ],
)
def test_BK_09_the_fifth_working_day_before_a_slot(slot: date, earliest: date) -> None:
    assert CALENDAR.back(slot, 5) == earliest


def test_a_year_without_table_is_provisional_and_keeps_its_fixed_holidays() -> None:
    off = [day for day in days_of(2027) if not CALENDAR.working(day) and day.weekday() < 5]
    assert [f"{day:%m-%d}" for day in off] == ["01-01", "10-01"]
    assert all(CALENDAR.day(day).provisional for day in days_of(2027))


def test_twenty_days_from_mid_december_end_in_a_provisional_year() -> None:
    assert CALENDAR.add(date(2026, 12, 15), 20) == DueDay(date(2027, 1, 13), provisional=True)


def test_an_imported_table_makes_the_due_day_certain_and_changes_the_version() -> None:
    rest = {date(2027, 1, day): "元旦" for day in (1, 2, 3, 4)}
    later = CALENDAR.with_year(YearTable(2027, rest, {}, "通知"))
    assert later.add(date(2026, 12, 15), 20) == DueDay(date(2027, 1, 14), provisional=False)
    assert later.version != CALENDAR.version


def test_the_version_is_the_same_in_every_process() -> None:
    assert load().version == CALENDAR.version


@pytest.mark.parametrize(
    ("today", "missing"),
    [(date(2026, 9, 30), None), (date(2026, 10, 1), 2027), (date(2025, 12, 1), None), (date(2030, 11, 1), 2031)],
)
def test_the_missing_table_is_noticed_from_october(today: date, missing: int | None) -> None:
    assert CALENDAR.missing_year(today) == missing


def test_a_holiday_and_a_make_up_day_have_names() -> None:
    assert CALENDAR.day(date(2026, 10, 1)).name == "国庆节"
    assert CALENDAR.day(date(2026, 10, 10)).name == "国庆节"
    assert CALENDAR.day(date(2026, 11, 23)).name == ""


def test_the_last_year_with_a_table_is_known() -> None:
    assert CALENDAR.last_published == LAST_YEAR
