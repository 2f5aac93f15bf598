"""Bookings, tickets, calls and polling: closed loops in turn with the floor's, an open loop, and a sell-out."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import perf_counter

from tests.bench.clerks import WINDOWS, Clerks
from tests.bench.floor import Bare, Driver
from tests.bench.ground import (
    DOUBLED_BOOKINGS,
    DOUBLED_CALLS,
    DOUBLED_TICKETS,
    OVERSOLD,
    UNACCOUNTED,
    Ground,
    postgresql_ground,
    sqlite_ground,
)
from tests.bench.load import Answer, Heard, Load, request, run
from tests.bench.serving import FLOOR, PORTAL, Server
from tests.bench.table import Figures, figures
from tests.databases import POSTGRESQL, SQLITE, Cluster

SIZES = (50, 256)
ROUNDS = 2
PLACES, ENOUGH = 160, 1_000_000
SOLD_OUT, CROWD = 20, 600
PACE = 150.0
FASTEST = 2000
"""No server of this size answers faster; so many requests are prepared for each second."""


@dataclass
class Field:
    """A portal and a floor, each on its own filled database of one kind."""

    ground: Ground
    bare: Ground
    portal: Server
    floor: Server
    keys: Iterator[int]

    def stop(self) -> None:
        """Ends both servers."""
        self.portal.stop()
        self.floor.stop()


Requests = Callable[[], Iterator[bytes]]


def measure(folder: Path, cluster: Cluster, seconds: float) -> dict[str, list[Figures]]:
    """Both databases, one after the other."""
    found: dict[str, list[Figures]] = {"bookings": [], "tickets": [], "calls": [], "polling": []}
    for kind in (SQLITE, POSTGRESQL):
        field = _field(kind, folder, cluster)
        try:
            found["bookings"] += _bookings(field, seconds)
            found["tickets"] += _tickets(field, seconds)
            found["polling"].append(_polling(field, seconds))
            found["calls"].append(_calls(field))
        finally:
            field.stop()
    return found


def _field(kind: str, folder: Path, cluster: Cluster) -> Field:
    def ground(name: str) -> Ground:
        place = folder / f"{kind}-{name}"
        return sqlite_ground(place) if kind == SQLITE else postgresql_ground(cluster, f"bench_{name}", place)

    portal, floor = ground(PORTAL), ground(FLOOR)
    return Field(portal, floor, portal.serve(PORTAL), floor.serve(FLOOR), itertools.count())


def _bookings(field: Field, seconds: float) -> list[Figures]:
    slots, bare_slots = field.ground.slots(PLACES, ENOUGH), field.bare.slots(PLACES, ENOUGH)

    def mine() -> Iterator[bytes]:
        for number in field.keys:
            yield field.ground.booking(slots[number % len(slots)], number, f"booking-{number}")

    def bare() -> Iterator[bytes]:
        for slot in itertools.cycle(bare_slots):
            yield request("POST", "/book", {"Content-Type": "application/json"}, json.dumps(slot).encode())

    rows = _in_turn(field, "booking", (mine, bare), seconds)
    sold = _sell_out(field)
    work = Bare(Driver(field.bare.filled.url))
    slot = bare_slots[0]
    told = {
        "oversold": field.ground.count(OVERSOLD) + field.ground.count(UNACCOUNTED) + sold,
        "duplicates": field.ground.count(DOUBLED_BOOKINGS),
        "bare_sql_per_s": _rate(lambda: work.book(slot["hall"], slot["item"], slot["slot"])),
    }
    return [{**row, **told} for row in rows]


def _tickets(field: Field, seconds: float) -> list[Figures]:
    areas = field.ground.areas()

    def mine() -> Iterator[bytes]:
        for number in field.keys:
            body = json.dumps(areas[number % len(areas)]).encode()
            yield request("POST", "/api/v1/tickets", field.ground.headers(f"ticket-{number}"), body)

    def bare() -> Iterator[bytes]:
        for area in itertools.cycle(areas):
            yield request("POST", "/ticket", {"Content-Type": "application/json"}, json.dumps(area).encode())

    rows = _in_turn(field, "ticket", (mine, bare), seconds)
    work, area = Bare(Driver(field.bare.filled.url)), areas[0]
    told = {
        "duplicates": field.ground.count(DOUBLED_TICKETS),
        "bare_sql_per_s": _rate(lambda: work.ticket(area["hall"], area["area"])),
    }
    return [{**row, **told} for row in rows]


def _in_turn(field: Field, what: str, requests: tuple[Requests, Requests], seconds: float) -> list[Figures]:
    """Floor and portal in turn at each size, so that a busy machine is as busy for both; and an open loop."""
    rows = []
    for visitors in SIZES:
        floor, portal = Heard(), Heard()
        _asked(field.portal, requests[0], Load(0, visitors, seconds / 5))
        for _ in range(ROUNDS):
            _add(floor, _asked(field.floor, requests[1], Load(0, visitors, seconds / ROUNDS)))
            _add(portal, _asked(field.portal, requests[0], Load(0, visitors, seconds / ROUNDS)))
        rows.append(figures(what, field.ground.kind, visitors, portal, floor))
    if field.ground.kind == POSTGRESQL:
        paced = _asked(field.portal, requests[0], Load(0, SIZES[0], seconds, PACE))
        rows.append(figures(f"{what} {PACE:.0f}/s", field.ground.kind, SIZES[0], paced))
    return rows


def _asked(server: Server, requests: Requests, load: Load) -> Heard:
    prepared = iter(list(itertools.islice(requests(), int(load.seconds * FASTEST))))
    return run(Load(server.port, load.visitors, load.seconds, load.rate), lambda _: next(prepared, None))


def _add(total: Heard, more: Heard) -> None:
    total.seconds += more.seconds
    total.statuses.update(more.statuses)
    total.times.extend(more.times)


def _sell_out(field: Field) -> int:
    """How many places were sold beyond, or left unsold of, what there was: 0."""
    capacity = 5
    slots = field.ground.slots(SOLD_OUT, capacity, PLACES)
    numbers = itertools.islice(field.keys, CROWD)
    wishes = [field.ground.booking(slots[n % len(slots)], n, f"sell-out-{n}") for n in numbers]
    waiting = iter(wishes)
    heard = run(Load(field.portal.port, SIZES[1], 30), lambda _: next(waiting, None))
    return abs(heard.statuses[201] - capacity * len(slots))


def _calls(field: Field) -> Figures:
    """Call, start and finish at windows of one area; every third answer is a visitor called."""
    waiting = 300
    field.ground.change("UPDATE tickets SET state = 'left' WHERE state IN ('waiting', 'returned')")
    clerks = Clerks(field.ground, len(WINDOWS))
    clerks.fill_line(waiting)
    heard = run(Load(field.portal.port, clerks.count, 60), clerks.steps(waiting))
    row = figures("call next", field.ground.kind, clerks.count, heard)
    return {**row, "http_per_s": round(waiting / heard.seconds, 1), "double": field.ground.count(DOUBLED_CALLS)}


def _polling(field: Field, seconds: float) -> Figures:
    """Phones ask where they stand while twenty tickets a second are taken; four of five know the last answer."""
    area = field.ground.areas()[0]
    body = json.dumps(area).encode()
    mine = iter([request("POST", "/api/v1/tickets", field.ground.headers(), body) for _ in range(2000)])
    tokens: list[str] = []
    run(Load(field.portal.port, 10, 1), lambda _: next(mine), lambda one: tokens.append(json.loads(one.body)["token"]))
    known: dict[int, str] = {}
    turn = itertools.count()

    def ask(visitor: int) -> bytes:
        tag = known.get(visitor, "") if next(turn) % 5 else ""
        path = f"/api/v1/tickets/{tokens[visitor % len(tokens)]}"
        return request("GET", path, {"If-None-Match": tag} if tag else {})

    def hear(answer: Answer) -> None:
        if answer.status == 200:
            known[answer.visitor] = _tag(answer.head)

    taking = Thread(target=run, args=(Load(field.portal.port, 4, seconds, 20.0), lambda _: next(mine, None)))
    taking.start()
    heard = run(Load(field.portal.port, SIZES[0], seconds), ask, hear)
    taking.join(timeout=60)
    row = figures("position polling", field.ground.kind, SIZES[0], heard)
    return {**row, "share_304": round(heard.statuses[304] / max(1, heard.statuses.total()), 2)}


def _tag(head: bytes) -> str:
    line = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"etag:"))
    return line.partition(b":")[2].strip().decode()


def _rate(work: Callable[[], object], seconds: float = 1.5) -> float:
    """How often bare statements run in one thread without HTTP."""
    start, count = perf_counter(), 0
    while perf_counter() - start < seconds:
        work()
        count += 1
    return round(count / seconds, 1)
