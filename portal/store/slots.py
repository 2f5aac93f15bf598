"""Places that can be booked."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.repository import Repository
from portal.store.tables.booking import slots

_ADD = {
    "sqlite": sqlite.insert(slots).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(slots).on_conflict_do_nothing(),
}
_MADE = (
    select(slots.c.item, slots.c.day)
    .where(slots.c.hall == bindparam("hall"), slots.c.day.between(bindparam("first"), bindparam("last")))
    .distinct()
)


class Slots(Repository):
    """Places that can be booked."""

    def add_missing(self, rows: list[dict[str, Any]]) -> int:
        """Adds slots that do not exist yet (same hall, item and start) and says how many were offered."""
        if rows:
            self._connection.execute(_ADD[self._connection.dialect.name], rows)
        return len(rows)

    def made(self, hall: str, first: date, last: date) -> set[tuple[str, date]]:
        """Which items have slots on which days, so that a horizon is extended without writing it anew."""
        found = self._connection.execute(_MADE, {"hall": hall, "first": first, "last": last})
        return {(row.item, row.day) for row in found}
