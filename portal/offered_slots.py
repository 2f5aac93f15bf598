"""The slots of an item that can be looked at now: after now, out of hours only for listed items (BK-06, BK-07)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.slots import SlotKind
from booking.window import bookable_reason, last_slot_day
from portal.booking_facts import BookingFacts
from portal.store.slots import SlotSpan, StoredSlot
from portal.store.unit import Unit
from shared.clock import today

LONGEST = timedelta(days=62)


@dataclass(frozen=True)
class OfferedSlot:
    """A slot and why it cannot be booked now; None where it can."""

    slot: StoredSlot
    reason: str | None


@dataclass(frozen=True)
class Looking:
    """Which slots somebody looks at; without days the whole horizon."""

    item: str
    first: date | None = None
    last: date | None = None
    after: datetime | None = None
    limit: int = 1000


def offered_slots(unit: Unit, facts: BookingFacts, looking: Looking, now: datetime) -> list[OfferedSlot]:
    """Slots in order of time."""
    first = max(looking.first or today(now), today(now))
    last = min(looking.last or last_slot_day(today(now), facts.calendar, facts.rules), today(now) + LONGEST)
    after = max(now, looking.after) if looking.after else now
    if first > last or after > now + LONGEST:
        return []
    span = SlotSpan(first, last, after, looking.limit)
    listed = looking.item in facts.listed
    return [
        OfferedSlot(slot, bookable_reason(slot.as_rule(), now, facts.calendar, facts.rules))
        for slot in unit.slots.of_item(facts.hall.code, looking.item, span)
        if listed or slot.kind != SlotKind.OUT_OF_HOURS.value
    ]
