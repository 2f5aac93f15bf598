"""The catalogue and who decides it, as they stand in the store and as the rules read them (CS-33)."""

from dataclasses import dataclass
from typing import Any

from portal.catalog.catalogue import item_of
from portal.catalog.item import Item, Level
from portal.catalog.places import Department as RuleDepartment
from portal.catalog.places import Places
from portal.catalog.routing import route
from portal.store.halls import Department
from portal.store.unit import Unit


@dataclass(frozen=True)
class Deciders:
    """The departments there are, and the regions that have a hall."""

    places: Places
    regions: tuple[str, ...]


def stored_items(unit: Unit) -> list[Item]:
    """Every item, unpublished ones included."""
    return [item_of(stored.body) for stored in unit.items.everything()]


def places_in(unit: Unit) -> Deciders:
    """Who may decide in this deployment."""
    departments = tuple(_as_rule(one) for one in unit.halls.departments())
    regions = tuple(dict.fromkeys(hall.region for hall in unit.halls.all()))
    return Deciders(Places((), departments, (), ()), regions)


def route_rows(item: Item, deciders: Deciders) -> list[dict[str, Any]]:
    """Who decides each situation of an item for each region, where that department exists."""
    known = {one.code for one in deciders.places.departments}
    found = [
        route(item, situation, region, deciders.places) for situation in item.situations for region in deciders.regions
    ]
    return [
        {"item": one.item, "situation": one.situation, "region": one.region, "department": one.department}
        for one in found
        if one.department in known
    ]


def _as_rule(one: Department) -> RuleDepartment:
    facts = {name: str(one.facts.get(name, "")) for name in ("kind", "mark", "uscc", "phone", "review_body", "court")}
    return RuleDepartment(
        code=one.code,
        name=one.name,
        name_en=one.name_en,
        region=one.region,
        level=Level(one.level),
        upstream=one.upstream,
        **facts,
    )
