"""Applicants who signed in on a phone; a number is proven once and then tied to the account (product.md §5.13)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.repository import Repository
from portal.store.tables.people import applicants

_NEW_PG = postgresql.insert(applicants).on_conflict_do_nothing()
_NEW_SQLITE = sqlite.insert(applicants).on_conflict_do_nothing()


@dataclass(frozen=True)
class Applicant:
    """An account of a phone; `id_blind` is empty until the person has been identified once."""

    id: str
    id_type: str | None
    id_blind: str | None
    id_sealed: str | None
    name: str
    phone_sealed: str
    phone_blind: str
    identified_at: datetime | None
    made_at: datetime


class People(Repository):
    """Questions about applicants."""

    def get(self, applicant: str) -> Applicant | None:
        """One account, or None."""
        row = self._connection.execute(select(applicants).where(applicants.c.id == applicant)).first()
        return Applicant(*row) if row else None

    def by_phone(self, phone_blind: str) -> Applicant | None:
        """The account of this phone, or None."""
        query = select(applicants).where(applicants.c.phone_blind == phone_blind).order_by(applicants.c.made_at)
        row = self._connection.execute(query.limit(1)).first()
        return Applicant(*row) if row else None

    def by_id(self, id_blind: str) -> Applicant | None:
        """The account of this person, or None."""
        row = self._connection.execute(select(applicants).where(applicants.c.id_blind == id_blind)).first()
        return Applicant(*row) if row else None

    def add(self, new: Applicant) -> bool:
        """Makes an account; False when the person already has one."""
        statement = _NEW_PG if self._connection.dialect.name == "postgresql" else _NEW_SQLITE
        return self._connection.execute(statement, dict(new.__dict__)).rowcount == 1

    def identify(self, known: Applicant) -> None:
        """Ties a proven person to the account."""
        self._connection.execute(
            update(applicants)
            .where(applicants.c.id == known.id)
            .values(
                id_type=known.id_type,
                id_blind=known.id_blind,
                id_sealed=known.id_sealed,
                name=known.name,
                identified_at=known.identified_at,
            )
        )
