"""Ratings with their closed loop, and the figures of a day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.clocks import Due
from portal.cases.readings import Standing, read
from portal.cases.states import State
from portal.roles import Role
from portal.supervision import refusals as no
from portal.supervision.day import Visit, by_hour, flow_of, loads, quantile, waiting_now, waits
from portal.supervision.rating import (
    BAD_REASONS,
    LEVEL_NAMES,
    LOOP,
    Level,
    Limits,
    Loop,
    Rating,
    Step,
    TaskKind,
    check_comment,
    check_loop,
    figures,
    first_state,
    read_level,
    tasks_of,
)
from tests.rules.cases_builders import CALENDAR, at, review, stopped

BAD = Rating(Step.INTAKE, Level.DISSATISFIED, named=True, rated_at=at("2026-11-20 15:20"))


def test_SV_02_every_act_of_service_is_rated_by_itself() -> None:
    assert set(Step) == {Step.INTAKE, Step.DELIVERY, Step.CONSULTATION, Step.KIOSK}


def test_SV_08_five_levels_and_the_last_two_are_bad() -> None:
    assert [level for level in Level if level.bad] == [Level.DISSATISFIED, Level.VERY_DISSATISFIED]
    assert [LEVEL_NAMES[level][0] for level in sorted(Level, reverse=True)] == [
        "非常满意",
        "满意",
        "基本满意",
        "不满意",
        "非常不满意",
    ]
    assert all(zh and en for zh, en in BAD_REASONS.values())


@pytest.mark.parametrize("value", [0, 6, -1])
def test_SV_08_another_level_is_refused(value: int) -> None:
    with pytest.raises(no.NoSuchLevel) as refused:
        read_level(value)
    assert refused.value.field == "level"
    assert read_level(5) is Level.VERY_SATISFIED


@pytest.mark.parametrize(
    ("level", "named", "state"), [(2, True, Loop.VERIFYING), (2, False, Loop.RATED), (3, True, Loop.RATED)]
)
def test_SV_04_only_a_named_bad_rating_opens_the_loop(level: int, named: bool, state: Loop) -> None:
    assert first_state(Level(level), named) is state


def dues(rating: Rating, **given: object) -> list[tuple[TaskKind, datetime]]:
    return [(task.kind, task.due.at) for task in tasks_of(rating, CALENDAR, **given)]  # type: ignore[arg-type]


def test_SV_04_contact_within_one_working_day_and_mend_within_five() -> None:
    assert dues(BAD) == [(TaskKind.CONTACT, at("2026-11-23 17:00")), (TaskKind.FIX, at("2026-11-27 17:00"))]


def test_SV_04_a_deadline_in_an_unpublished_year_is_provisional() -> None:
    task = tasks_of(replace(BAD, rated_at=at("2026-12-31 15:20")), CALENDAR)[0]
    assert task.due == Due(at("2027-01-04 17:00"), date(2027, 1, 4), provisional=True)
    assert not tasks_of(BAD, CALENDAR)[0].due.provisional


def test_SV_04_a_complex_one_is_mended_within_fifteen() -> None:
    assert dues(BAD, complex_case=True)[1] == (TaskKind.FIX, at("2026-12-11 17:00"))


def test_SV_04_a_hall_may_set_its_own_limits() -> None:
    assert dues(BAD, limits=Limits(2, 3, 4))[0] == (TaskKind.CONTACT, at("2026-11-24 17:00"))


@pytest.mark.parametrize("rating", [replace(BAD, named=False), replace(BAD, level=Level.FAIRLY_SATISFIED)])
def test_SV_04_nothing_follows_from_the_others(rating: Rating) -> None:
    assert dues(rating) == []


def test_SV_01_a_comment_has_a_length() -> None:
    assert check_comment(" 好 ") == "好"
    assert check_comment("好" * 500)
    with pytest.raises(no.CommentTooLong) as refused:
        check_comment("好" * 501)
    assert (refused.value.field, refused.value.values) == ("comment", {"most": 500})


STEPS = """
rated>verifying verifying>rectifying verifying>voided verifying>called_back rectifying>called_back
called_back>rectifying called_back>closed
"""


def test_SV_04_the_loop_goes_round_as_written_and_no_other_way() -> None:
    assert {f"{start}>{end}" for start, end in LOOP} == set(STEPS.split())


def allowed(start: Loop, end: Loop, role: Role) -> bool:
    try:
        check_loop(start, end, {role}, "已核实")
    except (no.NoSuchLoopStep, no.NotYourLoopStep):
        return False
    return True


def test_SV_04_every_step_of_the_loop_by_every_role() -> None:
    wrong = [
        (start, end, role)
        for start, end, role in product(Loop, Loop, Role)
        if allowed(start, end, role) != ((start, end) in LOOP and role in LOOP[start, end].roles)
    ]
    assert wrong == []


def test_SV_09_only_a_supervisor_voids_a_rating() -> None:
    assert LOOP[Loop.VERIFYING, Loop.VOIDED].roles == {Role.SUPERVISOR}


def test_SV_05_what_was_found_is_written_down_because_it_is_published() -> None:
    with pytest.raises(no.LoopNeedsWords) as refused:
        check_loop(Loop.VERIFYING, Loop.CALLED_BACK, {Role.RATING_OFFICER}, "  ")
    assert refused.value.field == "note"
    assert check_loop(Loop.RATED, Loop.VERIFYING, {Role.RATING_OFFICER}, "").end is Loop.VERIFYING


def test_SV_06_figures_leave_out_what_was_voided() -> None:
    good, closed = replace(BAD, level=Level.SATISFIED), replace(BAD, state=Loop.CLOSED)
    found = figures([good, BAD, BAD, closed, replace(BAD, state=Loop.VOIDED), replace(BAD, named=False)])
    assert (found.total, found.bad, found.named_bad, found.closed) == (5, 4, 3, 1)
    assert (found.satisfied_share, found.closed_share) == (0.2, 1 / 3)


def test_SV_06_without_ratings_there_is_no_share() -> None:
    empty = figures([])
    assert (empty.satisfied_share, empty.closed_share) == (None, None)


def visit(taken: str, called: str | None = None, booked: bool = False, done: str | None = None) -> Visit:
    day = "2026-11-23"
    times = [at(f"{day} {one}") if one else None for one in (called, done)]
    return Visit("A", at(f"{day} {taken}"), times[0], times[0], times[1], booked)


VISITS = (
    visit("09:00", "09:05"),
    visit("09:30", "09:50", booked=True),
    visit("09:59:59", "10:10"),
    visit("10:00", None),
    visit("10:20", None, done="10:30"),
)


def test_SV_11_waiting_is_of_those_who_were_called() -> None:
    found = waits(VISITS)
    assert (found.count, found.median, found.ninetieth, found.longest) == (3, 10, 20, 20)
    assert waits(()).longest is None


def test_SV_11_who_left_or_was_served_is_not_waiting() -> None:
    assert waiting_now(VISITS) == 1
    assert waiting_now(VISITS[:3]) == 0
    assert waiting_now([visit("10:00")] * 3) == 3


def test_WD_04_arrivals_by_the_hour_of_the_wall() -> None:
    nine, ten = by_hour(VISITS, 9, 11)
    assert (nine.hour, nine.walk_in, nine.booked, nine.median_wait) == (9, 2, 1, 10)
    assert (ten.walk_in, ten.booked, ten.median_wait) == (2, 0, None)
    assert len(by_hour(VISITS)) == 10


@given(st.lists(st.integers(0, 300), min_size=1, max_size=50), st.floats(0.01, 1))
def test_a_quantile_is_a_value_that_enough_others_do_not_exceed(values: list[int], share: float) -> None:
    ordered = sorted(values)
    found = quantile(ordered, share)
    assert found in ordered
    assert sum(value <= found for value in ordered) >= share * len(ordered) - 1e-9
    below = [value for value in ordered if value < found]
    assert len(below) < share * len(ordered) + 1e-9


def test_a_quantile_of_nothing_is_nothing() -> None:
    assert quantile((), 0.5) is None


def test_SV_11_the_days_cases_from_their_moves() -> None:
    found = flow_of(
        [
            (State.INTAKE_CHECKING, State.RECEIVED),
            (State.INTAKE_CHECKING, State.RECEIVED),
            (State.RECEIVED, State.RECEIVED),
            (State.RECEIVED, State.SUPPLEMENT_REQUIRED),
            (State.IN_REVIEW, State.DECIDED_GRANT),
            (State.IN_REVIEW, State.DECIDED_REFUSE),
        ]
    )
    assert (found.received, found.supplemented, found.not_accepted, found.decided) == (2, 1, 0, 2)
    assert found.returned_share == 0.5
    quiet = flow_of([])
    assert (quiet.received, quiet.supplemented, quiet.not_accepted, quiet.decided) == (0, 0, 0, 0)
    assert quiet.returned_share is None


def test_SV_11_what_is_not_accepted_counts_as_returned_too() -> None:
    moves = [(State.INTAKE_CHECKING, State.RECEIVED)] * 4 + [(State.RECEIVED, State.NOT_ACCEPTED)] * 2
    found = flow_of([*moves, (State.RECEIVED, State.SUPPLEMENT_REQUIRED)])
    assert (found.not_accepted, found.returned_share) == (2, 0.75)


def test_SV_10_departments_with_most_trouble_come_first() -> None:
    now = at("2026-11-27 10:00")
    late, near, calm = review("2026-11-02 10:00"), review("2026-11-16 10:00"), review("2026-11-25 10:00")
    halted = review("2026-11-16 10:00", 10, stopped("2026-11-23", days=9))
    rows = [("a", calm), ("b", near), ("c", late), ("c", late.stop(now)), ("b", halted), ("d", calm), ("d", calm)]
    found = loads([(department, read(clock, CALENDAR, now)) for department, clock in rows])
    assert [(one.department, one.open, one.near, one.over) for one in found] == [
        ("c", 1, 0, 1),
        ("b", 2, 1, 0),
        ("d", 2, 0, 0),
        ("a", 1, 0, 0),
    ]
    assert found[1].by_standing[Standing.STOPPED] == 1


def test_a_wait_is_never_negative() -> None:
    early = replace(VISITS[0], called_at=VISITS[0].taken_at - timedelta(minutes=3))
    assert waits([early]).longest == 0
