"""The first tables: cases."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables."""
    _ratings()
    _cases()
    _rating_tasks()
    _case_events()
    _case_materials()
    _certificates()
    _clocks()
    _suspensions()


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.String(32)),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("subject_kind", sa.String(12), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("item", sa.String(40), nullable=True),
        sa.Column("clerk", sa.String(60), nullable=True),
        sa.Column("window", sa.Integer, nullable=True),
        sa.Column("phone_sealed", sa.Text, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.UniqueConstraint("subject_kind", "subject", "step", name="uq_ratings_subject_kind_subject_step"),
    )
    op.create_index("ix_ratings_hall_made_at", "ratings", ["hall", "made_at"], unique=False)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(32)),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_cases_hall"), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("situation", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("department", sa.String(30), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("state_since", Instant, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("mode", sa.String(24), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("id_type", sa.String(20), nullable=False),
        sa.Column("id_blind", sa.String(64), nullable=False),
        sa.Column("id_sealed", sa.Text, nullable=False),
        sa.Column("phone_sealed", sa.Text, nullable=False),
        sa.Column("phone_blind", sa.String(64), nullable=False),
        sa.Column("password_hash", sa.String(128), nullable=False),
        sa.Column("delivery", sa.String(24), nullable=False),
        sa.Column("clerk", sa.String(60), nullable=False),
        sa.Column("window", sa.Integer, nullable=True),
        sa.Column("ticket", sa.String(32), nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("received_at", Instant, nullable=True),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number", name="uq_cases_number"),
    )
    op.create_index("ix_cases_department_state", "cases", ["department", "state"], unique=False)
    op.create_index("ix_cases_hall_made_at", "cases", ["hall", "made_at"], unique=False)
    op.create_index("ix_cases_id_blind", "cases", ["id_blind"], unique=False)


def _rating_tasks() -> None:
    op.create_table(
        "rating_tasks",
        sa.Column("id", sa.String(32)),
        sa.Column("rating", sa.String(32), sa.ForeignKey("ratings.id", name="fk_rating_tasks_rating"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("done_at", Instant, nullable=True),
        sa.Column("done_by", sa.String(60), nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating_tasks"),
    )
    op.create_index("ix_rating_tasks_open", "rating_tasks", ["done_at", "due_at"], unique=False)


def _case_events() -> None:
    op.create_table(
        "case_events",
        sa.Column("id", sa.String(32)),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", name="fk_case_events_case_id"), nullable=False),
        sa.Column("move", sa.String(12), nullable=False),
        sa.Column("from_state", sa.String(24), nullable=False),
        sa.Column("to_state", sa.String(24), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_events"),
    )
    op.create_index("ix_case_events_case_id", "case_events", ["case_id", "id"], unique=False)


def _case_materials() -> None:
    op.create_table(
        "case_materials",
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", name="fk_case_materials_case_id")),
        sa.Column("no", sa.String(8)),
        sa.Column("tick", sa.String(12), nullable=False),
        sa.Column("originals", sa.Integer, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("original_seen", sa.Boolean, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("files", Json, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "no", name="pk_case_materials"),
    )


def _certificates() -> None:
    op.create_table(
        "certificates",
        sa.Column("id", sa.String(40)),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", name="fk_certificates_case_id"), nullable=False),
        sa.Column("identifier", sa.String(120), nullable=False),
        sa.Column("serial", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("id_blind", sa.String(64), nullable=False),
        sa.Column("face", Json, nullable=False),
        sa.Column("document", sa.String(32), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=True),
        sa.Column("printable", sa.Boolean, nullable=False),
        sa.Column("copies_printed", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
        sa.UniqueConstraint("identifier", name="uq_certificates_identifier"),
        sa.UniqueConstraint("serial", name="uq_certificates_serial"),
    )
    op.create_index("ix_certificates_case_id", "certificates", ["case_id"], unique=False)
    op.create_index("ix_certificates_id_blind", "certificates", ["id_blind"], unique=False)


def _clocks() -> None:
    op.create_table(
        "clocks",
        sa.Column("id", sa.String(32)),
        sa.Column("case_id", sa.String(32), sa.ForeignKey("cases.id", name="fk_clocks_case_id"), nullable=False),
        sa.Column("department", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(12), nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("decided_at", Instant, nullable=True),
        sa.Column("handed_over_at", Instant, nullable=True),
        sa.Column("stopped_at", Instant, nullable=True),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("due_cached", Instant, nullable=True),
        sa.Column("calendar_version", sa.String(16), nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("warned", sa.String(12), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clocks"),
    )
    op.create_index("ix_clocks_case_id", "clocks", ["case_id"], unique=False)
    op.create_index("ix_clocks_department_due", "clocks", ["department", "stopped_at", "due_cached"], unique=False)
    op.create_index("ix_clocks_open_due", "clocks", ["stopped_at", "due_cached"], unique=False)


def _suspensions() -> None:
    op.create_table(
        "suspensions",
        sa.Column("id", sa.String(32)),
        sa.Column("clock", sa.String(32), sa.ForeignKey("clocks.id", name="fk_suspensions_clock"), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("to_day", sa.Date, nullable=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("expected_days", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_suspensions"),
    )
    op.create_index("ix_suspensions_clock", "suspensions", ["clock"], unique=False)
