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
from sqlalchemy.exc import DisconnectionError

from portal.store.trouble import OUT_OF_REACH, DatabaseAway
from portal.store.unit import Unit

WRITING = "tongban_writing"


class Store:
    """One database. `write()` and `read()` give a unit of work that is exactly one transaction."""

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = url
        self.engine = _engine(url, pool_size)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._turn = Turn(_lock_path(url)) if self.is_sqlite else None
        self._generation = Generation(self.engine)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """A writing transaction: committed at the end, rolled back when anything is raised."""
        with self._waiting_turn(), self._connection() as connection:
            if self.is_sqlite:
                _driver(connection).execute("BEGIN IMMEDIATE")
            yield Unit(connection)
            # SQLAlchemy knows of a transaction only where it ran a statement itself.
            if connection.in_transaction():
                connection.commit()
            else:
                _driver(connection).commit()

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """Questions only: nothing may be written here; SQLite answers all of them from one snapshot.

        PostgreSQL reads committed rows statement by statement either way, so it is spared BEGIN and ROLLBACK.
        """
        with self._connection() as connection:
            if self.is_sqlite:
                _driver(connection).execute("BEGIN")
                yield Unit(connection)
                return
            driver = _driver(connection)
            driver.autocommit = True
            try:
                yield Unit(connection)
            finally:
                if not driver.closed:
                    driver.autocommit = False

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection that goes back to the pool rolled back, whatever was not committed."""
        try:
            with self.engine.connect() as connection, _thrown_away_when_lost(connection):
                yield connection
        except OUT_OF_REACH as error:
            self._generation.end()
            raise DatabaseAway(type(error).__name__) from error

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


class Generation:
    """Connections made before the database went away are not handed out again, so that one failure is not many."""

    def __init__(self, engine: Engine) -> None:
        self._number = 0
        event.listen(engine, "connect", self._made)
        event.listen(engine, "checkout", self._wanted)

    def end(self) -> None:
        """Every connection made so far is made anew before its next use."""
        self._number += 1

    def _made(self, _connection: Any, record: Any) -> None:
        record.info["generation"] = self._number

    def _wanted(self, _connection: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("generation") != self._number:
            raise DisconnectionError


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
    # The driver must not open transactions by itself: the store decides which kind.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _thrown_away_when_lost(connection: Connection) -> Iterator[None]:
    try:
        yield
    except OUT_OF_REACH:
        connection.invalidate()
        raise


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _begin_sqlite(connection: Connection) -> None:
    # A unit of work has begun already; what opens a connection without one (migrations) begins here.
    driver = _driver(connection)
    if not driver.in_transaction:
        driver.execute("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITING, False) else "BEGIN")
