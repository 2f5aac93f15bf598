"""What a clock says at a moment: the seven deadline states, days and hours left, the two check points, the alarms."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.clocks import Clock, Unit
from portal.cases.limits import CLOCK_RULES, FIXED_DAYS, Terms, deemed_accepted, start_clock, starts
from portal.cases.moves import ClockKind
from portal.cases.readings import Alarm, Office, Reading, Standing, broken, checkpoints, read
from portal.catalog.item import AcceptanceMode
from shared import rules
from tests.rules.cases_builders import CALENDAR, CATALOGUE, CONSTRUCTOR, SOCIAL_CARD, at, on, review, stopped
from tests.rules.test_cases_clocks import clocks

IDENTITY_CARD = "410790006000"
TEN = review("2026-11-16 16:10")
MOMENTS = st.builds(on, st.dates(date(2025, 12, 1), date(2027, 3, 1)), st.times())


@pytest.mark.parametrize(
    ("now", "standing", "left", "hours"),
    [
        pytest.param("2026-11-16 17:00", Standing.IN_ORDER, 10, None, id="on the first day nothing is used"),
        pytest.param("2026-11-20 16:59", Standing.IN_ORDER, 6, None, id="just under half"),
        pytest.param("2026-11-23 17:00", Standing.HALF, 5, None, id="half"),
        pytest.param("2026-11-26 16:00", Standing.HALF, 2, None, id="just under 80 %"),
        pytest.param("2026-11-26 17:00", Standing.NEARLY, 2, None, id="80 %"),
        pytest.param("2026-11-28 12:00", Standing.NEARLY, 1, None, id="a Saturday takes nothing back"),
        pytest.param("2026-11-30 09:00", Standing.NEARLY, 0, 8, id="the last day, in hours"),
        pytest.param("2026-11-30 16:30", Standing.NEARLY, 0, 0, id="the last half hour"),
        pytest.param("2026-11-30 23:59", Standing.NEARLY, 0, 0, id="after closing it is not broken yet"),
        pytest.param("2026-12-01 00:00", Standing.OVERDUE, 0, None, id="after midnight it is"),
    ],
)
def test_SV_10_the_deadline_states(now: str, standing: Standing, left: int, hours: int | None) -> None:
    reading = read(TEN, CALENDAR, at(now))
    assert (reading.standing, reading.left, reading.hours_left) == (standing, left, hours)


def test_SV_10_the_last_day_of_a_short_clock_is_nearly_due() -> None:
    reading = read(Clock(ClockKind.ACCEPTANCE, at("2026-11-19 16:20"), 2), CALENDAR, at("2026-11-23 09:58"))
    assert (reading.standing, reading.hours_left) == (Standing.NEARLY, 7)


def test_RV_02_a_stopped_clock_shows_what_is_left_without_the_stop() -> None:
    reading = read(review("2026-11-16 16:10", 10, stopped("2026-11-23", days=5)), CALENDAR, at("2026-11-25 10:00"))
    assert (reading.standing, reading.used, reading.left, reading.suspended) == (Standing.STOPPED, 4, 6, 3)
    assert reading.fraction == pytest.approx(0.4)


def test_a_clock_into_an_unpublished_year_is_provisional_until_it_is_nearly_due() -> None:
    clock = review("2026-12-15 10:00", 20)
    assert read(clock, CALENDAR, at("2026-12-23 10:00")).standing is Standing.PROVISIONAL
    nearly = read(clock, CALENDAR, at("2027-01-12 17:00"))
    assert (nearly.standing, nearly.provisional) == (Standing.NEARLY, True)


@pytest.mark.parametrize(
    ("stopped_at", "left", "over", "alarm"),
    [
        ("2026-11-25 10:00", 3, 0, Alarm.NONE),
        ("2026-11-30 20:00", 0, 0, Alarm.NONE),
        ("2026-12-02 10:00", 0, 2, Alarm.RED_CARD),
    ],
)
def test_SV_12_a_finished_clock_says_early_in_time_or_late(stopped_at: str, left: int, over: int, alarm: Alarm) -> None:
    reading = read(TEN.stop(at(stopped_at)), CALENDAR, at("2027-02-01 10:00"))
    assert (reading.standing, reading.left, reading.over, reading.alarm) == (Standing.DONE, left, over, alarm)


@pytest.mark.parametrize(
    ("now", "over"),
    [("2026-12-01 00:00", 1), ("2026-12-02 12:00", 2), ("2026-12-05 12:00", 4), ("2026-12-07 12:00", 5)],
)
def test_SV_12_days_over_are_working_days_and_at_least_one(now: str, over: int) -> None:
    assert read(TEN, CALENDAR, at(now)).over == over


def test_SV_12_due_on_friday_is_one_day_over_on_saturday() -> None:
    friday = review("2026-11-16 09:00", 4)
    assert read(friday, CALENDAR, at("2026-11-21 09:00")).over == 1


@pytest.mark.parametrize(
    ("now", "alarm"),
    [
        ("2026-11-20 10:00", Alarm.NONE),
        ("2026-11-26 16:00", Alarm.NONE),
        ("2026-11-27 10:00", Alarm.WARNING),
        ("2026-12-01 00:01", Alarm.RED_CARD),
    ],
)
def test_SV_12_a_warning_at_80_percent_and_a_red_card_when_broken(now: str, alarm: Alarm) -> None:
    assert read(TEN, CALENDAR, at(now)).alarm is alarm


def test_CS_15_waiting_for_the_applicant_is_counted_and_never_overdue() -> None:
    wait = Clock(ClockKind.APPLICANT_WAIT, at("2026-11-16 09:00"), 0)
    reading = read(wait, CALENDAR, at("2027-11-16 09:00"))
    assert (reading.standing, reading.due, reading.alarm) == (Standing.STOPPED, None, Alarm.NONE)
    assert not broken(wait, CALENDAR, at("2027-11-16 09:00"))
    assert read(wait.stop(at("2026-11-19 09:00")), CALENDAR, at("2027-01-01 09:00")).used == 3


@pytest.mark.parametrize(("now", "is_broken"), [("2026-11-30 23:59", False), ("2026-12-01 00:00", True)])
def test_RV_01_a_limit_is_broken_after_midnight(now: str, is_broken: bool) -> None:
    assert broken(TEN, CALENDAR, at(now)) is is_broken
    assert broken(TEN.stop(at(now)), CALENDAR, at("2027-01-01 10:00")) is is_broken


@pytest.mark.parametrize(
    ("decided", "handed", "kept"),
    [
        pytest.param("2026-11-30 16:00", "2026-11-30 16:30", (True, True), id="both in time"),
        pytest.param("2026-11-30 16:00", "2026-12-01 09:00", (True, False), id="decided in time, handed over late"),
        pytest.param("2026-12-01 09:00", "2026-12-01 10:00", (False, False), id="both late"),
    ],
)
def test_DL_01_decision_and_handover_are_two_check_points_of_one_limit(
    decided: str, handed: str, kept: tuple[bool, bool]
) -> None:
    points = checkpoints(TEN.mark_decided(at(decided)).mark_handed_over(at(handed)), CALENDAR)
    assert tuple(point.kept for point in points) == kept
    assert [(point.name, point.at) for point in points] == [("decided", at(decided)), ("handed_over", at(handed))]


SIXTY = Clock(ClockKind.REVIEW, at("2026-11-02 10:00"), 20, Unit.CALENDAR_DAY)
OVERRUN = review("2026-11-16 16:10", 10, stopped("2026-11-23", days=1))


@pytest.mark.parametrize(
    ("clock", "now", "expected"),
    [
        pytest.param(TEN, "2026-11-20 13:00", (10, 4, 6, 0.35, None, 0, 0), id="half way through a day"),
        pytest.param(TEN, "2026-11-20 20:00", (10, 4, 6, 0.4, None, 0, 0), id="after closing the day is full"),
        pytest.param(TEN, "2026-11-21 08:00", (10, 4, 6, 0.4, None, 0, 0), id="nothing is used on a Saturday"),
        pytest.param(TEN, "2026-11-20 08:00", (10, 4, 6, 0.3, None, 0, 0), id="before opening nothing of the day is"),
        pytest.param(OVERRUN, "2026-11-20 20:00", (10, 4, 6, 0.4, None, 0, 0), id="before the stop"),
        pytest.param(OVERRUN, "2026-11-23 09:00", (10, 4, 6, 0.4, None, 0, 1), id="on the first day of the stop"),
        pytest.param(OVERRUN, "2026-12-01 12:00", (10, 4, 6, 0.4, None, 0, 7), id="a stop longer than told"),
        pytest.param(
            OVERRUN.resume(date(2026, 12, 1)), "2026-12-01 13:00", (10, 5, 5, 0.45, None, 0, 6), id="resumed today"
        ),
        pytest.param(SIXTY, "2026-11-07 12:00", (20, 5, 16, 0.25, None, 0, 0), id="calendar days pass on a Saturday"),
        pytest.param(
            SIXTY, "2026-11-01 12:00", (20, 0, 21, 0.0, None, 0, 0), id="before it began, with the Sunday at its end"
        ),
        pytest.param(SIXTY, "2026-11-30 12:00", (20, 28, 0, 1.0, None, 7, 0), id="calendar days over"),
    ],
)
def test_RV_01_a_reading_in_full(clock: Clock, now: str, expected: tuple[object, ...]) -> None:
    one = read(clock, CALENDAR, at(now))
    assert (
        one.given,
        one.used,
        one.left,
        pytest.approx(one.fraction),
        one.hours_left,
        one.over,
        one.suspended,
    ) == expected
    assert one.unit is clock.unit


def test_CS_15_a_reading_of_what_has_no_end_in_full() -> None:
    wait = Clock(ClockKind.APPLICANT_WAIT, at("2026-11-16 09:00"), 0)
    waited = Reading(Standing.STOPPED, None, 0, 3, 0, 0.0, None, 0, 0, Unit.WORKING_DAY)
    assert read(wait, CALENDAR, at("2026-11-19 09:00")) == waited
    done = read(wait.stop(at("2026-11-19 09:00")), CALENDAR, at("2026-12-19 09:00"))
    assert done == replace(waited, standing=Standing.DONE)


def test_DL_01_check_points_of_an_item_done_on_the_spot_follow_the_halls_closing() -> None:
    spot = Clock(ClockKind.REVIEW, at("2026-11-23 17:30"), 0).mark_decided(at("2026-11-24 10:00"))
    assert checkpoints(spot, CALENDAR)[0].kept
    assert not checkpoints(spot, CALENDAR, time(18))[0].kept
    assert broken(spot.stop(at("2026-11-24 10:00")), CALENDAR, at("2026-11-25 10:00"), time(18))


def test_RV_02_a_clock_that_is_stopped_today_is_not_broken_today() -> None:
    clock = review("2026-11-16 16:10", 5, stopped("2026-11-23", days=1))
    assert not broken(clock, CALENDAR, at("2026-12-20 10:00"))


def test_DL_01_check_points_follow_the_halls_own_hours() -> None:
    assert checkpoints(TEN.mark_decided(at("2026-11-20 10:00")), CALENDAR, time(18))[0].kept


def test_DL_01_an_open_check_point_is_neither_kept_nor_broken() -> None:
    decided, handed = checkpoints(TEN.mark_decided(at("2026-11-20 10:00")), CALENDAR)
    assert (decided.kept, handed.kept, handed.at) == (True, None, None)


@given(clocks(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_time_only_ever_uses_up_a_clock(clock: Clock, now: datetime, later: timedelta) -> None:
    before, after = read(clock, CALENDAR, now), read(clock, CALENDAR, now + later)
    assert before.fraction <= after.fraction + 1e-9
    assert before.left >= after.left
    assert before.over <= after.over


@given(clocks(), MOMENTS)
def test_a_reading_agrees_with_the_due_day(clock: Clock, now: datetime) -> None:
    reading = read(clock, CALENDAR, now)
    assert 0 <= reading.fraction <= 1
    assert (reading.standing is Standing.OVERDUE) == broken(clock, CALENDAR, now)
    assert reading.over == 0 or reading.left == 0


def test_the_bar_of_the_last_day_is_drawn_by_the_hour() -> None:
    on_the_spot = Clock(ClockKind.ACCEPTANCE, at("2026-11-23 09:30"), 0)
    office = Office()
    assert read(on_the_spot, CALENDAR, at("2026-11-23 13:00"), office).fraction == pytest.approx(0.5)
    assert read(on_the_spot, CALENDAR, at("2026-11-24 13:00"), office).fraction == 1


def terms(
    code: str = CONSTRUCTOR, situation: str = "renewal", mode: AcceptanceMode = AcceptanceMode.CROSS_REGION
) -> Terms:
    return Terms(*CATALOGUE.situation(code, situation), mode)


@pytest.mark.parametrize(
    ("mode", "days"),
    [
        (AcceptanceMode.WINDOW, 0),
        (AcceptanceMode.BACK_OFFICE, 0),
        (AcceptanceMode.CROSS_REGION, 2),
        (AcceptanceMode.ONLINE, 2),
    ],
)
def test_CS_16_CS_17_CS_12_CS_21_each_way_of_accepting_has_its_time(mode: AcceptanceMode, days: int) -> None:
    start = at("2026-11-23 10:00")
    assert start_clock(ClockKind.ACCEPTANCE, start, terms(mode=mode)) == Clock(ClockKind.ACCEPTANCE, start, days)


def test_RV_01_the_review_is_given_what_the_item_promises() -> None:
    start = at("2026-11-23 10:00")
    assert start_clock(ClockKind.REVIEW, start, terms()) == Clock(ClockKind.REVIEW, start, 10)
    card = start_clock(ClockKind.REVIEW, start, terms(IDENTITY_CARD, ""))
    assert card == Clock(ClockKind.REVIEW, start, 20, Unit.CALENDAR_DAY)


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        pytest.param(ClockKind.PRE_ACCEPT, 2, id="CS-21"),
        pytest.param(ClockKind.PAPER_MAIL, 1, id="CS-06"),
        pytest.param(ClockKind.CONSULTATION, 3, id="CN-05"),
        pytest.param(ClockKind.GUIDE_CHANGE, 3, id="CT-09"),
        pytest.param(ClockKind.DEEMED, 5, id="deemed acceptance"),
        pytest.param(ClockKind.RATING_CONTACT, 1, id="SV-04 contact"),
        pytest.param(ClockKind.RATING_FIX, 5, id="SV-04 fix"),
        pytest.param(ClockKind.APPLICANT_WAIT, 0, id="CS-15 no limit for the applicant"),
        pytest.param(ClockKind.MISSING_MATERIAL, 10, id="CS-29"),
    ],
)
def test_the_fixed_lengths(kind: ClockKind, days: int) -> None:
    start = at("2026-11-23 10:00")
    assert start_clock(kind, start, terms()) == Clock(kind, start, days)
    assert FIXED_DAYS[kind] == days


def test_every_clock_names_its_rule() -> None:
    assert set(CLOCK_RULES) == set(ClockKind)
    assert set(CLOCK_RULES.values()) <= set(rules.RULES)


def test_only_permits_are_deemed_accepted() -> None:
    assert starts(ClockKind.DEEMED, terms())
    assert not starts(ClockKind.DEEMED, terms(SOCIAL_CARD, ""))
    assert starts(ClockKind.REVIEW, terms(SOCIAL_CARD, ""))


@pytest.mark.parametrize(
    ("now", "deemed"),
    [
        pytest.param("2026-11-30 23:59", False, id="the fifth day"),
        pytest.param("2026-12-01 00:00", True, id="after it"),
    ],
)
def test_CS_12_silence_for_five_working_days_is_acceptance_from_the_day_of_receipt(now: str, deemed: bool) -> None:
    clock = Clock(ClockKind.DEEMED, at("2026-11-23 10:00"), 5)
    assert deemed_accepted(clock, CALENDAR, at(now)) == (at("2026-11-23 10:00") if deemed else None)


def test_CS_12_an_answered_or_another_clock_is_never_deemed_accepted() -> None:
    clock = Clock(ClockKind.DEEMED, at("2026-11-23 10:00"), 5)
    late = at("2026-12-20 10:00")
    assert deemed_accepted(clock.stop(at("2026-11-24 10:00")), CALENDAR, late) is None
    assert deemed_accepted(Clock(ClockKind.ACCEPTANCE, at("2026-11-23 10:00"), 5), CALENDAR, late) is None
