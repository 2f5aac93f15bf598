"""Filled databases and real portals for races: two workers, eight threads each, killed at the end of each test."""

import os
from collections.abc import Callable, Iterator

import pytest

from tests.bench.ground import Ground, postgresql_ground, sqlite_ground
from tests.bench.serving import PORTAL, Server
from tests.databases import DurableCluster, postgresql_programs

SIZE = int(os.environ.get("TONGBAN_TEST_RACES", "200"))
"""How many people come at once; `make races` sends more."""


@pytest.fixture(scope="session")
def durable_cluster() -> Iterator[DurableCluster]:
    """A PostgreSQL that survives its own crash."""
    cluster = DurableCluster(postgresql_programs())
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return sqlite_ground(tmp_path_factory.mktemp("races") / "sqlite")


@pytest.fixture(scope="session")
def postgresql_filled(durable_cluster: DurableCluster, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return postgresql_ground(durable_cluster, "races", tmp_path_factory.mktemp("races") / "postgresql")


@pytest.fixture(params=["sqlite", "postgresql_filled"], ids=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest) -> Ground:
    """A filled database, on both kinds; every race uses slots and lines of its own."""
    found: Ground = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Ground], Server]]:
    """`serve(ground)`: the portal on it, started once and again where a test killed it."""
    running: dict[str, Server] = {}

    def start(ground: Ground) -> Server:
        server = running.get(ground.kind)
        if server is None:
            server = running[ground.kind] = ground.serve(PORTAL)
        elif server.process.poll() is not None:
            server.start()
        return server

    yield start
    for server in running.values():
        server.stop()
