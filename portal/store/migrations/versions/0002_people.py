"""The first tables: people."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    _applicants()
    _attempts()
    _channels()
    _devices()
    _one_time_codes()
    _sessions()
    _staff()


def _applicants() -> None:
    op.create_table(
        "applicants",
        sa.Column("id", sa.String(32)),
        sa.Column("id_type", sa.String(20), nullable=True),
        sa.Column("id_blind", sa.String(64), nullable=True),
        sa.Column("id_sealed", sa.Text, nullable=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("phone_sealed", sa.Text, nullable=False),
        sa.Column("phone_blind", sa.String(64), nullable=False),
        sa.Column("identified_at", Instant, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_applicants"),
        sa.UniqueConstraint("id_blind", name="uq_applicants_id_blind"),
    )
    op.create_index("ix_applicants_phone_blind", "applicants", ["phone_blind"], unique=False)


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("purpose", sa.String(20)),
        sa.Column("subject", sa.String(64)),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.PrimaryKeyConstraint("purpose", "subject", name="pk_attempts"),
    )


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("name", sa.String(40)),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_channels"),
        sa.UniqueConstraint("key_hash", name="uq_channels_key_hash"),
    )


def _devices() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.String(40)),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.Column("seen_at", Instant, nullable=True),
        sa.Column("status", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
        sa.UniqueConstraint("token_hash", name="uq_devices_token_hash"),
    )


def _one_time_codes() -> None:
    op.create_table(
        "one_time_codes",
        sa.Column("purpose", sa.String(20)),
        sa.Column("subject_blind", sa.String(64)),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("day_count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("purpose", "subject_blind", name="pk_one_time_codes"),
    )
    op.create_index("ix_one_time_codes_code_hash", "one_time_codes", ["code_hash"], unique=False)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64)),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_subject", "sessions", ["subject"], unique=False)


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("username", sa.String(60)),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("hall", sa.String(12), nullable=True),
        sa.Column("department", sa.String(30), nullable=True),
        sa.Column("roles", Json, nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", Instant, nullable=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("totp_sealed", sa.Text, nullable=True),
        sa.Column("totp_step", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_staff"),
    )
