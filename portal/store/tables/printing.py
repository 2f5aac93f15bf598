"""Documents, printers and print jobs with leases, fences and attempts (printing is accounted to the sheet)."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from portal.store.base import Instant, Json, metadata, row_id

documents = Table(
    "documents",
    metadata,
    row_id(),
    Column("kind", String(8), nullable=False),
    Column("media", String(8), nullable=False),
    Column("title", String(200), nullable=False, default=""),
    Column("subject_kind", String(16), nullable=False, default=""),
    Column("subject", String(40), nullable=False, default=""),
    Column("sha256", String(64), nullable=False),
    Column("data", Json, nullable=False),
    Column("body", LargeBinary, nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(100), nullable=False),
    Index("ix_documents_subject", "subject_kind", "subject"),
)

printers = Table(
    "printers",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("hall", String(12), ForeignKey("halls.code"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("media", String(8), nullable=False),
    Column("device", String(40), nullable=True),
    Column("place", String(60), nullable=False, default=""),
    Column("state", String(16), nullable=False, default="unknown"),
    Column("reasons", Json, nullable=False),
    Column("levels", Json, nullable=False),
    Column("options", Json, nullable=False),
    Column("seen_at", Instant, nullable=True),
    Index("ix_printers_hall", "hall"),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    row_id(),
    Column("hall", String(12), nullable=False),
    Column("printer", String(40), nullable=False),
    Column("document", String(32), ForeignKey("documents.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("media", String(8), nullable=False),
    Column("secure", Boolean, nullable=False),
    Column("copy", Integer, nullable=False, default=1),
    Column("state", String(20), nullable=False),
    Column("state_since", Instant, nullable=False),
    Column("fence", Integer, nullable=False, default=0),
    Column("agent", String(40), nullable=True),
    Column("lease_until", Instant, nullable=True),
    Column("asked_by", String(100), nullable=False),
    Column("reason", String(200), nullable=False, default=""),
    Column("subject_kind", String(16), nullable=False, default=""),
    Column("subject", String(40), nullable=False, default=""),
    Column("made_at", Instant, nullable=False),
    Column("evidence", Json, nullable=False),
    Index("ix_print_jobs_queue", "printer", "state", "id"),
    Index("ix_print_jobs_hall_made_at", "hall", "made_at"),
    Index("ix_print_jobs_subject", "subject_kind", "subject"),
)

print_attempts = Table(
    "print_attempts",
    metadata,
    row_id(),
    Column("job", String(32), ForeignKey("print_jobs.id"), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("agent", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("evidence", Json, nullable=False),
    Index("ix_print_attempts_job", "job"),
)
