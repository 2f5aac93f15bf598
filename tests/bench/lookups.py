"""A progress look-up and an inbox page among few and among very many cases: the count must not be felt."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from portal.actions.intake import password_index
from portal.actions.sign_in_staff import open_session
from portal.cases.states import State
from portal.hub import Hub
from portal.web.callers import STAFF_COOKIE
from shared.clock import today
from shared.ids import case_number
from tests.bench.clerks import hub_of
from tests.bench.ground import Ground, postgresql_ground
from tests.bench.load import Heard, Load, request, run
from tests.bench.serving import PORTAL
from tests.bench.table import Figures, figures
from tests.builders import CITY, MORNING
from tests.databases import Cluster

PASSWORD = "246813"
OPEN = 60
ASKED = 400
VISITORS = 4
DAYS = 2000


def measure(folder: Path, cluster: Cluster, sizes: tuple[int, int]) -> list[Figures]:
    """The two questions at both sizes; `growth` is the median's at the larger over the smaller."""
    ground = postgresql_ground(cluster, "bench_lookup", folder / "lookup")
    hub = hub_of(ground)
    cookie, department = _reviewer(hub)
    found: dict[str, list[tuple[int, Heard]]] = {"progress look-up": [], "inbox page": []}
    server = ground.serve(PORTAL)
    try:
        loaded = 0
        for size in sizes:
            _load(ground, hub, department, range(loaded, size))
            loaded = size
            found["progress look-up"].append((size, _ask(server.port, _progress(size))))
            found["inbox page"].append((size, _ask(server.port, _inbox(cookie))))
    finally:
        server.stop()
        hub.store.close()
    return [row for what, heard in found.items() for row in _rows(what, ground.kind, heard)]


def _rows(what: str, kind: str, heard: list[tuple[int, Heard]]) -> Iterator[Figures]:
    first = median(heard[0][1].times)
    for size, one in heard:
        row = figures(what, kind, VISITORS, one)
        yield {**row, "what": f"{what} {size}", "cases": size, "growth": round(median(one.times) / first, 2)}


def _ask(port: int, requests: list[bytes]) -> Heard:
    warm, waiting = iter(requests[:20]), iter(requests[20:])
    run(Load(port, VISITORS, 30), lambda _: next(warm, None))
    return run(Load(port, VISITORS, 60), lambda _: next(waiting, None))


def _number(serial: int) -> str:
    return case_number("BEN", today(MORNING) - timedelta(days=serial % DAYS), serial // DAYS + 1)


def _progress(size: int) -> list[bytes]:
    body, headers = json.dumps({"password": PASSWORD}).encode(), {"Content-Type": "application/json"}
    step = max(1, size // ASKED)
    numbers = [_number(serial) for serial in range(0, size, step)][: ASKED + 20]
    return [request("POST", f"/api/v1/cases/{number}/progress", headers, body) for number in numbers]


def _inbox(cookie: str) -> list[bytes]:
    return [request("GET", "/staff/inbox", {"Cookie": f"{STAFF_COOKIE}={cookie}"})] * (ASKED // 4)


def _reviewer(hub: Hub) -> tuple[str, str]:
    with hub.store.write() as unit:
        account = next(one for one in unit.staff.all() if "reviewer" in one.roles and one.department)
        return open_session(hub, unit, account, MORNING).token, str(account.department)


def _load(ground: Ground, hub: Hub, department: str, serials: range) -> None:
    with hub.store.read() as unit:
        item = unit.items.offered(CITY)[0].item
    fixed = {
        "hall": CITY, "item": item.code, "title": item.name, "version": 1, "name": "赵试多",
        "mode": "window_authorised",
        "id_type": "id_card", "id_sealed": hub.vault.seal("410400"), "phone_sealed": hub.vault.seal("+8613"),
        "phone_blind": "p" * 64, "password_hash": password_index(hub, PASSWORD), "facts": "{}", "situation": "",
        "delivery": "", "clerk": "", "department": department,
    }  # fmt: skip
    columns = [*fixed, *_case(0)]
    place = ground.filled.url.replace("+psycopg", "")
    with psycopg.connect(place) as connection, connection.cursor() as cursor:
        with cursor.copy(f"COPY cases ({', '.join(columns)}) FROM STDIN") as copy:
            for serial in serials:
                row = {**fixed, **_case(serial)}
                copy.write_row([row[name] for name in columns])
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE cases")


def _case(serial: int) -> dict[str, Any]:
    made = MORNING - timedelta(days=serial % DAYS)
    state = State.IN_REVIEW if serial < OPEN else State.ARCHIVED
    common = {"number": _number(serial), "state": state.value, "state_since": made, "made_at": made}
    return {**common, "id": f"{serial:032x}", "id_blind": f"{serial % 50_000:064x}", "received_at": made}
