"""No-shows with their evidence, objections to them, and the blacklist they lead to (BK-13 … BK-15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.repository import Repository
from portal.store.tables.booking import blacklist, no_shows
from portal.store.tables.queue import tickets

_ADD_PG = postgresql.insert(no_shows).on_conflict_do_nothing()
_ADD_SQLITE = sqlite.insert(no_shows).on_conflict_do_nothing()


@dataclass(frozen=True)
class Miss:
    """One established no-show; `objection` holds the applicant's words and what became of them."""

    id: str
    appointment: str
    id_blind: str
    hall: str
    day: date
    established_at: datetime
    evidence: Mapping[str, Any]
    objection: Mapping[str, Any] | None = None
    voided_at: datetime | None = None
    void_reason: str = ""
    used_by: str | None = None


@dataclass(frozen=True)
class Listed:
    """One entry of the blacklist, from the third no-show's day through the same date next year."""

    id: str
    id_blind: str
    from_day: date
    until_day: date
    made_at: datetime
    no_shows: list[str]
    lifted_at: datetime | None = None
    lift_reason: str = ""


class NoShows(Repository):
    """Questions about no-shows and listings."""

    def add(self, miss: Miss) -> bool:
        """Establishes it once; False when it already was."""
        statement = _ADD_PG if self._connection.dialect.name == "postgresql" else _ADD_SQLITE
        return self._connection.execute(statement, {**miss.__dict__, "evidence": dict(miss.evidence)}).rowcount == 1

    def get(self, miss: str) -> Miss | None:
        """One no-show, or None."""
        row = self._connection.execute(select(no_shows).where(no_shows.c.id == miss)).first()
        return Miss(*row) if row else None

    def of_person(self, id_blind: str) -> list[Miss]:
        """A person's no-shows, voided ones too, oldest first."""
        query = select(no_shows).where(no_shows.c.id_blind == id_blind).order_by(no_shows.c.day, no_shows.c.id)
        return [Miss(*row) for row in self._connection.execute(query)]

    def of_hall(self, hall: str, limit: int = 100) -> list[Miss]:
        """A hall's no-shows, newest first."""
        query = select(no_shows).where(no_shows.c.hall == hall).order_by(no_shows.c.day.desc(), no_shows.c.id.desc())
        return [Miss(*row) for row in self._connection.execute(query.limit(limit))]

    def void(self, miss: str, reason: str, now: datetime) -> bool:
        """Takes a no-show back; False when somebody already did."""
        changed = self._connection.execute(
            update(no_shows)
            .where(no_shows.c.id == miss, no_shows.c.voided_at.is_(None))
            .values(voided_at=now, void_reason=reason)
        )
        return changed.rowcount == 1

    def object_to(self, miss: str, objection: Mapping[str, Any]) -> None:
        """Keeps what the applicant says, or what was answered."""
        self._connection.execute(update(no_shows).where(no_shows.c.id == miss).values(objection=dict(objection)))

    def use(self, misses: list[str], listing: str | None) -> None:
        """Notes which listing used these no-shows; a lifted one sets them free again."""
        self._connection.execute(update(no_shows).where(no_shows.c.id.in_(misses)).values(used_by=listing))

    def listings(self, id_blind: str) -> list[Listed]:
        """A person's entries, oldest first."""
        query = select(blacklist).where(blacklist.c.id_blind == id_blind).order_by(blacklist.c.from_day)
        return [Listed(*row) for row in self._connection.execute(query)]

    def list_person(self, entry: Listed) -> None:
        """Enters a listing."""
        self._connection.execute(blacklist.insert(), dict(entry.__dict__))

    def lift(self, entry: str, reason: str, now: datetime) -> bool:
        """Ends a listing early; False when it already was."""
        changed = self._connection.execute(
            update(blacklist)
            .where(blacklist.c.id == entry, blacklist.c.lifted_at.is_(None))
            .values(lifted_at=now, lift_reason=reason)
        )
        return changed.rowcount == 1

    def tickets_of(self, hall: str, day: date, id_blind: str) -> tuple[str, ...]:
        """Numbers that this person took in this hall on this day."""
        query = select(tickets.c.number).where(
            tickets.c.hall == hall, tickets.c.day == day, tickets.c.id_blind == id_blind
        )
        return tuple(self._connection.execute(query.order_by(tickets.c.arrived_at)).scalars())
