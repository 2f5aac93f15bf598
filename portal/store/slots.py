"""Places that can be booked; a place is taken by one conditional update, so none is ever sold twice (BK-06)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from booking.slots import Slot, SlotKind
from portal.store.prepared import Prepared
from portal.store.repository import Repository
from portal.store.tables.booking import slots

BATCH = 500
_ID = slots.c.id == bindparam("b_id")
_GET = Prepared(select(slots).where(_ID))
_OF_ITEM = (
    select(slots)
    .where(
        slots.c.hall == bindparam("b_hall"),
        slots.c.item == bindparam("b_item"),
        slots.c.day.between(bindparam("b_first"), bindparam("b_last")),
        slots.c.start > bindparam("b_after"),
    )
    .order_by(slots.c.start)
    .limit(bindparam("b_limit"))
)
_TAKE = Prepared(
    update(slots)
    .where(_ID, slots.c.taken < slots.c.capacity, slots.c.closed_reason == "")
    .values(taken=slots.c.taken + 1)
)
_GIVE_BACK = Prepared(update(slots).where(_ID, slots.c.taken > 0).values(taken=slots.c.taken - 1))
_NEW = {
    "sqlite": sqlite.insert(slots).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(slots).on_conflict_do_nothing(),
}
_MADE = (
    select(slots.c.item, slots.c.day)
    .where(slots.c.hall == bindparam("hall"), slots.c.day.between(bindparam("first"), bindparam("last")))
    .distinct()
)


@dataclass(frozen=True)
class StoredSlot:
    """A slot of one item in one hall, as it stands."""

    id: str
    hall: str
    item: str
    day: date
    start: datetime
    end: datetime
    kind: str
    capacity: int
    taken: int = 0
    provisional: bool = False
    closed_reason: str = ""

    def as_rule(self) -> Slot:
        """What the rules need to know of it."""
        closed = bool(self.closed_reason)
        kind = SlotKind(self.kind)
        return Slot(self.id, self.start, self.end, kind, self.capacity, self.taken, closed, self.provisional)


@dataclass(frozen=True)
class SlotSpan:
    """Which slots of an item are asked for: days, and only those that start after an instant."""

    first: date
    last: date
    after: datetime
    limit: int = 1000


class Slots(Repository):
    """Questions about places."""

    def get(self, slot: str) -> StoredSlot | None:
        """One slot, or None."""
        row = _GET.first(self._connection, {"b_id": slot})
        return StoredSlot(*row) if row else None

    def of_item(self, hall: str, item: str, span: SlotSpan) -> list[StoredSlot]:
        """An item's slots in order of time."""
        values = {
            "b_hall": hall,
            "b_item": item,
            "b_first": span.first,
            "b_last": span.last,
            "b_after": span.after,
            "b_limit": span.limit,
        }
        return [StoredSlot(*row) for row in self._connection.execute(_OF_ITEM, values)]

    def take(self, slot: str) -> bool:
        """Takes one place; False when the last one has just gone or the slot was closed."""
        return _TAKE.changed(self._connection, {"b_id": slot}) == 1

    def give_back(self, slot: str) -> None:
        """Gives one place back."""
        _GIVE_BACK.changed(self._connection, {"b_id": slot})

    def add(self, new: list[StoredSlot]) -> None:
        """Adds slots; those that exist stay as they are."""
        self.add_missing([dict(slot.__dict__) for slot in new])

    def add_missing(self, rows: list[dict[str, Any]]) -> int:
        """Adds slots that do not exist yet (same hall, item and start) and says how many were offered."""
        if rows:
            self._connection.execute(_NEW[self._connection.dialect.name], rows)
        return len(rows)

    def made(self, hall: str, first: date, last: date) -> set[tuple[str, date]]:
        """Which items have slots on which days, so that a horizon is extended without writing it anew."""
        found = self._connection.execute(_MADE, {"hall": hall, "first": first, "last": last})
        return {(row.item, row.day) for row in found}

    def of_days(self, hall: str, first: date, last: date) -> list[StoredSlot]:
        """Every slot of a hall's days, of all items."""
        query = select(slots).where(slots.c.hall == hall, slots.c.day.between(first, last))
        return [StoredSlot(*row) for row in self._connection.execute(query)]

    def close(self, some: list[str], reason: str) -> None:
        """Closes slots with a reason that everybody sees; an empty reason opens them again."""
        for first in range(0, len(some), BATCH):
            query = update(slots).where(slots.c.id.in_(some[first : first + BATCH])).values(closed_reason=reason)
            self._connection.execute(query)
