"""Answers kept so that a retried request is answered, not doubled."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.repository import Repository
from portal.store.tables.records import idempotency

_PLACE = (
    idempotency.c.key == bindparam("b_key"),
    idempotency.c.route == bindparam("b_route"),
    idempotency.c.principal == bindparam("b_principal"),
)
_FIND = select(idempotency.c.body_sha, idempotency.c.status, idempotency.c.answer_sealed).where(*_PLACE)
_KEEP = update(idempotency).where(*_PLACE).values(status=bindparam("b_status"), answer_sealed=bindparam("b_answer"))
_CLAIM_PG = postgresql.insert(idempotency).on_conflict_do_nothing()
_CLAIM_SQLITE = sqlite.insert(idempotency).on_conflict_do_nothing()


@dataclass(frozen=True)
class Once:
    """What makes two requests the same request: key, route and who asks."""

    key: str
    route: str
    principal: str


@dataclass(frozen=True)
class KeptAnswer:
    """The first request's body digest and its sealed answer."""

    body_sha: str
    status: int
    answer_sealed: str


class Idempotency(Repository):
    """The unique row is written first; who comes second waits for the first and gets its answer."""

    def claim(self, once: Once, body_sha: str, now: datetime, expires: datetime) -> KeptAnswer | None:
        """None when this request is the first; otherwise what the first one was answered."""
        statement = _CLAIM_PG if self._connection.dialect.name == "postgresql" else _CLAIM_SQLITE
        row = {
            "key": once.key,
            "route": once.route,
            "principal": once.principal,
            "body_sha": body_sha,
            "made_at": now,
            "expires_at": expires,
        }
        if self._connection.execute(statement, row).rowcount == 1:
            return None
        found = self._connection.execute(_FIND, _place(once)).one()
        return KeptAnswer(found.body_sha, found.status or 0, found.answer_sealed or "")

    def keep(self, once: Once, status: int, answer_sealed: str) -> None:
        """Stores the answer in the transaction that did the work."""
        self._connection.execute(_KEEP, {**_place(once), "b_status": status, "b_answer": answer_sealed})

    def forget_expired(self, now: datetime) -> int:
        """Removes answers past their time."""
        return self._connection.execute(delete(idempotency).where(idempotency.c.expires_at < now)).rowcount


def _place(once: Once) -> dict[str, str]:
    return {"b_key": once.key, "b_route": once.route, "b_principal": once.principal}
