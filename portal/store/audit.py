"""The append-only audit log: a row in the request's transaction, chained afterwards by one sealer."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from portal.store.prepared import Prepared
from portal.store.repository import Repository
from portal.store.tables.records import audit, audit_seals

_INSERT = Prepared(insert(audit))
_UNSEALED = (
    select(audit)
    .outerjoin(audit_seals, audit_seals.c.audit == audit.c.id)
    .where(audit_seals.c.audit.is_(None), audit.c.id >= bindparam("floor"))
    .order_by(audit.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True)
class AuditRow:
    """Who did what to which subject, when; `facts` never holds a full identity number."""

    id: str
    at: datetime
    actor: str
    hall: str
    action: str
    subject: str
    facts: Mapping[str, Any]

    def digest(self, previous: str) -> str:
        """The link of the chain: SHA-256 over the previous link and this row."""
        body = json.dumps(
            [self.id, self.at.isoformat(), self.actor, self.hall, self.action, self.subject, self.facts],
            ensure_ascii=False,
            sort_keys=True,
        )
        return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


class Audit(Repository):
    """Writes rows, seals them into a chain, and walks the chain to check it."""

    def write(self, row: AuditRow) -> None:
        """Adds one row; nothing ever changes or removes it."""
        _INSERT.changed(
            self._connection,
            {
                "id": row.id,
                "at": row.at,
                "actor": row.actor,
                "hall": row.hall,
                "action": row.action,
                "subject": row.subject,
                "facts": dict(row.facts),
            },
        )

    def waits(self, floor: str = "") -> bool:
        """Whether a row not older than `floor` (the beginning of a row's id) still waits for its seal."""
        return self._connection.execute(_UNSEALED, {"limit": 1, "floor": floor}).first() is not None

    def seal(self, limit: int, floor: str = "") -> int:
        """Chains up to `limit` committed rows and says how many; only one sealer may run."""
        seq, previous = self._tip()
        waiting = self._connection.execute(_UNSEALED, {"limit": limit, "floor": floor})
        rows = [_row(found) for found in waiting.mappings()]
        seals = []
        for row in rows:
            seq, previous = seq + 1, row.digest(previous)
            seals.append({"seq": seq, "audit": row.id, "hash": previous})
        if seals:
            self._connection.execute(insert(audit_seals), seals)
        return len(seals)

    def _tip(self) -> tuple[int, str]:
        last = self._connection.execute(
            select(audit_seals.c.seq, audit_seals.c.hash).order_by(audit_seals.c.seq.desc()).limit(1)
        ).first()
        return (last.seq, last.hash) if last else (0, "")

    def sealed(self) -> Iterator[tuple[int, str, AuditRow | None]]:
        """Every seal in order with its stored hash and its row (None when the row is gone)."""
        found = self._connection.execute(
            select(audit_seals.c.seq, audit_seals.c.hash, audit)
            .outerjoin(audit, audit.c.id == audit_seals.c.audit)
            .order_by(audit_seals.c.seq)
        )
        for row in found.mappings():
            yield row["seq"], row["hash"], _row(row) if row["id"] else None

    def newest_at(self) -> datetime | None:
        """When the newest row was written; None in an empty log."""
        query = select(audit.c.at).order_by(audit.c.id.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none()

    def unsealed_count(self) -> int:
        """How many rows the sealer has not reached yet."""
        total = self._connection.execute(select(func.count()).select_from(audit)).scalar_one()
        return int(total - self._connection.execute(select(func.count()).select_from(audit_seals)).scalar_one())

    def about(self, subject: str) -> list[AuditRow]:
        """What happened to one subject, oldest first."""
        rows = self._connection.execute(select(audit).where(audit.c.subject == subject).order_by(audit.c.id))
        return [_row(row) for row in rows.mappings()]


def _row(found: Mapping[str, Any]) -> AuditRow:
    return AuditRow(**{name: found[name] for name in ("id", "at", "actor", "hall", "action", "subject", "facts")})
