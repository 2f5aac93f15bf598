"""Restart-safe timers: when each runs next stands in the database, so nothing is missed while it was off."""

from datetime import datetime

from sqlalchemy import insert, select, update

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

    def set(self, name: str, next_at: datetime, ran_at: datetime | None = None) -> None:
        """Sets or creates a timer."""
        changed = self._connection.execute(
            update(timers).where(timers.c.name == name).values(next_at=next_at, ran_at=ran_at)
        )
        if changed.rowcount == 0:
            self._connection.execute(insert(timers).values(name=name, next_at=next_at, ran_at=ran_at))
