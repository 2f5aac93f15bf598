"""Opens the database: SQLite (WAL, durable, one writer at a time) or PostgreSQL, by one URL."""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from portal.store.unit import Unit

WRITING = "tongban_writing"


class Store:
    """One database. `write()` and `read()` give a unit of work that is exactly one transaction."""

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = url
        self.engine = _engine(url, pool_size)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._turn = Turn(_lock_path(url)) if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """A writing transaction: committed at the end, rolled back when anything is raised."""
        with self._waiting_turn(), self.engine.connect() as bare:
            connection = bare.execution_options(**{WRITING: True})
            with connection.begin():
                yield Unit(connection)

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A reading transaction; anything written in it is rolled back."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            yield Unit(connection)
            transaction.rollback()

    @contextmanager
    def _waiting_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
        else:
            with self._turn.mine():
                yield

    def close(self) -> None:
        """Closes every pooled connection; the store can be used again afterwards."""
        self.engine.dispose()


class Turn:
    """A fair queue in front of SQLite's write lock: threads by a lock, processes by flock.

    SQLite's own busy handler sleeps with growing pauses, which gives tails of a second (measured);
    a blocking lock hands over at once. The kernel frees it when a process is killed.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._file: int | None = None
        self._owner = 0

    @contextmanager
    def mine(self) -> Iterator[None]:
        with self._threads:
            if self._path is None:
                yield
                return
            if self._file is None or self._owner != os.getpid():
                # A file inherited over fork would share the parent's lock.
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                self._owner = os.getpid()
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def _lock_path(url: str) -> Path | None:
    database = make_url(url).database
    return Path(database + ".lock") if database and database != ":memory:" else None


def _engine(url: str, pool_size: int) -> Engine:
    options: dict[str, Any] = {
        "pool_size": pool_size,
        "max_overflow": pool_size,
        "pool_timeout": 10,
        # Otherwise INSERT … ON CONFLICT on PostgreSQL answers -1 rows, and nobody is ever the first.
        "execution_options": {"preserve_rowcount": True},
    }
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False}, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, **options)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: _begin_sqlite decides which kind.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
