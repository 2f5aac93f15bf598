"""What a process of the hub is made of; time, chance and keys come in here and nowhere else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.people import Actor
from portal.store.audit import AuditRow
from portal.store.engine import Store
from portal.store.outbox import Message
from portal.store.unit import Unit
from shared.clock import Clock
from shared.ids import Ids
from shared.settings import Settings
from shared.vault import Vault


@dataclass(frozen=True)
class Hub:
    """The database, the clock, identifiers, keys and settings of one process."""

    store: Store
    clock: Clock
    ids: Ids
    vault: Vault
    settings: Settings

    def now(self) -> datetime:
        """The instant, read once per action by its caller."""
        return self.clock()

    def record(self, unit: Unit, actor: Actor, deed: "Deed") -> None:
        """Writes the audit row of a deed in the deed's own transaction."""
        unit.audit.write(
            AuditRow(
                self.ids.row(), deed.at, actor.label, deed.hall or actor.hall, deed.action, deed.subject, deed.facts
            )
        )

    def text_message(self, unit: Unit, text: "TextMessage", now: datetime) -> None:
        """Queues an SMS in the transaction that caused it; the phone is sealed."""
        address = text.phone_sealed or self.vault.seal(text.phone)
        unit.outbox.add(Message(self.ids.row(), "sms", address, text.topic, text.body, now))


@dataclass(frozen=True)
class Deed:
    """What happened, to what, when; facts hold nothing that names a person in full."""

    action: str
    subject: str
    at: datetime
    facts: Mapping[str, Any]
    hall: str = ""


@dataclass(frozen=True)
class TextMessage:
    """A text to a phone, given in clear or already sealed."""

    topic: str
    body: str
    phone: str = ""
    phone_sealed: str = ""


def digest(secret: str) -> str:
    """How tokens and keys are stored: SHA-256 of 128 or more random bits needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
