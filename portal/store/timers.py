"""Restart-safe timers: when each runs next stands in the database, so nothing is missed while it was off."""

from datetime import datetime

from sqlalchemy import Insert, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.repository import Repository
from portal.store.tables.records import timers


class Timers(Repository):
    """A timer is due when its stored time has come; who moves it on first may run it."""

    def due(self, now: datetime) -> list[str]:
        """Names of the timers that should run."""
        query = select(timers.c.name).where(timers.c.next_at <= now).order_by(timers.c.next_at)
        return list(self._connection.execute(query).scalars())

    def next_at(self, name: str) -> datetime | None:
        """When a timer runs next; None when it was never set."""
        return self._connection.execute(select(timers.c.next_at).where(timers.c.name == name)).scalar_one_or_none()

    def take(self, name: str, planned: datetime | None, following: datetime, now: datetime) -> bool:
        """Moves a timer on; False when somebody else was first. The row stays locked until the work is committed."""
        if planned is None:
            return self._connection.execute(self._first_time(name, following, now)).rowcount == 1
        moved = self._connection.execute(
            update(timers)
            .where(timers.c.name == name, timers.c.next_at == planned)
            .values(next_at=following, ran_at=now)
        )
        return moved.rowcount == 1

    def _first_time(self, name: str, following: datetime, now: datetime) -> Insert:
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(timers).values(name=name, next_at=following, ran_at=now)
        return row.on_conflict_do_nothing()

    def all(self) -> dict[str, tuple[datetime, datetime | None]]:
        """Every timer: when it runs next and when it ran last."""
        return {row.name: (row.next_at, row.ran_at) for row in self._connection.execute(select(timers))}

    def set(self, name: str, next_at: datetime, ran_at: datetime | None = None) -> None:
        """Sets or creates a timer."""
        changed = self._connection.execute(
            update(timers).where(timers.c.name == name).values(next_at=next_at, ran_at=ran_at)
        )
        if changed.rowcount == 0:
            self._connection.execute(insert(timers).values(name=name, next_at=next_at, ran_at=ran_at))
