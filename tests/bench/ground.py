"""A filled demonstration on SQLite or PostgreSQL for benchmarks and races, and what its visitors send."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from portal.store.engine import Store
from portal.store.migrate import upgrade
from shared.clock import system_clock
from tests.bench.load import request
from tests.bench.serving import Server, Told
from tests.builders import CITY, HALLS, MORNING, Filled, fill_database
from tests.cast import made_up
from tests.databases import POSTGRESQL, SQLITE, Cluster

THURSDAY = date(2026, 11, 26)
MANY_PLACES = 1_000_000
FIRST_BORN = date(1950, 1, 1)
OVERSOLD = "SELECT count(*) FROM slots WHERE taken > capacity"
UNACCOUNTED = """SELECT count(*) FROM (SELECT slots.id FROM slots LEFT JOIN appointments ON appointments.slot = slots.id
 GROUP BY slots.id, slots.taken HAVING slots.taken <> count(appointments.id)) AS wrong"""
DOUBLED_BOOKINGS = """SELECT count(*) FROM (SELECT id_blind FROM appointments GROUP BY id_blind, start
 HAVING count(*) > 1) AS doubled"""
DOUBLED_TICKETS = """SELECT count(*) FROM (SELECT number FROM tickets GROUP BY hall, day, number
 HAVING count(*) > 1) AS doubled"""
DOUBLED_CALLS = """SELECT count(*) FROM (SELECT ticket FROM calls WHERE kind = 'call' GROUP BY ticket
 HAVING count(*) > 1) AS doubled"""


@dataclass(frozen=True)
class Ground:
    """One filled database and how to ask its portal."""

    kind: str
    filled: Filled
    home: Path

    @property
    def told(self) -> Told:
        """What a server on this database is told; its clock goes on from the filled morning."""
        return Told(self.filled.url, str(self.home), (MORNING - system_clock()).total_seconds())

    def serve(self, kind: str) -> Server:
        """A server on this database."""
        return Server(kind, self.told)

    def count(self, question: str, **values: Any) -> int:
        """The answer to a question that counts."""
        store = Store(self.filled.url, 1)
        try:
            with store.engine.connect() as connection:
                return int(connection.execute(text(question), values).scalar_one())
        finally:
            store.close()

    def change(self, statement: str, **values: Any) -> None:
        """Prepares the ground by one statement."""
        store = Store(self.filled.url, 1)
        try:
            with store.write() as unit:
                unit.connection.execute(text(statement), values)
        finally:
            store.close()

    def slots(self, count: int, capacity: int, first: int = 0) -> list[dict[str, str]]:
        """Slots of one day in the first hall, made this large; `first` chooses others."""
        store = Store(self.filled.url, 1)
        with store.read() as unit:
            slots = unit.slots.of_days(CITY, THURSDAY, THURSDAY)
        found = sorted((slot for slot in slots if slot.kind == "in_hours"), key=lambda slot: slot.id)
        store.close()
        wanted = found[first : first + count]
        names = ", ".join(f"'{slot.id}'" for slot in wanted)
        self.change(f"UPDATE slots SET capacity = {capacity} WHERE id IN ({names})")
        return [{"hall": slot.hall, "item": slot.item, "slot": slot.id} for slot in wanted]

    def areas(self) -> list[dict[str, str]]:
        """Every line of every hall."""
        store = Store(self.filled.url, 1)
        with store.read() as unit:
            found = [{"hall": hall, "area": area.letter} for hall in HALLS for area in unit.halls.areas(hall)]
        store.close()
        return found

    def headers(self, key: str = "") -> dict[str, str]:
        """What a channel sends with every question."""
        known = {"Authorization": f"Bearer {self.filled.keys.channels['app']}", "Content-Type": "application/json"}
        return {**known, "Idempotency-Key": key} if key else known

    def bookings(self, slots: list[dict[str, str]], name: str) -> Iterator[bytes]:
        """One request after another, each by another person."""
        for number, slot in zip(itertools.count(), itertools.cycle(slots)):
            yield self.booking(slot, number, f"{name}-{number}")

    def booking(self, slot: dict[str, str], number: int, key: str, reason: str = "") -> bytes:
        """The booking of a certain person under a key."""
        body = {**slot, "applicant": applicant(number), "reason": reason}
        return request("POST", "/api/v1/appointments", self.headers(key), json.dumps(body).encode())

    def tickets(self, areas: list[dict[str, str]], name: str) -> Iterator[bytes]:
        """One ticket after another, round all lines."""
        for number, area in zip(itertools.count(), itertools.cycle(areas)):
            yield request("POST", "/api/v1/tickets", self.headers(f"{name}-{number}"), json.dumps(area).encode())


def applicant(number: int) -> dict[str, str]:
    """The person with this number, the same every time."""
    one = made_up("赵试多", FIRST_BORN + timedelta(days=number // 999), 1 + number % 999)
    phone = f"138{number % 10**8:08d}"
    return {"name": one.name, "id_type": "id_card", "id_number": one.id_number, "phone": phone}


def sqlite_ground(folder: Path) -> Ground:
    """A filled SQLite file in this folder."""
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'tongban.db'}"
    upgrade(url)
    return Ground(SQLITE, fill_database(url, folder), folder)


def postgresql_ground(cluster: Cluster, name: str, folder: Path) -> Ground:
    """A filled database of the cluster."""
    folder.mkdir(parents=True)
    cluster.run(f"CREATE DATABASE {name}")
    upgrade(cluster.url(name))
    return Ground(POSTGRESQL, fill_database(cluster.url(name), folder), folder)
