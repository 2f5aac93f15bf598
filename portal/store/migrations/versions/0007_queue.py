"""The first tables: queue."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables."""
    _calls()
    _counters()
    _tickets()


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(32)),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("ticket", sa.String(32), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("window", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_hall_at", "calls", ["hall", "at"], unique=False)


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("hall", sa.String(40)),
        sa.Column("area", sa.String(2)),
        sa.Column("day", sa.Date),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("hall", "area", "day", name="pk_counters"),
    )


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(32)),
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_tickets_hall"), nullable=False),
        sa.Column("area", sa.String(2), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("priority", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("rank", sa.String(240).with_variant(sa.VARCHAR(240, collation="C"), "postgresql"), nullable=False),
        sa.Column("rank_at", Instant, nullable=False),
        sa.Column("rank_reason", sa.String(12), nullable=False),
        sa.Column("slot_start", Instant, nullable=True),
        sa.Column("arrived_at", Instant, nullable=False),
        sa.Column("state_since", Instant, nullable=False),
        sa.Column("called_at", Instant, nullable=True),
        sa.Column("started_at", Instant, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("window", sa.Integer, nullable=True),
        sa.Column("clerk", sa.String(60), nullable=True),
        sa.Column("passes", sa.Integer, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("item", sa.String(40), nullable=True),
        sa.Column("appointment", sa.String(32), nullable=True),
        sa.Column("id_blind", sa.String(64), nullable=True),
        sa.Column("source", sa.String(60), nullable=False),
        sa.Column("helped_by", sa.String(60), nullable=True),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("hall", "day", "number", name="uq_tickets_hall_day_number"),
        sa.UniqueConstraint("token", name="uq_tickets_token"),
    )
    op.create_index("ix_tickets_queue", "tickets", ["hall", "day", "area", "state", "rank", "serial"], unique=False)
    op.create_index("ix_tickets_window", "tickets", ["hall", "day", "window", "state"], unique=False)
