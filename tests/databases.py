"""Fresh databases for the store's tests: SQLite files and a throwaway PostgreSQL cluster, copied from a template."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

SQLITE, POSTGRESQL = "sqlite", "postgresql"
TEMPLATE = "tongban_template"
NewDatabase = Callable[..., str]
"""``new_database(kind, migrated=True)`` answers the URL of a database nobody has used."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgresql_programs() -> Path:
    """Where initdb and postgres lie: TONGBAN_TEST_PG_BIN, the newest Debian package, or PATH."""
    if named := os.environ.get("TONGBAN_TEST_PG_BIN"):
        return Path(named)
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if packaged:
        return packaged[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    pytest.fail(
        "PostgreSQL is not installed: install the Debian package postgresql, or set TONGBAN_TEST_PG_BIN", pytrace=False
    )


class Cluster:
    """One PostgreSQL that ends with the test run, even when the run is killed."""

    # The server refuses to run as root, so root lends it the account that the Debian package made.
    account = {"user": "postgres", "group": "postgres", "extra_groups": ()} if os.geteuid() == 0 else {}
    # Most tests ask nothing of the disk; DurableCluster is for those that do.
    manner = ("fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="tongban-pg-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.last_words: deque[str] = deque(maxlen=50)
        data = self.folder / "data"
        data.mkdir()
        if self.account:
            shutil.chown(data, "postgres", "postgres")
        self._create(programs, data)
        self._start(programs, data)

    def _create(self, programs: Path, data: Path) -> None:
        model = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]
        command = [programs / "initdb", "-D", data, *model]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self.account)

    def _start(self, programs: Path, data: Path) -> None:
        told = ["-p", str(self.port), "-k", str(data), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"]
        manner = [word for setting in self.manner for word in ("-c", setting)]
        bound = ["setpriv", "--pdeathsig", "QUIT"]  # no server outlives the tests that started it
        self.process = subprocess.Popen(
            [*bound, programs / "postgres", "-D", data, *told, *manner],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            **self.account,
        )
        for line in self.process.stderr:
            self.last_words.append(line)
            if "ready to accept connections" in line:
                break
        else:
            pytest.fail("PostgreSQL did not start:\n" + "".join(self.last_words), pytrace=False)
        self.listener = threading.Thread(target=self.last_words.extend, args=(self.process.stderr,), daemon=True)
        self.listener.start()

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str) -> None:
        place = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(statement)

    def halt(self) -> None:
        """Ends the server at once, as a crash would; its files stay."""
        self.process.send_signal(3)
        self.process.wait(timeout=10)
        self.listener.join(timeout=10)
        self.process.stderr.close()

    def resume(self) -> None:
        """Starts the server again on its files."""
        self._start(self.programs, self.folder / "data")

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)


class DurableCluster(Cluster):
    """A PostgreSQL that keeps what it acknowledged, as a deployment's does."""

    manner = ("fsync=on", "synchronous_commit=on")


def migrate(url: str) -> None:
    from portal.store.migrate import upgrade  # the tests of pure rules never load the store

    upgrade(url)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A cluster of this run alone; nothing else on the machine is asked or touched."""
    cluster = Cluster(postgresql_programs())
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Cluster) -> str:
    """The name of a migrated database that others are copied from."""
    postgresql.run(f"CREATE DATABASE {TEMPLATE}")
    migrate(postgresql.url(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "tongban.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewDatabase:
    """``new_database(kind, migrated=True)``: the URL of a database nobody has used."""
    numbers = count(1)

    def sqlite(migrated: bool) -> str:
        path = tmp_path_factory.mktemp("db") / "tongban.db"
        if migrated:
            shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"

    def postgres(migrated: bool) -> str:
        cluster: Cluster = request.getfixturevalue("postgresql")
        model = request.getfixturevalue("postgresql_template") if migrated else "template1"
        name = f"tongban_{next(numbers)}"
        cluster.run(f"CREATE DATABASE {name} TEMPLATE {model}")
        return cluster.url(name)

    makers = {SQLITE: sqlite, POSTGRESQL: postgres}
    return lambda kind, migrated=True: makers[kind](migrated)


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A fresh migrated database; every test that asks for it runs once on each of the two."""
    return new_database(request.param)


@pytest.fixture(scope="module", params=[SQLITE, POSTGRESQL])
def module_database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """As ``database_url``, shared by the tests of one file."""
    return new_database(request.param)


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def empty_database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A fresh database without any table, for the tests of migrations."""
    return new_database(request.param, migrated=False)
