"""The queue's tickets: numbers, states and who may move them; walk-in is never closed but by order (BK-03, BK-16)."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking import refusals
from booking.tickets import (
    AT_WINDOW,
    ENDED,
    IN_LINE,
    LETTERS,
    MOVES,
    PassRules,
    TicketMover,
    TicketState,
    check_move,
    check_return,
    check_return_time,
    read_number,
    state_after_pass,
    ticket_number,
)
from booking.walk_in import BookingOnlyOrder, check_walk_in
from tests.rules.booking_builders import MONDAY, at

RULES = PassRules()
ORDER = BookingOnlyOrder("疫情防控", at(MONDAY, 9), at(MONDAY, 12), "大厅主任")

LEAVE = "visitor guide window_clerk hall_manager system"
EXPECTED = {
    "waiting called": "window_clerk",
    "waiting left": LEAVE,
    "returned called": "window_clerk",
    "returned left": LEAVE,
    "called serving": "window_clerk",
    "called passed": "window_clerk system",
    "called waiting": "window_clerk hall_manager",
    "called left": LEAVE,
    "passed called": "window_clerk",
    "passed returned": "visitor guide window_clerk hall_manager",
    "passed left": LEAVE,
    "serving held": "window_clerk",
    "serving done": "window_clerk",
    "serving waiting": "window_clerk hall_manager",
    "serving left": "window_clerk system",
    "held serving": "window_clerk",
    "held called": "window_clerk",
    "held left": LEAVE,
}


@pytest.mark.parametrize("start", TicketState)
def test_every_move_by_everybody_is_allowed_or_refused_as_the_table_says(start: TicketState) -> None:
    for end, mover in product(TicketState, TicketMover):
        if mover in EXPECTED.get(f"{start} {end}", "").split():
            check_move(start, end, mover)
            continue
        with pytest.raises(refusals.TicketMoved) as refused:
            check_move(start, end, mover)
        assert refused.value.values == {"state": start.value, "wanted": end.value}


def test_the_table_has_no_move_beside_the_expected_ones() -> None:
    assert {f"{start} {end}" for start, end in MOVES} == set(EXPECTED)


def test_an_ended_ticket_moves_no_more_and_every_other_can_end() -> None:
    assert not {start for start, _ in MOVES} & ENDED
    assert {start for start, end in MOVES if end is TicketState.LEFT} == set(TicketState) - ENDED


def test_the_groups_of_states() -> None:
    assert {TicketState.WAITING, TicketState.RETURNED} == IN_LINE
    assert {TicketState.CALLED, TicketState.SERVING, TicketState.HELD} == AT_WINDOW
    assert {TicketState.DONE, TicketState.LEFT} == ENDED


# --- passing over and coming back ---


@pytest.mark.parametrize(("passes", "state"), [(1, "passed"), (3, "passed"), (4, "left")])
def test_a_visitor_may_miss_three_calls_and_the_fourth_ends_the_ticket(passes: int, state: str) -> None:
    assert state_after_pass(passes, RULES) == state


@pytest.mark.parametrize(
    ("away", "minutes", "kept"),
    [
        pytest.param(60, 60, True, id="just in time"),
        pytest.param(61, 60, False, id="a minute too long"),
        pytest.param(300, 0, True, id="a hall that keeps numbers all day"),
    ],
)
def test_a_passed_visitor_keeps_the_number_for_an_hour(away: int, minutes: int, kept: bool) -> None:
    back = at(MONDAY, 9) + timedelta(minutes=away)
    if kept:
        check_return_time(at(MONDAY, 9), back, PassRules(return_minutes=minutes))
    else:
        with pytest.raises(refusals.PassedTooLong) as refused:
            check_return_time(at(MONDAY, 9), back, PassRules(return_minutes=minutes))
        assert refused.value.values == {"minutes": minutes}


def test_a_passed_visitor_comes_back_alone_or_with_help() -> None:
    for mover in ("visitor", "guide", "window_clerk"):
        check_return(TicketState.PASSED, 3, TicketMover(mover), RULES)


def test_who_missed_too_many_calls_hears_how_many_were_allowed() -> None:
    with pytest.raises(refusals.PassedTooOften) as refused:
        check_return(TicketState.LEFT, 4, TicketMover.VISITOR, RULES)
    assert refused.value.values == {"passes": 4, "allowed": 3}


@pytest.mark.parametrize(
    ("state", "passes"),
    [
        pytest.param(TicketState.LEFT, 3, id="went away by own choice"),
        pytest.param(TicketState.WAITING, 4, id="already in line"),
        pytest.param(TicketState.DONE, 0, id="already served"),
    ],
)
def test_only_a_passed_ticket_can_come_back(state: TicketState, passes: int) -> None:
    with pytest.raises(refusals.TicketMoved) as refused:
        check_return(state, passes, TicketMover.VISITOR, RULES)
    assert refused.value.values == {"state": state.value, "wanted": "returned"}


# --- numbers ---


@pytest.mark.parametrize(
    ("count", "number"), [(1, "A001"), (12, "A012"), (999, "A999"), (1000, "A1000"), (12345, "A12345")]
)
def test_the_number_on_the_slip(count: int, number: str) -> None:
    assert ticket_number("A", count) == number


@given(letter=st.sampled_from(LETTERS), count=st.integers(1, 999_999))
def test_a_number_reads_back_as_what_it_was_made_of(letter: str, count: int) -> None:
    assert read_number(ticket_number(letter, count)) == (letter, count)


@pytest.mark.parametrize("typed", ["a012", " A 012 ", "A-012", "a\u3000012"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert read_number(typed) == ("A", 12)


@pytest.mark.parametrize(
    "typed", ["", "A", "012", "A12", "A000", "I012", "O012", "AA012", "A0120000", "A012B", "Ａ０１２", "张012"]
)
def test_what_is_not_a_number_is_refused_and_repeated(typed: str) -> None:
    with pytest.raises(refusals.NotATicketNumber) as refused:
        read_number(typed)
    assert (refused.value.field, refused.value.values) == ("number", {"number": typed})


def test_a_long_text_is_repeated_shortened() -> None:
    with pytest.raises(refusals.NotATicketNumber) as refused:
        read_number("x" * 21)
    assert refused.value.values == {"number": "x" * 20}


@pytest.mark.parametrize(("letter", "count"), [("A", 0), ("I", 1), ("O", 1), ("AB", 1), ("", 1), ("a", 1)])
def test_no_number_is_made_from_a_letter_that_looks_like_a_digit_or_from_nothing(letter: str, count: int) -> None:
    with pytest.raises(ValueError, match="no ticket number"):
        ticket_number(letter, count)


def test_letters_are_the_alphabet_without_i_and_o() -> None:
    assert "".join(chr(code) for code in range(65, 91) if chr(code) not in "IO") == LETTERS


# --- BK-03: walk-in ---


def test_BK_03_walk_in_is_open_without_any_order() -> None:
    check_walk_in(at(MONDAY, 10))


def test_BK_03_an_order_closes_walk_in_and_says_why_and_until_when() -> None:
    with pytest.raises(refusals.BookingOnly) as refused:
        check_walk_in(at(MONDAY, 10), (ORDER,))
    assert refused.value.values == {"reason": "疫情防控", "until": at(MONDAY, 12)}
    assert refused.value.rule == "BK-03"


@pytest.mark.parametrize(("hour", "holds"), [(8, False), (9, True), (11, True), (12, False)])
def test_BK_03_an_order_holds_from_its_start_to_before_its_end(hour: int, holds: bool) -> None:
    assert ORDER.holds(at(MONDAY, hour)) is holds


@pytest.mark.parametrize(
    ("reason", "hours", "ordered_by"),
    [
        pytest.param(" ", 1, "大厅主任", id="no reason"),
        pytest.param("疫情防控", 0, "大厅主任", id="no end"),
        pytest.param("疫情防控", 1, "", id="nobody ordered it"),
    ],
)
def test_BK_03_an_order_without_reason_end_or_name_is_none(reason: str, hours: int, ordered_by: str) -> None:
    with pytest.raises(ValueError, match="names its reason"):
        BookingOnlyOrder(reason, at(MONDAY, 9), at(MONDAY, 9) + timedelta(hours=hours), ordered_by)
