"""A whole day of the queue as it happens: people come, are called, miss the call and come back (GD-04)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from booking.order import (
    Priority,
    QueueRules,
    RankReason,
    TicketKind,
    Waiting,
    in_order,
    next_to_call,
    overtakes,
    rank,
    rank_returned,
)
from tests.rules.booking_builders import RULE_SETS, entry, minutes_after_nine

ARRIVALS = st.tuples(
    st.just("come"), st.sampled_from(TicketKind), st.sampled_from([None, *Priority]), st.integers(-30, 60)
)
EVENTS = st.tuples(st.integers(0, 12), st.one_of(ARRIVALS, ARRIVALS, st.just(("call",)), st.just(("pass",))))


@dataclass
class Day:
    """A line of people that keeps what happened, in the simplest way."""

    rules: QueueRules
    minutes: int = 0
    since: int = 0
    taken: int = 0
    line: list[Waiting] = field(default_factory=list)
    called: list[tuple[Waiting, list[Waiting]]] = field(default_factory=list)

    def come(self, kind: TicketKind, priority: Priority | None, until_slot: int) -> None:
        self.taken += 1
        slot = minutes_after_nine(self.minutes + until_slot)
        joined = entry(self.minutes, self.taken, kind=kind, priority=priority, slot_start=slot)
        self.line.append(Waiting(f"A{self.taken:03d}", joined, rank(joined, self.rules)))

    def call(self) -> Waiting | None:
        chosen = next_to_call(self.line, self.since, self.rules)
        if chosen is None:
            return None
        self.line = [one for one in self.line if one is not chosen]
        self.called.append((chosen, list(self.line)))
        self.since = 0 if chosen.privileged and overtakes(chosen, self.line) else self.since + 1
        return chosen

    def miss(self) -> None:
        """Somebody is called, does not come, and is back a moment later."""
        if chosen := self.call():
            place = rank_returned(chosen.entry, [one.rank for one in self.line], minutes_after_nine(self.minutes))
            self.line.append(Waiting(chosen.number, chosen.entry, place))

    def live(self, events: Iterable[tuple[int, tuple[object, ...]]]) -> None:
        deeds = {"come": self.come, "call": self.call, "pass": self.miss}
        for passed, (deed, *what) in events:
            self.minutes += passed
            deeds[str(deed)](*what)  # type: ignore[operator]


@given(events=st.lists(EVENTS, max_size=40), rules=RULE_SETS)
def test_through_a_whole_day_nobody_is_overtaken_by_anyone_who_came_later_than_the_bound(
    events: list[tuple[int, tuple[object, ...]]], rules: QueueRules
) -> None:
    day = Day(rules)
    day.live(events)
    for chosen, left in day.called:
        for other in left:
            if other.rank.reason is not RankReason.RETURNED:
                assert chosen.entry.arrival - other.entry.arrival <= rules.bound


@given(events=st.lists(EVENTS, max_size=40), rules=RULE_SETS)
def test_through_a_whole_day_nobody_is_lost_and_nobody_called_twice_for_nothing(
    events: list[tuple[int, tuple[object, ...]]], rules: QueueRules
) -> None:
    day = Day(rules)
    day.live(events)
    while day.call():
        pass
    assert {chosen.number for chosen, _ in day.called} == {f"A{n:03d}" for n in range(1, day.taken + 1)}


@given(events=st.lists(EVENTS, max_size=40), every=st.integers(1, 3))
def test_through_a_whole_day_priority_overtakes_at_most_once_in_so_many_calls(
    events: list[tuple[int, tuple[object, ...]]], every: int
) -> None:
    day = Day(QueueRules(ordinary_per_priority=every))
    day.live(events)
    jumps = [place for place, (one, left) in enumerate(day.called) if one.privileged and overtakes(one, left)]
    assert all(later - earlier > every for earlier, later in zip(jumps, jumps[1:], strict=False))


def test_a_day_without_events_is_quiet() -> None:
    day = Day(QueueRules())
    day.live([])
    assert in_order(day.line) == []
