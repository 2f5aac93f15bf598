"""Fills an empty database with the demonstration: halls, catalogue, accounts, machines, channels and slots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher

from portal.actions.extend_slots import extend_slots
from portal.catalog.catalogue import Catalogue, load_catalogue
from portal.catalog.places import Account, Hall, Places, load_places
from portal.catalog.routing import routing_table
from portal.demo.place_rows import area_rows, department_row, hall_row, item_row, printer_rows, window_rows
from portal.hub import Hub, digest
from portal.people import SYSTEM
from portal.roles import Role
from portal.store.devices import Device
from portal.store.staff import StaffAccount
from portal.store.unit import Unit
from shared.ids import Ids

PASSWORD = "tongban-demo"  # the demonstration's own; it opens invented accounts only
CHANNELS = ("web", "app", "cloud_queue", "phone", "on_site", "department_system")


@dataclass(frozen=True)
class Seeds:
    """What is loaded: the whole region by default, fewer halls in tests."""

    places: Places = field(default_factory=load_places)
    catalogue: Catalogue = field(default_factory=load_catalogue)


@dataclass(frozen=True)
class Keys:
    """The keys of channels and machines in clear; the database only knows their digests."""

    channels: Mapping[str, str]
    devices: Mapping[str, str]

    @classmethod
    def drawn(cls, ids: Ids, places: Places) -> "Keys":
        """Fresh keys for every channel and machine."""
        machines = [machine for hall in places.halls for machine in machines_of(hall)]
        return cls({name: ids.token() for name in CHANNELS}, {machine.id: ids.token() for machine in machines})


@dataclass(frozen=True)
class Machine:
    """A device of a hall before it has a key."""

    id: str
    kind: str
    hall: str
    name: str


def machines_of(hall: Hall) -> list[Machine]:
    """The kiosks of a hall, and the agent that serves its clerks' printers."""
    kiosks = [Machine(kiosk.code, "kiosk", hall.code, kiosk.name) for kiosk in hall.kiosks]
    return [*kiosks, Machine(f"{hall.code}-AGENT", "agent", hall.code, "打印代理")]


def fill(unit: Unit, hub: Hub, keys: Keys, seeds: Seeds) -> None:
    """Loads everything in one transaction; the database must be empty."""
    now, places, catalogue = hub.now(), seeds.places, seeds.catalogue
    unit.halls.add("halls", [hall_row(position, hall) for position, hall in enumerate(places.halls)])
    for hall in places.halls:
        unit.halls.add("areas", area_rows(hall))
        unit.halls.add("windows", window_rows(hall, now))
        unit.halls.put_setting(hall.code, "case_prefix", hall.prefix, SYSTEM.label, now)
    unit.halls.add("departments", [department_row(one) for one in places.departments])
    unit.items.add("items", [item_row(item, now) for item in catalogue])
    _offer(unit, seeds)
    _admit(unit, keys, places)
    _employ(unit, places)
    extend_slots(unit, hub, SYSTEM, now)
    unit.facts.put("demonstration", {"filled_at": now.isoformat()})


def _offer(unit: Unit, seeds: Seeds) -> None:
    halls = {hall.code: {area.letter for area in hall.areas} for hall in seeds.places.halls}
    for code, letters in halls.items():
        rows = [
            {"hall": code, "item": item.code, "area": item.area, "position": item.order}
            for item in seeds.catalogue
            if item.area in letters
        ]
        unit.items.add("hall_items", rows)
    unit.items.add("out_of_hours_items", list(_listed(seeds)))
    routes = routing_table(seeds.catalogue, seeds.places)
    unit.items.add(
        "routes",
        [
            {"item": one.item, "situation": one.situation, "region": one.region, "department": one.department}
            for one in routes
        ],
    )


def _listed(seeds: Seeds) -> list[dict[str, Any]]:
    """Every version of each hall's out-of-hours list; a version ends when the next one is published (BK-07)."""
    rows = []
    known = {item.code for item in seeds.catalogue}
    for published in seeds.places.out_of_hours:
        if published.hall not in {hall.code for hall in seeds.places.halls}:
            continue
        later = [
            one.published
            for one in seeds.places.out_of_hours
            if one.hall == published.hall and one.version > published.version
        ]
        rows += [
            _list_row(published.hall, item, published.version, (published.published, min(later, default=None)))
            for item in published.items
            if item in known
        ]
    return rows


def _list_row(hall: str, item: str, version: int, days: tuple[date, date | None]) -> dict[str, Any]:
    return {"hall": hall, "item": item, "version": version, "published_on": days[0], "withdrawn_on": days[1]}


def _admit(unit: Unit, keys: Keys, places: Places) -> None:
    for name, key in keys.channels.items():
        unit.devices.add_channel(name, digest(key))
    for hall in places.halls:
        for machine in machines_of(hall):
            token_hash = digest(keys.devices[machine.id])
            unit.devices.add(Device(machine.id, machine.kind, hall.code, machine.name, token_hash, None, None, {}))
        for row in printer_rows(hall):
            unit.print_jobs.add_printer(row)


def _employ(unit: Unit, places: Places) -> None:
    for hall in places.halls:
        for account in hall.staff:
            unit.staff.add(_account(account, hall.code))
    for reviewer in places.reviewers:
        unit.staff.add(_account(reviewer, None))


def _account(account: Account, hall: str | None) -> StaffAccount:
    return StaffAccount(
        username=account.username,
        name=account.name,
        hall=hall,
        department=account.department or None,
        roles=frozenset(Role(role) for role in account.roles),
        password_hash=_password_hash(),
    )


@cache
def _password_hash() -> str:
    """One hash for all accounts of the demonstration: argon2id is slow on purpose."""
    return PasswordHasher().hash(PASSWORD)


def filled_at(unit: Unit) -> datetime | None:
    """When the demonstration was loaded; None for an empty database."""
    kept = unit.facts.get("demonstration")
    return datetime.fromisoformat(kept["filled_at"]) if kept else None
