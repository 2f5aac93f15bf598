"""The one declared order of the queue: a virtual arrival with a bounded head start, and why one stands where one does.

Whoever has priority or a booking counts as having come a little earlier, never later. The head start is at most H, so
nobody is overtaken by anyone who comes more than H later: `arrival - H <= virtual arrival <= arrival` for every ticket.
Only a visitor who misses the own call goes back, behind two others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class TicketKind(StrEnum):
    WALK_IN = "walk_in"
    BOOKED = "booked"


class Priority(StrEnum):
    """Who may ask for priority (GD-04 and the hall's notice)."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    MILITARY = "military"
    CHILD = "child"
    ILL = "ill"


class RankReason(StrEnum):
    ARRIVED = "arrived"
    BOOKED = "booked"
    PRIORITY = "priority"
    RETURNED = "returned"


@dataclass(frozen=True)
class QueueRules:
    """Hall settings. With `ordinary_per_priority` one priority visitor may overtake after so many others; 0 = off."""

    priority_minutes: int = 15
    booked_minutes: int = 15
    late_minutes: int = 15
    ordinary_per_priority: int = 0

    @property
    def bound(self) -> timedelta:
        """H: nobody is overtaken by anyone who comes later than this after them."""
        return timedelta(minutes=max(self.priority_minutes, self.booked_minutes, 0))


@dataclass(frozen=True)
class Entry:
    """How somebody joined the line; a transfer to another area keeps the first arrival."""

    arrival: datetime
    sequence: int
    kind: TicketKind = TicketKind.WALK_IN
    priority: Priority | None = None
    slot_start: datetime | None = None


@dataclass(frozen=True)
class Rank:
    """A place in the line. `key` sorts as text, in any database and any collation, because it is digits only."""

    at: datetime
    key: str
    reason: RankReason
    head_start: timedelta = timedelta(0)


@dataclass(frozen=True)
class Waiting:
    """A ticket in line, as the order sees it."""

    number: str
    entry: Entry
    rank: Rank

    @property
    def privileged(self) -> bool:
        return self.rank.reason is RankReason.PRIORITY


def rank(entry: Entry, rules: QueueRules) -> Rank:
    """The place that arrival, priority and booking give; the greater of two head starts counts, never their sum."""
    starts = [
        (timedelta(0), RankReason.ARRIVED),
        (_booked_start(entry, rules), RankReason.BOOKED),
        (_priority_start(entry, rules), RankReason.PRIORITY),
    ]
    head_start, reason = max(starts, key=lambda one: one[0])
    at = entry.arrival - head_start
    return Rank(at, _digits(at) + _digits(entry.arrival) + f"{entry.sequence:06d}", reason, head_start)


def rank_returned(entry: Entry, line: Sequence[Rank], now: datetime, behind: int = 2) -> Rank:
    """The place of a visitor who missed the own call and is back: behind the next two, before everybody after them.

    The key continues the key of the one in front, so no other ticket has to be renumbered.
    """
    if not line or behind < 1:
        alone = rank(entry, QueueRules(priority_minutes=0, booked_minutes=0))
        return replace(alone, reason=RankReason.RETURNED)
    front = sorted(line, key=lambda one: one.key)[: max(behind, 1)][-1]
    return Rank(front.at, front.key + _digits(now) + f"{entry.sequence:06d}", RankReason.RETURNED)


def in_order(line: Iterable[Waiting]) -> list[Waiting]:
    """The line from first to last."""
    return sorted(line, key=lambda one: one.rank.key)


def next_to_call(line: Iterable[Waiting], ordinary_since: int, rules: QueueRules) -> Waiting | None:
    """Who is called next; `ordinary_since` counts the calls since a priority visitor last overtook somebody."""
    ordered = in_order(line)
    if ordinary_since < rules.ordinary_per_priority:
        ordered = [one for one in ordered if not (one.privileged and overtakes(one, ordered))]
    return ordered[0] if ordered else None


def overtakes(one: Waiting, line: Iterable[Waiting]) -> bool:
    """Whether calling this one now passes over somebody who came earlier and kept the own turn."""
    return any(
        other.entry.arrival < one.entry.arrival and other.rank.reason is not RankReason.RETURNED for other in line
    )


def call_order(line: Iterable[Waiting], ordinary_since: int, rules: QueueRules) -> list[Waiting]:
    """The whole line in the order in which it will be called if nobody else comes."""
    rest = in_order(line)
    called: list[Waiting] = []
    while (chosen := next_to_call(rest, ordinary_since, rules)) is not None:
        rest = [one for one in rest if one is not chosen]
        ordinary_since = 0 if chosen.privileged and overtakes(chosen, rest) else ordinary_since + 1
        called.append(chosen)
    return called


def _priority_start(entry: Entry, rules: QueueRules) -> timedelta:
    return timedelta(minutes=max(rules.priority_minutes, 0)) if entry.priority else timedelta(0)


def _booked_start(entry: Entry, rules: QueueRules) -> timedelta:
    """Full from the slot's start on, growing before it; nothing for those who come too late or much too early."""
    if entry.kind is not TicketKind.BOOKED or entry.slot_start is None:
        return timedelta(0)
    if entry.arrival > entry.slot_start + timedelta(minutes=rules.late_minutes):
        return timedelta(0)
    full = timedelta(minutes=max(rules.booked_minutes, 0))
    early = max(entry.slot_start - entry.arrival, timedelta(0))
    return max(full - early, timedelta(0))


def _digits(at: datetime) -> str:
    return f"{(at - EPOCH) // MICROSECOND:016d}"
