"""Why somebody stands where they stand in the line, as codes and values that a page turns into sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from booking.order import QueueRules, RankReason, Waiting


class Why(StrEnum):
    """Reasons, in the order in which they are told."""

    NEXT = "next"
    CAME_EARLIER = "came_earlier"
    PRIORITY_AHEAD = "priority_ahead"
    BOOKED_AHEAD = "booked_ahead"
    RETURNED_AHEAD = "returned_ahead"
    YOU_HAVE_PRIORITY = "you_have_priority"
    YOU_ARE_BOOKED = "you_are_booked"
    YOU_RETURNED = "you_returned"
    BOUND = "bound"


@dataclass(frozen=True)
class Because:
    """One reason: the numbers it speaks of, and the minutes where it has any."""

    why: Why
    numbers: tuple[str, ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class Place:
    """ "Why am I number 4": the position counted from one, and every reason for it."""

    position: int
    because: tuple[Because, ...]


_AHEAD = {
    RankReason.PRIORITY: Why.PRIORITY_AHEAD,
    RankReason.BOOKED: Why.BOOKED_AHEAD,
    RankReason.RETURNED: Why.RETURNED_AHEAD,
}
_OWN = {
    RankReason.PRIORITY: Why.YOU_HAVE_PRIORITY,
    RankReason.BOOKED: Why.YOU_ARE_BOOKED,
    RankReason.RETURNED: Why.YOU_RETURNED,
}


def explain(me: Waiting, ahead: Sequence[Waiting], rules: QueueRules) -> Place:
    """Every ticket ahead is named in exactly one reason; the last reason is the bound that everybody can rely on."""
    reasons = [(_why_ahead(me, other), other.number) for other in ahead]
    told = [Because(Why.NEXT)] if not ahead else []
    for why in Why:
        numbers = tuple(number for reason, number in reasons if reason is why)
        if numbers:
            told.append(Because(why, numbers))
    if own := _OWN.get(me.rank.reason):
        told.append(Because(own, minutes=int(me.rank.head_start.total_seconds() // 60)))
    told.append(Because(Why.BOUND, minutes=int(rules.bound.total_seconds() // 60)))
    return Place(len(ahead) + 1, tuple(told))


def _why_ahead(me: Waiting, other: Waiting) -> Why:
    """Whoever came first is ahead for that alone; a head start is named only where it made the difference."""
    if other.rank.reason is RankReason.RETURNED:
        return Why.RETURNED_AHEAD
    if other.entry.arrival <= me.entry.arrival:
        return Why.CAME_EARLIER
    return _AHEAD.get(other.rank.reason, Why.CAME_EARLIER)
