"""Takes items into the catalogue: new ones are added, changed ones get a new version; faulty ones stay unpublished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.actions.extend_slots import extend_slots
from portal.catalog.catalogue import body_of
from portal.catalog.item import Item
from portal.catalog.lint import publishable
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.items import StoredItem
from portal.store.unit import Unit
from portal.stored_catalogue import places_in, route_rows


@dataclass
class Imported:
    """What became of the items of a file."""

    added: int = 0
    changed: int = 0
    same: int = 0
    unpublished: int = 0


def import_items(unit: Unit, hub: Hub, items: Iterable[Item], actor: Actor, now: datetime) -> Imported:
    """Adds or replaces items in every hall that has their area."""
    told, places = Imported(), places_in(unit)
    known = {stored.code: stored for stored in unit.items.everything()}
    for item in items:
        if _take(unit, item, known.get(item.code), told, now):
            unit.items.put_routes(item.code, route_rows(item, places))
    hub.record(unit, actor, Deed("catalog.imported", "catalog", now, dict(told.__dict__)))
    extend_slots(unit, hub, actor, now)
    return told


def _take(unit: Unit, item: Item, before: StoredItem | None, told: Imported, now: datetime) -> bool:
    body = body_of(item)
    if before is not None and dict(before.body) == body:
        told.same += 1
        return False
    published = publishable(item)
    told.unpublished += not published
    version = before.version + 1 if before else item.version
    after = StoredItem(item.code, item.order, item.name, item.name_en, item.type.value, version, published, body, now)
    if before is None:
        told.added += 1
        unit.items.put_new(after, item.area)
    else:
        told.changed += 1
        unit.items.replace(after, item.area)
    return True
