"""The append-only audit log and its seals, the outbox, idempotent answers, timers and deployment facts."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from portal.store.base import Instant, Json, metadata, row_id

audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", Instant, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("hall", String(12), nullable=False, default=""),
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("facts", Json, nullable=False),
    Index("ix_audit_subject", "subject"),
)

audit_seals = Table(
    "audit_seals",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("audit", String(32), ForeignKey("audit.id"), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("audit"),
)

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("kind", String(12), nullable=False),
    Column("address_sealed", Text, nullable=False),
    Column("topic", String(60), nullable=False),
    Column("body", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("last_error", Text, nullable=False, default=""),
    Column("sent_at", Instant, nullable=True),
    Index(
        "ix_outbox_waiting",
        "next_at",
        sqlite_where=text("sent_at IS NULL"),
        postgresql_where=text("sent_at IS NULL"),
    ),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("route", String(120), primary_key=True),
    Column("principal", String(80), primary_key=True),
    Column("body_sha", String(64), nullable=False),
    Column("status", Integer, nullable=True),
    Column("answer_sealed", Text, nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_idempotency_expires_at", "expires_at"),
)

timers = Table(
    "timers",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("next_at", Instant, nullable=False),
    Column("ran_at", Instant, nullable=True),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Json, nullable=False),
)
