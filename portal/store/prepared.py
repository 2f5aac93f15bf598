"""Hot statements: written and typed by SQLAlchemy once for each database, run every time by the driver itself.

What SQLAlchemy does anew at each execution costs more than the statement (tests/bench measures it). Which
transaction they run in, and how it ends, stays with the unit of work.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnDefault, ColumnElement, Connection, Dialect, Insert

from portal.store.base import Instant

Convert = Callable[[Any], Any]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Bind:
    """One value that a statement takes: its name, how it is written, and what stands there when none is given."""

    name: str
    write: Convert | None
    otherwise: Any


class Prepared:
    """One statement, or one for each kind of database."""

    def __init__(self, statement: Any, gives: Sequence[ColumnElement[Any]] = ()) -> None:
        self._statement = statement
        self._gives = gives
        self._ready: dict[str, _Ready] = {}

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Every row it finds."""
        ready = self._for(connection)
        found = ready.run(connection, values).fetchall()
        return [ready.read(row) for row in found] if ready.readers else found

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Row | None:
        """The first row it finds, or None."""
        ready = self._for(connection)
        found = ready.run(connection, values).fetchone()
        return found if found is None or not ready.readers else ready.read(found)

    def changed(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it changed."""
        return int(self._for(connection).run(connection, values).rowcount)

    def _for(self, connection: Connection) -> "_Ready":
        kind = connection.dialect.name
        ready = self._ready.get(kind)
        if ready is None:
            statement = self._statement[kind] if isinstance(self._statement, Mapping) else self._statement
            ready = self._ready[kind] = _Ready(statement, self._gives, connection.dialect)
        return ready


class _Ready:
    """A statement as one kind of database takes it."""

    def __init__(self, statement: Any, gives: Sequence[ColumnElement[Any]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        order = compiled.positiontup if compiled.positional else list(compiled.params)
        defaults = _defaults(statement)
        types = {name: bind.type for bind, name in compiled.bind_names.items()}
        self.positional = bool(compiled.positional)
        self.binds = tuple(
            Bind(name, _writer(types.get(name), dialect), defaults.get(name, compiled.params.get(name)))
            for name in order
        )
        columns: Iterable[ColumnElement[Any]] = gives or getattr(statement, "selected_columns", ())
        readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.readers = tuple(readers) if any(readers) else ()

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        bound = []
        for bind in self.binds:
            value = values.get(bind.name, bind.otherwise)
            bound.append(value if bind.write is None else bind.write(value))
        driver: Any = connection.connection.driver_connection
        if self.positional:
            return driver.execute(self.text, bound)
        return driver.execute(self.text, dict(zip((bind.name for bind in self.binds), bound, strict=True)))

    def read(self, row: Row) -> Row:
        return tuple(
            value if reader is None else reader(value) for value, reader in zip(row, self.readers, strict=True)
        )


def _writer(kind: Any, dialect: Dialect) -> Convert | None:
    if isinstance(kind, Instant) and dialect.name == "sqlite":
        return _sqlite_instant
    found: Convert | None = kind.dialect_impl(dialect).bind_processor(dialect) if kind is not None else None
    return found


def _defaults(statement: Any) -> dict[str, Any]:
    """What the columns of an INSERT hold when nothing is given."""
    if not isinstance(statement, Insert):
        return {}
    return {
        column.key: column.default.arg
        for column in statement.table.columns
        if isinstance(column.default, ColumnDefault) and column.default.is_scalar
    }


def _sqlite_instant(at: datetime | None) -> str | None:
    """What Instant and SQLAlchemy write together, in one step; six times in every booking."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).isoformat(" ", "microseconds")[:26]
