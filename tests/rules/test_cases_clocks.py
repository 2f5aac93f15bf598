"""Clocks: due days derived from start, length and stops, against the examples of A4 and a walk day by day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.clocks import Clock, Due, Suspension, Unit, closing, counted_days, spans_of, suspended_days
from portal.cases.moves import ClockKind
from shared.clock import local
from tests.rules.cases_builders import CALENDAR, at, on, review, stopped

ONE_DAY = timedelta(days=1)
STARTS = st.builds(on, st.dates(date(2025, 12, 1), date(2026, 12, 20)), st.times())
LENGTHS = st.integers(1, 25)


@st.composite
def stops(draw: st.DrawFn, start: date) -> tuple[Suspension, ...]:
    """Up to three closed stops, overlapping or not, around and after the start."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        begin = start + timedelta(days=draw(st.integers(-5, 40)))
        end = begin + timedelta(days=draw(st.integers(0, 20)))
        found.append(Suspension(begin, end, "publicity", "basis"))
    return tuple(found)


@st.composite
def clocks(draw: st.DrawFn, unit: Unit = Unit.WORKING_DAY) -> Clock:
    start = draw(STARTS)
    return Clock(ClockKind.REVIEW, start, draw(LENGTHS), unit, draw(stops(local(start).date())))


def inside(clock: Clock, day: date) -> bool:
    return any(stop.start <= day < (stop.end or date.max) for stop in clock.suspensions)


def walked(clock: Clock) -> date:
    """The naive way: one day after the other, counting those that count."""
    day, left = clock.first_day, clock.length
    while left:
        day += ONE_DAY
        works = CALENDAR.working(day) if clock.unit is Unit.WORKING_DAY else True
        left -= works and not inside(clock, day)
    while clock.unit is Unit.CALENDAR_DAY and not CALENDAR.working(day):
        day += ONE_DAY
    return day


@given(clocks())
def test_RV_01_the_due_day_is_what_walking_gives(clock: Clock) -> None:
    assert clock.due(CALENDAR).day == walked(clock)


@given(clocks(Unit.CALENDAR_DAY))
def test_RV_01_calendar_days_end_on_a_working_day(clock: Clock) -> None:
    assert clock.due(CALENDAR).day == walked(clock)


@given(clocks())
def test_RV_02_exactly_the_length_counts_up_to_the_due_day(clock: Clock) -> None:
    due = clock.due(CALENDAR)
    assert counted_days(clock, CALENDAR, spans_of(clock.suspensions, CALENDAR), due.day) == clock.length


@given(clocks(), st.integers(1, 10))
def test_RV_02_a_stop_never_brings_the_due_day_forward(clock: Clock, days: int) -> None:
    begin = clock.first_day + ONE_DAY
    longer = clock.suspend(Suspension(begin, begin + timedelta(days=days), "hearing", "basis"))
    assert longer.due(CALENDAR).day >= clock.due(CALENDAR).day


@given(clocks())
def test_a_due_instant_is_the_closing_time_of_a_working_day(clock: Clock) -> None:
    due = clock.due(CALENDAR, time(18))
    assert CALENDAR.working(due.day)
    assert due.at == closing(due.day, time(18))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param("2026-09-30 10:00", "2026-10-09 17:00", id="before the National Day holiday"),
        pytest.param("2026-10-03 10:00", "2026-10-09 17:00", id="on a Saturday of the holiday"),
        pytest.param("2026-10-10 10:00", "2026-10-13 17:00", id="on a make-up Saturday"),
        pytest.param("2026-11-19 16:20", "2026-11-23 17:00", id="Thursday for Monday"),
        pytest.param("2026-11-19 23:59", "2026-11-23 17:00", id="after closing is still that day"),
        pytest.param("2026-11-20 00:00", "2026-11-24 17:00", id="midnight is the next day"),
    ],
)
def test_CS_12_acceptance_has_two_working_days(received: str, due: str) -> None:
    assert Clock(ClockKind.ACCEPTANCE, at(received), 2).due(CALENDAR).at == at(due)


