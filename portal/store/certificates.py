"""Certificates: what was issued to whom, what a third party may check, and how many copies were printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from portal.store.repository import Repository
from portal.store.tables.cases import certificates


@dataclass(frozen=True)
class Certificate:
    """An issued certificate; `id` is the long random name in its public address."""

    id: str
    case_id: str
    identifier: str
    serial: str
    title: str
    id_blind: str
    face: Mapping[str, Any]
    document: str
    state: str
    issued_at: datetime
    valid_until: date | None
    printable: bool
    copies_printed: int = 0


class Certificates(Repository):
    """Questions about certificates."""

    def add(self, certificate: Certificate) -> None:
        """Keeps a new certificate."""
        self._connection.execute(insert(certificates), {**certificate.__dict__, "face": dict(certificate.face)})

    def get(self, certificate: str) -> Certificate | None:
        """One certificate, or None."""
        return self._one(certificates.c.id == certificate)

    def by_serial(self, serial: str) -> Certificate | None:
        """The certificate with this number on its face, or None."""
        return self._one(certificates.c.serial == serial)

    def of_case(self, case_id: str) -> Certificate | None:
        """The certificate of a case, or None."""
        return self._one(certificates.c.case_id == case_id)

    def of_person(self, id_blind: str) -> list[Certificate]:
        """A person's certificates, newest first."""
        query = select(certificates).where(certificates.c.id_blind == id_blind)
        rows = self._connection.execute(query.order_by(certificates.c.issued_at.desc())).mappings()
        return [Certificate(**row) for row in rows]

    def count_copy(self, certificate: Certificate) -> bool:
        """Counts one more printed copy; False when somebody else counted first."""
        changed = self._connection.execute(
            update(certificates)
            .where(certificates.c.id == certificate.id, certificates.c.copies_printed == certificate.copies_printed)
            .values(copies_printed=certificate.copies_printed + 1)
        )
        return changed.rowcount == 1

    def change_state(self, certificate: str, state: str) -> None:
        """Revokes, cancels or restores a certificate."""
        self._connection.execute(update(certificates).where(certificates.c.id == certificate).values(state=state))

    def _one(self, *where: Any) -> Certificate | None:
        row = self._connection.execute(select(certificates).where(*where)).mappings().first()
        return Certificate(**row) if row else None
