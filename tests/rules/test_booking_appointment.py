"""BK-02, BK-11, BK-12: who may move an appointment, checking in, cancelling."""

from datetime import datetime, timedelta
from itertools import product

import pytest

from booking import refusals
from booking.appointment import (
    HOLDS_PLACE,
    MOVES,
    NEEDS_REASON,
    OPEN,
    Arrival,
    CheckInRules,
    Mover,
    State,
    cancel,
    check_in,
    check_move,
    check_reschedule,
    expired,
)
from tests.rules.booking_builders import MONDAY, at, booked

RULES = CheckInRules()
CLOSING = at(MONDAY, 17, 30)

DESK = "booking_clerk hall_manager"
WITHDRAW = f"{DESK} applicant guide window_clerk"
EXPECTED = {
    "requested consulting": DESK,
    "requested declined": DESK,
    "requested cancelled": WITHDRAW,
    "requested expired": "system",
    "consulting confirmed": DESK,
    "consulting declined": DESK,
    "consulting cancelled": WITHDRAW,
    "consulting expired": "system",
    "confirmed cancelled": WITHDRAW,
    "confirmed late_cancelled": WITHDRAW,
    "confirmed called_off": "hall_manager system",
    "confirmed checked_in": WITHDRAW,
    "confirmed no_show": "system",
    "checked_in served": "window_clerk system",
    "checked_in left": "window_clerk system applicant guide",
    "no_show voided": f"{DESK} system",
}


def allowed(start: State, end: State, mover: Mover) -> bool:
    try:
        check_move(start, end, mover, "因为")
    except refusals.AppointmentMoved:
        return False
    return True


@pytest.mark.parametrize("start", State)
def test_every_move_by_everybody_is_allowed_or_refused_as_the_table_says(start: State) -> None:
    for end, mover in product(State, Mover):
        expected = mover in EXPECTED.get(f"{start} {end}", "").split()
        assert allowed(start, end, mover) is expected, (start, end, mover)


def test_the_table_has_no_move_beside_the_expected_ones() -> None:
    assert {f"{start} {end}" for start, end in MOVES} == set(EXPECTED)


def test_every_state_can_be_reached() -> None:
    assert {end for _, end in MOVES} | {State.REQUESTED, State.CONFIRMED} == set(State)


def test_BK_11_there_is_no_way_from_request_to_confirmation_without_consulting() -> None:
    with pytest.raises(refusals.AppointmentMoved) as refused:
        check_move(State.REQUESTED, State.CONFIRMED, Mover.BOOKING_CLERK)
    assert refused.value.values == {"state": "requested", "wanted": "confirmed"}


def test_BK_13_nobody_can_type_in_a_no_show() -> None:
    assert [mover for mover in Mover if allowed(State.CONFIRMED, State.NO_SHOW, mover)] == [Mover.SYSTEM]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (State.CONSULTING, State.DECLINED),
        (State.CONFIRMED, State.CALLED_OFF),
        (State.NO_SHOW, State.VOIDED),
    ],
)
def test_what_the_applicant_must_understand_needs_a_reason(start: State, end: State) -> None:
    with pytest.raises(refusals.AppointmentReasonRequired) as refused:
        check_move(start, end, Mover.HALL_MANAGER, "\u3000 ")
    assert (refused.value.field, refused.value.values) == ("reason", {"wanted": end.value})
    check_move(start, end, Mover.HALL_MANAGER, "停电")


def test_only_those_three_need_a_reason() -> None:
    assert {State.DECLINED, State.CALLED_OFF, State.VOIDED} == NEEDS_REASON
    check_move(State.CONFIRMED, State.CANCELLED, Mover.APPLICANT)


def test_a_place_is_given_back_when_nobody_comes_for_it() -> None:
    given_back = {"declined", "expired", "cancelled", "late_cancelled", "called_off", "no_show", "voided"}
    assert {state.value for state in State if state not in HOLDS_PLACE} == given_back
    assert {State.REQUESTED, State.CONSULTING, State.CONFIRMED} == OPEN


# --- checking in ---


@pytest.mark.parametrize(
    ("now", "arrival"),
    [
        pytest.param(at(MONDAY, 8, 5), Arrival.EARLY, id="two hours early"),
        pytest.param(at(MONDAY, 9, 29), Arrival.EARLY, id="a minute before check-in opens"),
        pytest.param(at(MONDAY, 9, 30), Arrival.ON_TIME, id="as check-in opens"),
        pytest.param(at(MONDAY, 10, 15), Arrival.ON_TIME, id="a quarter of an hour late"),
        pytest.param(at(MONDAY, 10, 16), Arrival.LATE, id="a minute later"),
        pytest.param(at(MONDAY, 17, 29), Arrival.LATE, id="a minute before the hall closes"),
    ],
)
def test_BK_02_how_an_arrival_counts(now: datetime, arrival: Arrival) -> None:
    assert check_in(booked(), "city", now, CLOSING, RULES) is arrival


def test_BK_02_a_hall_may_send_early_visitors_away_until_check_in_opens() -> None:
    rules = CheckInRules(refuse_early=True)
    with pytest.raises(refusals.TooEarlyToCheckIn) as refused:
        check_in(booked(), "city", at(MONDAY, 9, 29), CLOSING, rules)
    assert refused.value.values == {"start": at(MONDAY, 10), "opens": at(MONDAY, 9, 30)}
    assert check_in(booked(), "city", at(MONDAY, 9, 30), CLOSING, rules) is Arrival.ON_TIME


