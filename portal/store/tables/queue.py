"""Queue numbers, tickets and calls; a number never repeats within hall, area and day."""

from sqlalchemy import VARCHAR, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from portal.store.base import Instant, Json, metadata, row_id

# A rank is digits compared byte by byte; PostgreSQL must not bring a language's order into it.
RankKey = String(240).with_variant(VARCHAR(240, collation="C"), "postgresql")

counters = Table(
    "counters",
    metadata,
    Column("hall", String(40), primary_key=True),
    Column("area", String(2), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("last", Integer, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    row_id(),
    Column("hall", String(12), ForeignKey("halls.code"), nullable=False),
    Column("area", String(2), nullable=False),
    Column("day", Date, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("number", String(8), nullable=False),
    Column("token", String(40), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("priority", String(20), nullable=False, default=""),
    Column("state", String(12), nullable=False),
    Column("rank", RankKey, nullable=False),
    Column("rank_at", Instant, nullable=False),
    Column("rank_reason", String(12), nullable=False),
    Column("slot_start", Instant, nullable=True),
    Column("arrived_at", Instant, nullable=False),
    Column("state_since", Instant, nullable=False),
    Column("called_at", Instant, nullable=True),
    Column("started_at", Instant, nullable=True),
    Column("ended_at", Instant, nullable=True),
    Column("window", Integer, nullable=True),
    Column("clerk", String(60), nullable=True),
    Column("passes", Integer, nullable=False, default=0),
    Column("calls", Integer, nullable=False, default=0),
    Column("item", String(40), nullable=True),
    Column("appointment", String(32), nullable=True),
    Column("id_blind", String(64), nullable=True),
    Column("source", String(60), nullable=False, default=""),
    Column("helped_by", String(60), nullable=True),
    Column("facts", Json, nullable=False),
    UniqueConstraint("hall", "day", "number"),
    UniqueConstraint("token"),
    Index("ix_tickets_queue", "hall", "day", "area", "state", "rank", "serial"),
    Index("ix_tickets_window", "hall", "day", "window", "state"),
)

calls = Table(
    "calls",
    metadata,
    row_id(),
    Column("hall", String(12), nullable=False),
    Column("day", Date, nullable=False),
    Column("ticket", String(32), nullable=False),
    Column("number", String(8), nullable=False),
    Column("window", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_calls_hall_at", "hall", "at"),
)
