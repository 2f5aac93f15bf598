"""Which department decides a case: item × situation × region, with a fallback inbox (CS-01, CS-33, RV-11)."""

from dataclasses import dataclass

from portal.catalog.catalogue import Catalogue
from portal.catalog.item import AcceptanceMode, Item, Level, Situation
from portal.catalog.places import CITY, PROVINCE, Department, Places

FALLBACK = "service"


@dataclass(frozen=True)
class Route:
    """One row of the routing table; `fallback` says that no competent department was found and a person must look."""

    item: str
    situation: str
    region: str
    department: str
    fallback: bool = False


def competent_department(item: Item, situation: Situation, region: str, places: Places) -> Department:
    """Who decides this situation of this item for somebody in this region."""
    return places.department(route(item, situation, region, places).department)


def route(item: Item, situation: Situation, region: str, places: Places) -> Route:
    """The row for one case: province and city levels decide for everyone, county level for its own region."""
    wanted = {Level.PROVINCE: PROVINCE, Level.CITY: CITY, Level.COUNTY: region}[situation.level]
    codes = {department.code for department in places.departments}
    for code in (f"{wanted}-{item.department}", f"{CITY}-{item.department}"):
        if code in codes and (situation.level is not Level.PROVINCE or code.startswith(PROVINCE)):
            return Route(item.code, situation.code, region, code)
    return Route(item.code, situation.code, region, f"{region}-{FALLBACK}", fallback=True)


def routing_table(catalogue: Catalogue, places: Places) -> tuple[Route, ...]:
    """All rows: what the store keeps and an administrator may change."""
    regions = [hall.region for hall in places.halls]
    return tuple(
        route(item, situation, region, places)
        for item in catalogue
        for situation in item.situations
        for region in regions
    )


def is_cross_region(hall_region: str, department: Department) -> bool:
    """Taken in at one place, decided at another (P2, CS-01)."""
    return hall_region != department.region


def acceptance_mode(item: Item, hall_region: str, department: Department, online: bool = False) -> AcceptanceMode:
    """Who accepts this case, and so how fast (§5.2 F2): online and cross-region cases have two working days."""
    if online:
        return AcceptanceMode.ONLINE
    return AcceptanceMode.CROSS_REGION if is_cross_region(hall_region, department) else item.mode
