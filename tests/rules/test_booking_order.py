"""The one declared order of the queue, its bound on overtaking, and why one stands where one does (GD-04)."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.order import (
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
    rank_returned,
)
from booking.place import Because, Why, explain
from tests.rules.booking_builders import booked_entry, entry, minutes_after_nine, numbers, waiting

RULES = QueueRules()
WOVEN = QueueRules(ordinary_per_priority=2)
ELDER = Priority.ELDERLY

RULE_SETS = st.builds(
    QueueRules,
    priority_minutes=st.integers(-5, 60),
    booked_minutes=st.integers(-5, 60),
    late_minutes=st.integers(0, 60),
    ordinary_per_priority=st.integers(0, 3),
)
ENTRIES = st.builds(
    entry,
    minutes=st.integers(0, 120),
    sequence=st.integers(1, 200),
    kind=st.sampled_from(TicketKind),
    priority=st.sampled_from([None, None, *Priority]),
    slot_start=st.one_of(st.none(), st.integers(-30, 180).map(minutes_after_nine)),
)
LINES = st.lists(ENTRIES, max_size=9, unique_by=lambda one: one.sequence)


def line_of(*entries: tuple[str, object], rules: QueueRules = RULES) -> list[Waiting]:
    return [waiting(number, joined, rules) for number, joined in entries]  # type: ignore[arg-type]


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
def test_a_place_is_a_virtual_arrival(joined: object, virtual: int, reason: str) -> None:
    place = rank(joined, RULES)  # type: ignore[arg-type]
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
    joined: object, rules: QueueRules
) -> None:
    place = rank(joined, rules)  # type: ignore[arg-type]
    assert joined.arrival - rules.bound <= place.at <= joined.arrival  # type: ignore[attr-defined]
    assert place.head_start == joined.arrival - place.at  # type: ignore[attr-defined]


def test_the_bound_is_the_greatest_head_start_and_never_negative() -> None:
    assert QueueRules(priority_minutes=20, booked_minutes=10).bound == timedelta(minutes=20)
    assert QueueRules(priority_minutes=5, booked_minutes=10).bound == timedelta(minutes=10)
    assert QueueRules(priority_minutes=-5, booked_minutes=-10).bound == timedelta(0)


@given(line=LINES, rules=RULE_SETS)
def test_sorting_keys_as_text_is_sorting_by_virtual_arrival_then_arrival_then_number(
    line: list[object], rules: QueueRules
) -> None:
    places = [(rank(one, rules), one) for one in line]  # type: ignore[arg-type]
    by_text = sorted(places, key=lambda pair: pair[0].key)
    naive = sorted(places, key=lambda pair: (pair[0].at, pair[1].arrival, pair[1].sequence))  # type: ignore[attr-defined]
    assert [one for _, one in by_text] == [one for _, one in naive]
    assert all(place.key.isdigit() and len(place.key) == 38 for place, _ in places)


def test_of_equal_virtual_arrivals_the_one_who_really_came_first_goes_first() -> None:
    line = line_of(("E001", entry(15, 1, priority=ELDER)), ("A002", entry(0, 2)))
    assert numbers(in_order(line)) == "A002 E001"


# --- the bound on overtaking, proven ---


@given(line=LINES, rules=RULE_SETS, since=st.integers(0, 4))
def test_nobody_is_overtaken_by_anyone_who_came_more_than_the_bound_later(
    line: list[object], rules: QueueRules, since: int
) -> None:
    called = call_order([waiting(str(one.sequence), one, rules) for one in line], since, rules)  # type: ignore[arg-type,attr-defined]
    for place, earlier in enumerate(called):
        for later in called[place + 1 :]:
            assert earlier.entry.arrival - later.entry.arrival <= rules.bound


@given(line=LINES, rules=RULE_SETS, since=st.integers(0, 4))
def test_everybody_in_line_is_called_exactly_once(line: list[object], rules: QueueRules, since: int) -> None:
    queue = [waiting(str(one.sequence), one, rules) for one in line]  # type: ignore[arg-type,attr-defined]
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


# --- coming back after a missed call ---


def come_back(line: list[Waiting], missed: object, minutes: float, behind: int = 2) -> list[Waiting]:
    place = rank_returned(missed, [one.rank for one in line], minutes_after_nine(minutes), behind)  # type: ignore[arg-type]
    return in_order([*line, Waiting("BACK", missed, place)])  # type: ignore[arg-type]


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


def test_coming_back_to_an_empty_line_is_being_first_by_ones_own_arrival() -> None:
    place = rank_returned(entry(5, 9, priority=ELDER), [], minutes_after_nine(20))
    assert (place.reason, place.at) == (RankReason.RETURNED, minutes_after_nine(5))
    assert place.key < rank(entry(21, 10), RULES).key


@given(line=LINES, behind=st.integers(1, 4), again=st.integers(0, 3))
def test_a_returning_visitor_lets_so_many_go_first_and_otherwise_only_who_came_back_before(
    line: list[object], behind: int, again: int
) -> None:
    queue = in_order(waiting(str(one.sequence), one) for one in line)  # type: ignore[arg-type,attr-defined]
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
def test_everybody_ahead_is_named_exactly_once(line: list[object], rules: QueueRules) -> None:
    queue = in_order(waiting(str(one.sequence), one, rules) for one in line)  # type: ignore[arg-type,attr-defined]
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
