"""Coming back after a missed call, and why somebody stands where they stand (GD-04)."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.order import Entry, Priority, QueueRules, Rank, RankReason, Waiting, in_order, rank, rank_returned
from booking.place import Because, Why, explain
from tests.rules.booking_builders import (
    LINES,
    RULE_SETS,
    booked_entry,
    entry,
    line_of,
    minutes_after_nine,
    numbers,
    waiting,
)

RULES = QueueRules()
ELDER = Priority.ELDERLY

# --- coming back after a missed call ---


def come_back(line: list[Waiting], missed: Entry, minutes: float, behind: int = 2) -> list[Waiting]:
    place = rank_returned(missed, [one.rank for one in line], minutes_after_nine(minutes), behind)
    return in_order([*line, Waiting("BACK", missed, place)])


@pytest.mark.parametrize(
    ("behind", "order"),
    [
        pytest.param(2, "A001 A002 BACK A003", id="two"),
        pytest.param(1, "A001 BACK A002 A003", id="one"),
        pytest.param(5, "A001 A002 A003 BACK", id="fewer are waiting"),
    ],
)
def test_a_returning_visitor_stands_behind_the_next_two(behind: int, order: str) -> None:
    line = line_of(("A003", entry(3, 3)), ("A001", entry(1, 1)), ("A002", entry(2, 2)))
    assert numbers(come_back(line, entry(0, 9), 20, behind)) == order


def test_a_returning_visitor_stands_behind_two_even_where_all_came_in_the_same_moment() -> None:
    line = line_of(*((f"A00{n}", entry(1, n)) for n in (1, 2, 3)))
    assert numbers(come_back(line, entry(1, 0), 1)) == "A001 A002 BACK A003"


def test_the_first_to_come_back_stays_before_the_second() -> None:
    line = line_of(("A001", entry(1, 1)), ("A002", entry(2, 2)), ("A003", entry(3, 3)))
    first = rank_returned(entry(0, 9), [one.rank for one in line], minutes_after_nine(20))
    second = rank_returned(entry(0, 8), [one.rank for one in line], minutes_after_nine(21))
    line += [Waiting("R9", entry(0, 9), first), Waiting("R8", entry(0, 8), second)]
    assert numbers(in_order(line)) == "A001 A002 R9 R8 A003"


def test_the_place_of_a_returning_visitor_names_its_reason_and_gives_no_head_start() -> None:
    line = line_of(("A001", entry(1, 1)), ("A002", entry(2, 2)))
    place = rank_returned(entry(0, 9, priority=ELDER), [one.rank for one in line], minutes_after_nine(20))
    assert (place.reason, place.head_start, place.at) == (RankReason.RETURNED, timedelta(0), line[1].rank.at)
    assert place.key.isdigit()


def test_a_booked_visitor_who_missed_the_call_keeps_no_head_start() -> None:
    place = rank_returned(booked_entry(55, slot=60), [], minutes_after_nine(70))
    assert (place.at, place.head_start) == (minutes_after_nine(55), timedelta(0))


def test_coming_back_to_an_empty_line_is_being_first_by_ones_own_arrival() -> None:
    place = rank_returned(entry(5, 9, priority=ELDER), [], minutes_after_nine(20))
    assert (place.reason, place.at) == (RankReason.RETURNED, minutes_after_nine(5))
    assert place.key < rank(entry(21, 10), RULES).key


@given(line=LINES, behind=st.integers(1, 4), again=st.integers(0, 3))
def test_a_returning_visitor_lets_so_many_go_first_and_otherwise_only_who_came_back_before(
    line: list[Entry], behind: int, again: int
) -> None:
    queue = in_order(waiting(str(one.sequence), one) for one in line)
    for time in range(again + 1):
        missed = entry(0, 300 + time)
        after = come_back(queue, missed, 130 + time, behind)
        place = next(place for place, one in enumerate(after) if one.entry is missed)
        assert place >= min(behind, len(queue))
        assert all(one.rank.reason is RankReason.RETURNED for one in after[behind:place])
        assert [one for one in after if one.entry is not missed] == queue
        queue = after


# --- why am I number 4 ---


def test_why_am_i_number_four() -> None:
    mine = waiting("A012", entry(12, 12))
    line = line_of(
        ("A009", entry(9, 9)), ("E003", entry(14, 3, priority=ELDER)), ("A011", entry(11, 11)), ("A030", entry(30, 30))
    )
    ahead = [one for one in in_order([*line, mine]) if one.rank.key < mine.rank.key]
    place = explain(mine, ahead, RULES)
    assert place.position == 4
    assert place.because == (
        Because(Why.CAME_EARLIER, ("A009", "A011")),
        Because(Why.PRIORITY_AHEAD, ("E003",)),
        Because(Why.BOUND, minutes=15),
    )


def test_the_first_in_line_is_told_so() -> None:
    place = explain(waiting("A001", entry(0)), [], QueueRules(priority_minutes=20))
    assert place.position == 1
    assert place.because == (Because(Why.NEXT), Because(Why.BOUND, minutes=20))


def test_a_head_start_is_named_only_where_it_made_the_difference() -> None:
    elder_before_me = waiting("E001", entry(0, 1, priority=ELDER))
    assert explain(waiting("A002", entry(1, 2)), [elder_before_me], RULES).because[0].why is Why.CAME_EARLIER
    same_moment = waiting("E001", entry(1, 1, priority=ELDER))
    assert explain(waiting("A002", entry(1, 2)), [same_moment], RULES).because[0].why is Why.CAME_EARLIER


def test_booked_and_returned_visitors_ahead_are_named() -> None:
    back = Waiting("A003", entry(0, 3), Rank(minutes_after_nine(1), "1", RankReason.RETURNED))
    booked_ahead = waiting("A007", booked_entry(55, slot=60, sequence=7))
    told = explain(waiting("A005", entry(50, 5)), [back, booked_ahead], RULES).because
    assert told[:2] == (Because(Why.BOOKED_AHEAD, ("A007",)), Because(Why.RETURNED_AHEAD, ("A003",)))


@pytest.mark.parametrize(
    ("mine", "own"),
    [
        pytest.param(waiting("E001", entry(0, priority=ELDER)), Because(Why.YOU_HAVE_PRIORITY, minutes=15), id="elder"),
        pytest.param(waiting("A001", booked_entry(55, slot=60)), Because(Why.YOU_ARE_BOOKED, minutes=10), id="booked"),
        pytest.param(
            Waiting("A001", entry(0), Rank(minutes_after_nine(1), "1", RankReason.RETURNED)),
            Because(Why.YOU_RETURNED),
            id="returned",
        ),
    ],
)
def test_what_helped_oneself_is_told_too(mine: Waiting, own: Because) -> None:
    assert own in explain(mine, [], RULES).because


@given(line=LINES, rules=RULE_SETS)
def test_everybody_ahead_is_named_exactly_once(line: list[Entry], rules: QueueRules) -> None:
    queue = in_order(waiting(str(one.sequence), one, rules) for one in line)
    for place, mine in enumerate(queue):
        told = explain(mine, queue[:place], rules)
        named = [number for because in told.because for number in because.numbers]
        assert sorted(named) == sorted(one.number for one in queue[:place])
        assert told.position == place + 1


def test_the_reasons_are_told_in_one_fixed_order() -> None:
    ahead = [
        Waiting("A003", entry(0, 3), Rank(minutes_after_nine(1), "1", RankReason.RETURNED)),
        waiting("A007", booked_entry(60, slot=60, sequence=7)),
        waiting("E006", entry(58, 6, priority=ELDER)),
        waiting("A004", entry(40, 4)),
    ]
    mine = waiting("A005", booked_entry(56, slot=60, sequence=5))
    tellings = {explain(mine, mixed, RULES).because for mixed in permutations(ahead)}
    assert [because.why.value for because in tellings.pop()] == [
        "came_earlier",
        "priority_ahead",
        "booked_ahead",
        "returned_ahead",
        "you_are_booked",
        "bound",
    ]
    assert not tellings
