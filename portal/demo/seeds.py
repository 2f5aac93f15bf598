"""Fills an empty database with the demonstration: places, accounts with one password, catalogue, slots."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from portal.actions.extend_slots import extend_slots
from portal.actions.load_places import Keys, load_places
from portal.actions.sign_in_staff import hash_password
from portal.catalog.catalogue import Catalogue, load_catalogue
from portal.catalog.places import OutOfHoursList, Places
from portal.catalog.places import load_places as read_places
from portal.catalog.routing import routing_table
from portal.hub import Hub
from portal.people import SYSTEM
from portal.place_rows import item_row
from portal.store.unit import Unit

PASSWORD = "tongban-demo"  # the demonstration's own; it opens invented accounts only
FILLED = "demonstration"


@dataclass(frozen=True)
class Seeds:
    """What is loaded: the whole region by default, fewer halls in tests."""

    places: Places = field(default_factory=read_places)
    catalogue: Catalogue = field(default_factory=load_catalogue)


def fill(unit: Unit, hub: Hub, keys: Keys, seeds: Seeds) -> None:
    """Loads everything in one transaction; the database must be empty."""
    now = hub.now()
    load_places(unit, hub, seeds.places, keys, lambda _username: _one_hash())
    unit.items.add("items", [item_row(item, now) for item in seeds.catalogue])
    _offer(unit, seeds)
    extend_slots(unit, hub, SYSTEM, now)
    unit.facts.put(FILLED, {"filled_at": now.isoformat()})


def filled_at(unit: Unit) -> datetime | None:
    """When the demonstration was loaded; None for an empty database."""
    kept = unit.facts.get(FILLED)
    return datetime.fromisoformat(kept["filled_at"]) if kept else None


def _offer(unit: Unit, seeds: Seeds) -> None:
    for hall in seeds.places.halls:
        letters = {area.letter for area in hall.areas}
        rows = [
            {"hall": hall.code, "item": item.code, "area": item.area, "position": item.order}
            for item in seeds.catalogue
            if item.area in letters
        ]
        unit.items.add("hall_items", rows)
    unit.items.add("out_of_hours_items", _listed(seeds))
    routes = [
        {"item": one.item, "situation": one.situation, "region": one.region, "department": one.department}
        for one in routing_table(seeds.catalogue, seeds.places)
    ]
    unit.items.add("routes", routes)


def _listed(seeds: Seeds) -> list[dict[str, Any]]:
    """Every version of each hall's out-of-hours list; a version ends when the next one is published (BK-07)."""
    halls = {hall.code for hall in seeds.places.halls}
    known = {item.code for item in seeds.catalogue}
    lists = [one for one in seeds.places.out_of_hours if one.hall in halls]
    return [
        {
            "hall": one.hall,
            "item": item,
            "version": one.version,
            "published_on": one.published,
            "withdrawn_on": _followed_on(one, lists),
        }
        for one in lists
        for item in one.items
        if item in known
    ]


def _followed_on(one: OutOfHoursList, lists: list[OutOfHoursList]) -> date | None:
    later = [other.published for other in lists if other.hall == one.hall and other.version > one.version]
    return min(later, default=None)


@cache
def _one_hash() -> str:
    """One hash for all accounts of the demonstration: argon2id is slow on purpose."""
    return hash_password(PASSWORD)


__all__ = ["PASSWORD", "Keys", "Seeds", "fill", "filled_at"]
