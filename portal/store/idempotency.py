"""Answers kept so that a retried request is answered, not doubled."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.store.prepared import Prepared
from portal.store.repository import Repository
from portal.store.tables.records import idempotency

_PLACE = (
    idempotency.c.key == bindparam("b_key"),
    idempotency.c.route == bindparam("b_route"),
    idempotency.c.principal == bindparam("b_principal"),
)
_FIND = Prepared(select(idempotency.c.body_sha, idempotency.c.status, idempotency.c.answer_sealed).where(*_PLACE))
_KEEP = Prepared(
    update(idempotency).where(*_PLACE).values(status=bindparam("b_status"), answer_sealed=bindparam("b_answer"))
)
_CLAIM = Prepared(
    {
        "postgresql": postgresql.insert(idempotency).on_conflict_do_nothing(),
        "sqlite": sqlite.insert(idempotency).on_conflict_do_nothing(),
    }
)


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
        row = {
            "key": once.key,
            "route": once.route,
            "principal": once.principal,
            "body_sha": body_sha,
            "made_at": now,
            "expires_at": expires,
        }
        if _CLAIM.changed(self._connection, row) == 1:
            return None
        found = _FIND.first(self._connection, _place(once))
        # A row that blocked the claim is only missing when it expired and was forgotten in that instant.
        body, status, sealed = found or (body_sha, 0, "")
        return KeptAnswer(body, status or 0, sealed or "")

    def keep(self, once: Once, status: int, answer_sealed: str) -> None:
        """Stores the answer in the transaction that did the work."""
        _KEEP.changed(self._connection, {**_place(once), "b_status": status, "b_answer": answer_sealed})

    def forget_expired(self, now: datetime) -> int:
        """Removes answers past their time."""
        return self._connection.execute(delete(idempotency).where(idempotency.c.expires_at < now)).rowcount


def _place(once: Once) -> dict[str, str]:
    return {"b_key": once.key, "b_route": once.route, "b_principal": once.principal}