@pytest.mark.parametrize(
    ("taken_in", "due"), [("2026-11-20 16:50", "2026-11-23 17:00"), ("2026-09-30 09:00", "2026-10-08 17:00")]
)
def test_CS_06_paper_is_mailed_by_the_next_working_day(taken_in: str, due: str) -> None:
    assert Clock(ClockKind.PAPER_MAIL, at(taken_in), 1).due(CALENDAR).at == at(due)


def test_RV_02_public_notice_of_five_days_moves_the_last_day_by_five() -> None:
    clock = review("2026-11-16 16:10", 10, stopped("2026-11-23", "2026-11-28"))
    assert clock.due(CALENDAR).at == at("2026-12-07 17:00")


def test_RV_02_a_stop_is_half_open_its_first_day_is_out_and_its_last_day_in() -> None:
    plain, one_day = review("2026-11-16 09:00", 3), review("2026-11-16 09:00", 3, stopped("2026-11-17", "2026-11-18"))
    assert (plain.due(CALENDAR).day, one_day.due(CALENDAR).day) == (date(2026, 11, 19), date(2026, 11, 20))


def test_RV_02_overlapping_stops_give_a_day_back_only_once() -> None:
    both = review("2026-11-16 09:00", 3, stopped("2026-11-17", "2026-11-19"), stopped("2026-11-18", "2026-11-20"))
    assert both.due(CALENDAR).day == date(2026, 11, 24)
    assert spans_of(both.suspensions, CALENDAR) == ((date(2026, 11, 17), date(2026, 11, 20)),)


def test_RV_02_touching_stops_are_one_and_empty_ones_none() -> None:
    joined = spans_of((stopped("2026-11-17", "2026-11-18"), stopped("2026-11-18", "2026-11-20")), CALENDAR)
    assert joined == ((date(2026, 11, 17), date(2026, 11, 20)),)
    assert spans_of((stopped("2026-11-17", "2026-11-17"),), CALENDAR) == ()


def test_RV_02_a_stop_before_the_first_day_counted_changes_nothing() -> None:
    assert review("2026-11-16 09:00", 3, stopped("2026-11-09", "2026-11-17")).due(CALENDAR).day == date(2026, 11, 19)


def test_RV_02_a_stop_after_the_due_day_changes_nothing() -> None:
    assert review("2026-11-16 09:00", 3, stopped("2026-11-20", "2026-12-20")).due(CALENDAR).day == date(2026, 11, 19)


def test_RV_02_an_open_stop_is_taken_at_the_length_that_was_told() -> None:
    assert review("2026-11-16 16:10", 10, stopped("2026-11-23", days=5)).due(CALENDAR).day == date(2026, 12, 7)


def test_RV_02_an_open_stop_past_its_length_runs_up_to_today() -> None:
    clock = review("2026-11-16 16:10", 10, stopped("2026-11-23", days=5))
    assert clock.due(CALENDAR, today=date(2026, 11, 30)).day == date(2026, 12, 8)


def test_RV_02_an_open_stop_without_a_length_is_one_day_until_more_is_known() -> None:
    clock = review("2026-11-16 16:10", 10, stopped("2026-11-23"))
    assert clock.due(CALENDAR).day == date(2026, 12, 1)
    assert clock.due(CALENDAR, today=date(2026, 11, 24)).day == date(2026, 12, 2)


def test_RV_02_stopping_and_resuming_is_the_closed_stop() -> None:
    clock = review("2026-11-16 16:10").suspend(stopped("2026-11-23", days=5))
    assert clock.suspended == stopped("2026-11-23", days=5)
    resumed = clock.resume(date(2026, 11, 25))
    assert resumed.suspended is None
    assert resumed.due(CALENDAR).day == date(2026, 12, 2)


def test_RV_02_resuming_on_the_day_of_the_stop_takes_nothing() -> None:
    clock = review("2026-11-16 16:10").suspend(stopped("2026-11-23")).resume(date(2026, 11, 20))
    assert clock.suspensions[0].end == date(2026, 11, 23)
    assert clock.due(CALENDAR) == review("2026-11-16 16:10").due(CALENDAR)


