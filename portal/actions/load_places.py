"""Opens a deployment from one file: halls, departments, accounts, machines; each has a secret of its own (WD-07)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.catalog.places import Account, Hall, Places
from portal.hub import Deed, Hub, digest
from portal.people import SYSTEM
from portal.place_rows import area_rows, department_row, hall_row, printer_rows, window_rows
from portal.roles import Role
from portal.store.devices import Device
from portal.store.staff import StaffAccount
from portal.store.unit import Unit
from shared.ids import Ids
from shared.refusals import Refusal

CHANNELS = ("web", "app", "cloud_queue", "phone", "on_site", "department_system")
PasswordHash = Callable[[str], str]


class NotFirst(Refusal):
    """There are halls already; a file opens an empty deployment only."""

    code = "places_not_first"


@dataclass(frozen=True)
class Machine:
    """A device of a hall before it has a key."""

    id: str
    kind: str
    hall: str
    name: str


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


def machines_of(hall: Hall) -> list[Machine]:
    """The kiosks of a hall, and the agent that serves its clerks' printers."""
    kiosks = [Machine(kiosk.code, "kiosk", hall.code, kiosk.name) for kiosk in hall.kiosks]
    return [*kiosks, Machine(f"{hall.code}-AGENT", "agent", hall.code, "打印代理")]


def accounts_of(places: Places) -> list[tuple[Account, str | None]]:
    """Every account with its hall; a reviewer belongs to a department instead."""
    staff: list[tuple[Account, str | None]] = [(one, hall.code) for hall in places.halls for one in hall.staff]
    return staff + [(one, None) for one in places.reviewers]


def load_places(unit: Unit, hub: Hub, places: Places, keys: Keys, password_hash: PasswordHash) -> None:
    """Loads everything that is not an item; `password_hash` gives each username its hash."""
    if unit.halls.all():
        raise NotFirst
    now = hub.now()
    unit.halls.add("halls", [hall_row(position, hall) for position, hall in enumerate(places.halls)])
    for hall in places.halls:
        _furnish(unit, hall, keys, now)
    unit.halls.add("departments", [department_row(one) for one in places.departments])
    for name, key in keys.channels.items():
        unit.devices.add_channel(name, digest(key))
    for account, hall_code in accounts_of(places):
        unit.staff.add(_account(account, hall_code, password_hash(account.username)))
    facts = {"halls": len(places.halls), "departments": len(places.departments)}
    hub.record(unit, SYSTEM, Deed("places.loaded", "places", now, facts))


def _furnish(unit: Unit, hall: Hall, keys: Keys, now: datetime) -> None:
    """A hall's areas, windows, machines and printers."""
    unit.halls.add("areas", area_rows(hall))
    unit.halls.add("windows", window_rows(hall, now))
    unit.halls.put_setting(hall.code, "case_prefix", hall.prefix, SYSTEM.label, now)
    for one in machines_of(hall):
        token_hash = digest(keys.devices[one.id])
        unit.devices.add(Device(one.id, one.kind, one.hall, one.name, token_hash, None, None, {}))
    for row in printer_rows(hall):
        unit.print_jobs.add_printer(row)


def _account(account: Account, hall: str | None, password_hash: str) -> StaffAccount:
    return StaffAccount(
        username=account.username,
        name=account.name,
        hall=hall,
        department=account.department or None,
        roles=frozenset(Role(role) for role in account.roles),
        password_hash=password_hash,
    )