@pytest.mark.parametrize("state", sorted(set(State) - {State.CONFIRMED}))
def test_BK_02_only_a_confirmed_booking_can_be_checked_in(state: State) -> None:
    with pytest.raises(refusals.AppointmentMoved) as refused:
        check_in(booked(state), "city", at(MONDAY, 9, 40), CLOSING, RULES)
    assert refused.value.values == {"state": state.value, "wanted": "checked_in"}


@pytest.mark.parametrize(
    ("hall", "now", "refusal", "values"),
    [
        pytest.param("zhanhe", at(MONDAY, 9, 40), refusals.CheckInOtherHall, {"hall": "city"}, id="in the wrong hall"),
        pytest.param(
            "city",
            at(MONDAY, 10) - timedelta(days=1),
            refusals.CheckInOtherDay,
            {"start": at(MONDAY, 10)},
            id="on the day before",
        ),
        pytest.param(
            "city",
            at(MONDAY, 10) + timedelta(days=1),
            refusals.CheckInOtherDay,
            {"start": at(MONDAY, 10)},
            id="on the day after",
        ),
        pytest.param(
            "city", at(MONDAY, 17, 30), refusals.TooLateToCheckIn, {"start": at(MONDAY, 10)}, id="as the hall closes"
        ),
    ],
)
def test_BK_02_check_in_is_refused(
    hall: str, now: datetime, refusal: type[refusals.Refusal], values: dict[str, object]
) -> None:
    with pytest.raises(refusal) as refused:
        check_in(booked(), hall, now, CLOSING, RULES)
    assert refused.value.values == values


def test_BK_02_the_halls_day_counts_not_the_day_in_utc() -> None:
    early = booked(hour=7)
    assert early.start.date() != at(MONDAY, 8, 5).date()
    assert check_in(early, "city", at(MONDAY, 8, 5), CLOSING, RULES) is Arrival.LATE


def test_BK_02_an_evening_visitor_can_check_in_after_the_hall_has_closed() -> None:
    assert check_in(booked(hour=18), "city", at(MONDAY, 18, 5), CLOSING, RULES) is Arrival.ON_TIME


def test_BK_02_on_a_day_off_the_slots_end_is_the_end_of_the_day() -> None:
    assert check_in(booked(), "city", at(MONDAY, 10, 29), None, RULES) is Arrival.LATE
    with pytest.raises(refusals.TooLateToCheckIn):
        check_in(booked(), "city", at(MONDAY, 10, 30), None, RULES)


# --- cancelling and moving ---


@pytest.mark.parametrize(
    ("now", "state"),
    [
        pytest.param(at(MONDAY, 9, 59), State.CANCELLED, id="a minute before it starts"),
        pytest.param(at(MONDAY, 10), State.LATE_CANCELLED, id="as it starts"),
        pytest.param(at(MONDAY, 17, 29), State.LATE_CANCELLED, id="a minute before the hall closes"),
    ],
)
def test_BK_12_cancelling_in_time_and_late(now: datetime, state: State) -> None:
    assert cancel(booked(), now, CLOSING, RULES) is state


@pytest.mark.parametrize(
    ("state", "now", "rules"),
    [
        pytest.param(State.CONFIRMED, CLOSING, RULES, id="the hall has closed"),
        pytest.param(State.CONFIRMED, at(MONDAY, 10), CheckInRules(late_cancel=False), id="a hall without late cancel"),
        pytest.param(State.REQUESTED, at(MONDAY, 10), RULES, id="a request whose time has come"),
    ],
)
def test_BK_12_too_late_to_cancel(state: State, now: datetime, rules: CheckInRules) -> None:
    with pytest.raises(refusals.TooLateToCancel) as refused:
        cancel(booked(state), now, CLOSING, rules)
    assert refused.value.values == {"start": at(MONDAY, 10)}


@pytest.mark.parametrize("state", State)
def test_BK_12_only_an_open_booking_can_be_cancelled_or_moved(state: State) -> None:
    early = at(MONDAY, 8)
    if state in OPEN:
        assert cancel(booked(state), early, CLOSING, RULES) is State.CANCELLED
        check_reschedule(booked(state), early)
        return
    with pytest.raises(refusals.AppointmentMoved) as refused:
        cancel(booked(state), early, CLOSING, RULES)
    assert refused.value.values == {"state": state.value, "wanted": "cancelled"}
    with pytest.raises(refusals.AppointmentMoved) as not_moved:
        check_reschedule(booked(state), early)
    assert not_moved.value.values == {"state": state.value, "wanted": "confirmed"}


def test_BK_12_every_cancellation_is_a_move_the_table_has() -> None:
    for state in OPEN:
        assert Mover.APPLICANT in MOVES[state, cancel(booked(state), at(MONDAY, 8), CLOSING, RULES)]


@pytest.mark.parametrize(
    ("state", "hour", "over"),
    [
        (State.REQUESTED, 9, False),
        (State.REQUESTED, 10, True),
        (State.CONSULTING, 10, True),
        (State.CONFIRMED, 11, False),
        (State.DECLINED, 11, False),
    ],
)
def test_A20_a_request_nobody_answered_expires_when_its_time_comes(state: State, hour: int, over: bool) -> None:
    assert expired(booked(state), at(MONDAY, hour)) is over


def test_a_booking_can_be_moved_until_it_starts() -> None:
    check_reschedule(booked(), at(MONDAY, 9, 59))
    with pytest.raises(refusals.TooLateToReschedule) as refused:
        check_reschedule(booked(), at(MONDAY, 10))
    assert refused.value.values == {"start": at(MONDAY, 10)}
