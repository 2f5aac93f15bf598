"""Applicants, staff, their sessions, devices and channels; numbers are sealed, found by a keyed blind index."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from portal.store.base import Instant, Json, metadata, row_id

applicants = Table(
    "applicants",
    metadata,
    row_id(),
    Column("id_type", String(20), nullable=True),
    Column("id_blind", String(64), nullable=True),
    Column("id_sealed", Text, nullable=True),
    Column("name", String(100), nullable=False),
    Column("phone_sealed", Text, nullable=False),
    Column("phone_blind", String(64), nullable=False),
    Column("identified_at", Instant, nullable=True),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("id_blind"),
    Index("ix_applicants_phone_blind", "phone_blind"),
)

staff = Table(
    "staff",
    metadata,
    Column("username", String(60), primary_key=True),
    Column("name", String(60), nullable=False),
    Column("hall", String(12), nullable=True),
    Column("department", String(30), nullable=True),
    Column("roles", Json, nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", Instant, nullable=True),
    Column("active", Boolean, nullable=False, default=True),
    Column("totp_sealed", Text, nullable=True),
    Column("totp_step", Integer, nullable=False, default=0),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("facts", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sessions_subject", "subject"),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("purpose", String(20), primary_key=True),
    Column("subject_blind", String(64), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    Column("facts", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("day_count", Integer, nullable=False, default=1),
    Index("ix_one_time_codes_code_hash", "code_hash"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("purpose", String(20), primary_key=True),
    Column("subject", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", Instant, nullable=False),
)

devices = Table(
    "devices",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("hall", String(12), nullable=False),
    Column("name", String(100), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("revoked_at", Instant, nullable=True),
    Column("seen_at", Instant, nullable=True),
    Column("status", Json, nullable=False),
    UniqueConstraint("token_hash"),
)

channels = Table(
    "channels",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("key_hash", String(64), nullable=False),
    Column("revoked_at", Instant, nullable=True),
    UniqueConstraint("key_hash"),
)
