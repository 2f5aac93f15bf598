"""The first tables: printing."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the tables."""
    _documents()
    _print_jobs()
    _printers()
    _print_attempts()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32)),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("media", sa.String(8), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("subject_kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_subject", "documents", ["subject_kind", "subject"], unique=False)


def _print_jobs() -> None:
    op.create_table(
        "print_jobs",
        sa.Column("id", sa.String(32)),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("printer", sa.String(40), nullable=False),
        sa.Column(
            "document", sa.String(32), sa.ForeignKey("documents.id", name="fk_print_jobs_document"), nullable=False
        ),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("media", sa.String(8), nullable=False),
        sa.Column("secure", sa.Boolean, nullable=False),
        sa.Column("copy", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("state_since", Instant, nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("agent", sa.String(40), nullable=True),
        sa.Column("lease_until", Instant, nullable=True),
        sa.Column("asked_by", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("subject_kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_print_jobs"),
    )
    op.create_index("ix_print_jobs_hall_made_at", "print_jobs", ["hall", "made_at"], unique=False)
    op.create_index("ix_print_jobs_queue", "print_jobs", ["printer", "state", "id"], unique=False)
    op.create_index("ix_print_jobs_subject", "print_jobs", ["subject_kind", "subject"], unique=False)


def _printers() -> None:
    op.create_table(
        "printers",
        sa.Column("code", sa.String(40)),
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_printers_hall"), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("media", sa.String(8), nullable=False),
        sa.Column("device", sa.String(40), nullable=True),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("levels", Json, nullable=False),
        sa.Column("options", Json, nullable=False),
        sa.Column("seen_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_printers"),
    )
    op.create_index("ix_printers_hall", "printers", ["hall"], unique=False)


def _print_attempts() -> None:
    op.create_table(
        "print_attempts",
        sa.Column("id", sa.String(32)),
        sa.Column("job", sa.String(32), sa.ForeignKey("print_jobs.id", name="fk_print_attempts_job"), nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("agent", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_print_attempts"),
    )
    op.create_index("ix_print_attempts_job", "print_attempts", ["job"], unique=False)
