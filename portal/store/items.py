"""The catalogue as the store keeps it: items with their guide, where they are offered, who decides them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from portal.store.repository import Repository
from portal.store.tables.catalog import hall_items, items, out_of_hours_items, routes
from portal.store.tables.places import areas


@dataclass(frozen=True)
class StoredItem:
    """An item; `body` is the whole guide as `portal.catalog` reads it."""

    code: str
    position: int
    name: str
    name_en: str
    item_type: str
    version: int
    published: bool
    body: Mapping[str, Any]
    changed_at: datetime


@dataclass(frozen=True)
class OfferedItem:
    """An item as one hall offers it: its area decides the queue."""

    hall: str
    area: str
    item: StoredItem


class Items(Repository):
    """Questions about the catalogue."""

    def get(self, code: str) -> StoredItem | None:
        """One published item, or None."""
        query = select(items).where(items.c.code == code, items.c.published.is_(True))
        row = self._connection.execute(query).mappings().first()
        return StoredItem(**row) if row else None

    def all(self) -> list[StoredItem]:
        """Every published item in catalogue order."""
        query = select(items).where(items.c.published.is_(True)).order_by(items.c.position)
        return [StoredItem(**row) for row in self._connection.execute(query).mappings()]

    def offered(self, hall: str) -> list[OfferedItem]:
        """What one hall offers, in catalogue order."""
        query = (
            select(items, hall_items.c.area)
            .join(hall_items, hall_items.c.item == items.c.code)
            .where(hall_items.c.hall == hall, items.c.published.is_(True))
            .order_by(hall_items.c.position, items.c.position)
        )
        return [_offered(hall, row) for row in self._connection.execute(query).mappings()]

    def offered_one(self, hall: str, code: str) -> OfferedItem | None:
        """One item as one hall offers it, or None."""
        query = (
            select(items, hall_items.c.area)
            .join(hall_items, hall_items.c.item == items.c.code)
            .where(hall_items.c.hall == hall, items.c.code == code, items.c.published.is_(True))
        )
        row = self._connection.execute(query).mappings().first()
        return _offered(hall, row) if row else None

    def out_of_hours(self, hall: str, today: date) -> dict[str, date]:
        """The hall's published out-of-hours list on a day: item code to the date of publishing (BK-07)."""
        query = select(out_of_hours_items).where(
            out_of_hours_items.c.hall == hall, out_of_hours_items.c.published_on <= today
        )
        rows = self._connection.execute(query).mappings()
        return {
            row["item"]: row["published_on"]
            for row in rows
            if row["withdrawn_on"] is None or row["withdrawn_on"] > today
        }

    def department(self, item: str, situation: str, region: str) -> str | None:
        """The competent department: by situation and region, else any region, else any situation (CS-33)."""
        query = select(routes).where(routes.c.item == item, routes.c.situation.in_([situation, ""]))
        found = {(row.situation, row.region): row.department for row in self._connection.execute(query)}
        for place in ((situation, region), (situation, ""), ("", region), ("", "")):
            if place in found:
                return str(found[place])
        return None

    def everything(self) -> list[StoredItem]:
        """Every item, unpublished ones included."""
        query = select(items).order_by(items.c.position)
        return [StoredItem(**row) for row in self._connection.execute(query).mappings()]

    def put_new(self, item: StoredItem, area: str) -> None:
        """Adds an item, and offers it in every hall that has its area."""
        self._connection.execute(insert(items).values(**{**item.__dict__, "body": dict(item.body)}))
        self._offer(item, area)

    def replace(self, item: StoredItem, area: str) -> None:
        """Replaces an item by its new version; where it is offered follows its area."""
        values = {**item.__dict__, "body": dict(item.body)}
        self._connection.execute(update(items).where(items.c.code == item.code).values(**values))
        self._connection.execute(delete(hall_items).where(hall_items.c.item == item.code))
        self._offer(item, area)

    def put_routes(self, item: str, rows: list[dict[str, Any]]) -> None:
        """Replaces who decides an item, by situation and region."""
        self._connection.execute(delete(routes).where(routes.c.item == item))
        self.add("routes", rows)

    def _offer(self, item: StoredItem, area: str) -> None:
        halls = self._connection.execute(select(areas.c.hall).where(areas.c.letter == area)).scalars()
        rows = [{"hall": hall, "item": item.code, "area": area, "position": item.position} for hall in halls]
        self.add("hall_items", rows)

    def add(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Loads rows of items, hall_items, out_of_hours_items or routes (first filling and imports)."""
        if rows:
            self._connection.execute(insert(_LOADABLE[table]), rows)


_LOADABLE: dict[str, Table] = {
    "items": items,
    "hall_items": hall_items,
    "out_of_hours_items": out_of_hours_items,
    "routes": routes,
}


def _offered(hall: str, row: Any) -> OfferedItem:
    body = {name: row[name] for name in StoredItem.__dataclass_fields__}
    return OfferedItem(hall, row["area"], StoredItem(**body))
