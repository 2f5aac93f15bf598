"""The one declared order of the queue, and its bound on overtaking (GD-04)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.order import (
    Entry,
    Priority,
    QueueRules,
    Rank,
    RankReason,
    TicketKind,
    Waiting,
    call_order,
    in_order,
    next_to_call,
    overtakes,
    rank,
)
from tests.rules.booking_builders import (
    ENTRIES,
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
WOVEN = QueueRules(ordinary_per_priority=2)
ELDER = Priority.ELDERLY

# --- one place ---


@pytest.mark.parametrize(
    ("joined", "virtual", "reason"),
    [
        pytest.param(entry(30), 30, "arrived", id="walk-in"),
        pytest.param(entry(30, priority=ELDER), 15, "priority", id="priority counts as a quarter of an hour earlier"),
        pytest.param(booked_entry(60, slot=60), 45, "booked", id="booked, on the minute"),
        pytest.param(booked_entry(50, slot=60), 45, "booked", id="booked, ten minutes early"),
        pytest.param(booked_entry(46, slot=60), 45, "booked", id="booked, fourteen minutes early"),
        pytest.param(booked_entry(45, slot=60), 45, "arrived", id="booked, a quarter of an hour early: own arrival"),
        pytest.param(booked_entry(10, slot=60), 10, "arrived", id="booked, much too early: as a walk-in"),
        pytest.param(booked_entry(75, slot=60), 60, "booked", id="booked, a quarter of an hour late"),
        pytest.param(booked_entry(76, slot=60), 76, "arrived", id="booked, later still: as a walk-in"),
        pytest.param(entry(30, kind=TicketKind.BOOKED), 30, "arrived", id="booked without a slot"),
        pytest.param(
            entry(30, slot_start=minutes_after_nine(30)), 30, "arrived", id="a walk-in gets nothing from a slot"
        ),
    ],
)
def test_a_place_is_a_virtual_arrival(joined: Entry, virtual: int, reason: str) -> None:
    place = rank(joined, RULES)
    assert (place.at, place.reason) == (minutes_after_nine(virtual), reason)


def test_the_greater_of_two_head_starts_counts_never_their_sum() -> None:
    both = entry(50, kind=TicketKind.BOOKED, slot_start=minutes_after_nine(60), priority=ELDER)
    place = rank(both, RULES)
    assert (place.at, place.reason, place.head_start) == (
        minutes_after_nine(35),
        RankReason.PRIORITY,
        timedelta(minutes=15),
    )
    assert rank(both, QueueRules(priority_minutes=4)).reason is RankReason.BOOKED


@given(joined=ENTRIES, rules=RULE_SETS)
def test_nobody_is_ever_placed_later_than_they_came_nor_earlier_than_the_bound(
    joined: Entry, rules: QueueRules
) -> None:
    place = rank(joined, rules)
    assert joined.arrival - rules.bound <= place.at <= joined.arrival
    assert place.head_start == joined.arrival - place.at


def test_the_bound_is_the_greatest_head_start_and_never_negative() -> None:
    assert QueueRules(priority_minutes=20, booked_minutes=10).bound == timedelta(minutes=20)
    assert QueueRules(priority_minutes=5, booked_minutes=10).bound == timedelta(minutes=10)
    assert QueueRules(priority_minutes=-5, booked_minutes=-10).bound == timedelta(0)


@given(line=LINES, rules=RULE_SETS)
def test_sorting_keys_as_text_is_sorting_by_virtual_arrival_then_arrival_then_number(
    line: list[Entry], rules: QueueRules
) -> None:
    places = [(rank(one, rules), one) for one in line]
    by_text = sorted(places, key=lambda pair: pair[0].key)
    naive = sorted(places, key=lambda pair: (pair[0].at, pair[1].arrival, pair[1].sequence))
    assert [one for _, one in by_text] == [one for _, one in naive]
    assert all(place.key.isdigit() and len(place.key) == 38 for place, _ in places)


@pytest.mark.parametrize("joined", [booked_entry(60, slot=60), entry(60, priority=ELDER)], ids=["booked", "elder"])
def test_a_hall_may_give_no_head_start_at_all(joined: Entry) -> None:
    place = rank(joined, QueueRules(priority_minutes=0, booked_minutes=0))
    assert (place.at, place.reason) == (joined.arrival, RankReason.ARRIVED)


def test_a_key_is_microseconds_since_1970_twice_and_the_number() -> None:
    assert rank(entry(30, 12, priority=ELDER), RULES).key == "1795396500000000" + "1795397400000000" + "000012"


def test_of_equal_virtual_arrivals_the_one_who_really_came_first_goes_first() -> None:
    line = line_of(("E001", entry(15, 1, priority=ELDER)), ("A002", entry(0, 2)))
    assert numbers(in_order(line)) == "A002 E001"


# --- the bound on overtaking, proven ---


@given(line=LINES, rules=RULE_SETS, since=st.integers(0, 4))
def test_nobody_is_overtaken_by_anyone_who_came_more_than_the_bound_later(
    line: list[Entry], rules: QueueRules, since: int
) -> None:
    called = call_order([waiting(str(one.sequence), one, rules) for one in line], since, rules)
    for place, earlier in enumerate(called):
        for later in called[place + 1 :]:
            assert earlier.entry.arrival - later.entry.arrival <= rules.bound


@given(line=LINES, rules=RULE_SETS, since=st.integers(0, 4))
def test_everybody_in_line_is_called_exactly_once(line: list[Entry], rules: QueueRules, since: int) -> None:
    queue = [waiting(str(one.sequence), one, rules) for one in line]
    called = call_order(queue, since, rules)
    assert sorted(one.number for one in called) == sorted(one.number for one in queue)


@given(arrivals=st.lists(st.integers(0, 500), min_size=1, max_size=30, unique=True))
def test_a_steady_stream_of_priority_visitors_starves_nobody(arrivals: list[int]) -> None:
    crowd = [waiting(f"E{n}", entry(minutes, n, priority=ELDER)) for n, minutes in enumerate(arrivals, 2)]
    ordinary = waiting("A001", entry(0, 1))
    ahead = in_order([ordinary, *crowd]).index(ordinary)
    assert ahead <= sum(1 for minutes in arrivals if minutes < 15)


# --- one priority visitor per two others ---


def crowd_with_elders() -> list[Waiting]:
    return line_of(
        ("A001", entry(1, 1)),
        ("A002", entry(2, 2)),
        ("A003", entry(3, 3)),
        ("A004", entry(4, 4)),
        ("E005", entry(5, 5, priority=ELDER)),
        ("E006", entry(6, 6, priority=ELDER)),
    )


@pytest.mark.parametrize(
    ("rules", "since", "order"),
    [
        pytest.param(RULES, 0, "E005 E006 A001 A002 A003 A004", id="off: by head start alone"),
        pytest.param(WOVEN, 2, "E005 A001 A002 E006 A003 A004", id="two others between"),
        pytest.param(WOVEN, 0, "A001 A002 E005 A003 A004 E006", id="one has just overtaken"),
        pytest.param(WOVEN, 1, "A001 E005 A002 A003 E006 A004", id="one other so far"),
        pytest.param(QueueRules(ordinary_per_priority=1), 1, "E005 A001 E006 A002 A003 A004", id="one to one"),
    ],
)
def test_the_rule_of_one_priority_visitor_per_so_many_others(rules: QueueRules, since: int, order: str) -> None:
    assert numbers(call_order(crowd_with_elders(), since, rules)) == order


def test_a_priority_visitor_who_came_first_does_not_wait_for_the_rule() -> None:
    line = line_of(("E001", entry(0, 1, priority=ELDER)), ("A002", entry(1, 2)))
    assert numbers(call_order(line, 0, WOVEN)) == "E001 A002"


def test_booked_visitors_are_not_counted_against_the_rule() -> None:
    line = line_of(("A001", entry(50, 1)), ("A002", booked_entry(55, slot=60, sequence=2)))
    assert numbers(call_order(line, 0, WOVEN)) == "A002 A001"


def test_a_booked_visitor_who_overtakes_is_one_of_the_others() -> None:
    line = line_of(
        ("A001", entry(50, 1)),
        ("A002", booked_entry(60, slot=60, sequence=2)),
        ("E003", entry(61, 3, priority=ELDER)),
    )
    assert numbers(call_order(line, 2, WOVEN)) == "A002 E003 A001"
    assert numbers(call_order(line, 1, WOVEN)) == "A002 E003 A001"
    assert numbers(call_order(line, 0, WOVEN)) == "A002 A001 E003"


def test_an_empty_line_calls_nobody() -> None:
    assert next_to_call([], 0, WOVEN) is None
    assert call_order([], 5, RULES) == []


@pytest.mark.parametrize(
    ("other", "overtaken"),
    [
        pytest.param(waiting("A001", entry(4)), True, id="came earlier"),
        pytest.param(waiting("A001", entry(5)), False, id="came in the same moment"),
        pytest.param(waiting("A001", entry(6)), False, id="came later"),
        pytest.param(
            waiting("A001", entry(4), place=Rank(minutes_after_nine(9), "1", RankReason.RETURNED)),
            False,
            id="came earlier but missed the own call",
        ),
    ],
)
def test_whom_a_call_overtakes(other: Waiting, overtaken: bool) -> None:
    assert overtakes(waiting("E005", entry(5, 5, priority=ELDER)), [other]) is overtaken
