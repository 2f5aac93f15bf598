"""The first tables: records."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables."""
    _audit()
    _facts()
    _idempotency()
    _outbox()
    _timers()
    _audit_seals()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(32)),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"], unique=False)


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(60)),
        sa.Column("value", Json, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("key", sa.String(120)),
        sa.Column("route", sa.String(120)),
        sa.Column("principal", sa.String(80)),
        sa.Column("body_sha", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=True),
        sa.Column("answer_sealed", sa.Text, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("key", "route", "principal", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_expires_at", "idempotency", ["expires_at"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32)),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("address_sealed", sa.Text, nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("next_at", Instant, nullable=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last_error", sa.Text, nullable=False),
        sa.Column("sent_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL"),
    )


def _timers() -> None:
    op.create_table(
        "timers",
        sa.Column("name", sa.String(60)),
        sa.Column("next_at", Instant, nullable=False),
        sa.Column("ran_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_timers"),
    )


def _audit_seals() -> None:
    op.create_table(
        "audit_seals",
        sa.Column("seq", sa.Integer, autoincrement=False),
        sa.Column("audit", sa.String(32), sa.ForeignKey("audit.id", name="fk_audit_seals_audit"), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_seals"),
        sa.UniqueConstraint("audit", name="uq_audit_seals_audit"),
    )