def test_RV_02_resuming_leaves_earlier_stops_alone() -> None:
    earlier = stopped("2026-11-17", "2026-11-18")
    clock = review("2026-11-16 16:10", 10, earlier, stopped("2026-11-23")).resume(date(2026, 11, 25))
    assert clock.suspensions == (earlier, stopped("2026-11-23", "2026-11-25"))


def test_suspended_days_count_working_days_after_the_first_day_only() -> None:
    clock = review("2026-11-16 16:10")
    spans = ((date(2026, 11, 13), date(2026, 11, 24)),)
    assert suspended_days(clock, CALENDAR, spans, date(2026, 11, 30)) == 5
    assert suspended_days(clock, CALENDAR, spans, date(2026, 11, 18)) == 2


def test_a_stopped_clock_keeps_its_marks_and_closes_its_open_stop() -> None:
    clock = review("2026-11-16 16:10").suspend(stopped("2026-11-23")).mark_decided(at("2026-11-24 10:00"))
    done = clock.mark_handed_over(at("2026-11-25 11:00"))
    assert (done.decided_at, done.handed_over_at, done.stopped_at) == (
        at("2026-11-24 10:00"),
        at("2026-11-25 11:00"),
        at("2026-11-25 11:00"),
    )
    assert done.suspensions[0].end == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param("2026-11-23 10:00", "2026-11-23 17:00", id="in hours"),
        pytest.param("2026-11-23 17:00", "2026-11-23 17:00", id="at closing"),
        pytest.param("2026-11-23 17:01", "2026-11-24 17:00", id="after closing"),
        pytest.param("2026-11-21 10:00", "2026-11-23 17:00", id="on a Saturday"),
    ],
)
def test_CS_16_at_once_means_before_the_hall_closes(start: str, due: str) -> None:
    assert Clock(ClockKind.ACCEPTANCE, at(start), 0).due(CALENDAR).at == at(due)


def test_CS_16_at_once_follows_the_halls_own_hours_and_the_calendars_doubt() -> None:
    clock = Clock(ClockKind.ACCEPTANCE, at("2027-03-01 17:30"), 0)
    assert clock.due(CALENDAR, time(18)) == Due(at("2027-03-01 18:00"), date(2027, 3, 1), provisional=True)
    assert not Clock(ClockKind.ACCEPTANCE, at("2026-11-23 10:00"), 0).due(CALENDAR).provisional


def test_sixty_calendar_days_that_end_on_a_day_off_end_on_the_next_working_day() -> None:
    clock = Clock(ClockKind.REVIEW, at("2026-08-04 10:00"), 60, Unit.CALENDAR_DAY)
    assert clock.due(CALENDAR).day == date(2026, 10, 8)


def test_calendar_days_inside_a_stop_are_given_back() -> None:
    clock = Clock(
        ClockKind.REVIEW, at("2026-11-02 10:00"), 10, Unit.CALENDAR_DAY, (stopped("2026-11-05", "2026-11-10"),)
    )
    assert clock.due(CALENDAR).day == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("start", "length", "provisional"),
    [
        pytest.param("2026-12-15 10:00", 20, True, id="into a year without a table"),
        pytest.param("2026-12-15 10:00", 5, False, id="inside the year"),
        pytest.param("2026-12-31 10:00", 1, True, id="the first counted day is next year"),
        pytest.param("2004-01-01 10:00", 1, False, id="the year before the first table does not matter"),
    ],
)
def test_a_due_day_is_provisional_where_the_calendar_is(start: str, length: int, provisional: bool) -> None:
    assert review(start, length).due(CALENDAR).provisional is provisional


def test_CS_15_waiting_for_the_applicant_has_no_due_day() -> None:
    clock = Clock(ClockKind.APPLICANT_WAIT, at("2026-11-16 09:00"), 0)
    assert clock.open_ended
    with pytest.raises(ValueError, match="no due day"):
        clock.due(CALENDAR)
