"""Messages written in the transaction that caused them and sent afterwards, with visible retry state."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from portal.store.prepared import Prepared
from portal.store.repository import Repository
from portal.store.tables.records import outbox

_INSERT = Prepared(insert(outbox))


@dataclass(frozen=True)
class Message:
    """One text message or webhook; the address is sealed."""

    id: str
    kind: str
    address_sealed: str
    topic: str
    body: str
    made_at: datetime
    tries: int = 0
    next_at: datetime | None = None
    last_error: str = ""
    sent_at: datetime | None = None


class Outbox(Repository):
    """Adds messages, hands out those that are due, records what became of them."""

    def add(self, message: Message) -> None:
        """Queues a message in the same transaction as its cause."""
        _INSERT.changed(
            self._connection,
            {
                "id": message.id,
                "kind": message.kind,
                "address_sealed": message.address_sealed,
                "topic": message.topic,
                "body": message.body,
                "made_at": message.made_at,
                "next_at": message.made_at,
            },
        )

    def any_due(self, now: datetime) -> bool:
        """Whether a message waits to be sent, asked without taking the write lock."""
        query = select(outbox.c.id).where(outbox.c.sent_at.is_(None), outbox.c.next_at <= now).limit(1)
        return self._connection.execute(query).first() is not None

    def take_due(self, now: datetime, lease_until: datetime, limit: int) -> list[Message]:
        """Messages due now; each is put off to `lease_until` so that a dead worker does not keep it."""
        wanted = (
            select(outbox)
            .where(outbox.c.sent_at.is_(None), outbox.c.next_at <= now)
            .order_by(outbox.c.next_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        found = [_message(row) for row in self._connection.execute(wanted).mappings()]
        if found:
            self._connection.execute(
                update(outbox)
                .where(outbox.c.id.in_([message.id for message in found]))
                .values(next_at=lease_until, tries=outbox.c.tries + 1)
            )
        return found

    def sent(self, message: str, now: datetime) -> None:
        """The driver took it."""
        self._connection.execute(
            update(outbox).where(outbox.c.id == message).values(sent_at=now, next_at=None, last_error="")
        )

    def failed(self, message: str, error: str, next_at: datetime | None) -> None:
        """The driver refused it; None gives up, and a person sees it."""
        self._connection.execute(
            update(outbox).where(outbox.c.id == message).values(last_error=error[:500], next_at=next_at)
        )

    def waiting(self) -> int:
        """How many messages have not been sent."""
        query = select(func.count()).select_from(outbox).where(outbox.c.sent_at.is_(None))
        return int(self._connection.execute(query).scalar_one())

    def given_up(self) -> int:
        """How many messages will not be tried again."""
        stuck = (outbox.c.sent_at.is_(None), outbox.c.next_at.is_(None))
        return int(self._connection.execute(select(func.count()).select_from(outbox).where(*stuck)).scalar_one())

    def newest(self, limit: int) -> list[Message]:
        """The last messages, newest first."""
        rows = self._connection.execute(select(outbox).order_by(outbox.c.id.desc()).limit(limit))
        return [_message(row) for row in rows.mappings()]


def _message(row: Any) -> Message:
    return Message(**dict(row))
