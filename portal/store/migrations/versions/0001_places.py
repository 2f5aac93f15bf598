"""The first tables: places."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    _calendar_years()
    _departments()
    _halls()
    _areas()
    _hall_days()
    _hall_settings()
    _windows()


def _calendar_years() -> None:
    op.create_table(
        "calendar_years",
        sa.Column("year", sa.Integer),
        sa.Column("notice", sa.String(200), nullable=False),
        sa.Column("days", Json, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("imported_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_calendar_years"),
    )


def _departments() -> None:
    op.create_table(
        "departments",
        sa.Column("code", sa.String(30)),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("region", sa.String(12), nullable=False),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("hall", sa.String(12), nullable=True),
        sa.Column("upstream", sa.Boolean, nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_departments"),
    )


def _halls() -> None:
    op.create_table(
        "halls",
        sa.Column("code", sa.String(12)),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("region", sa.String(12), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("opening", Json, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_halls"),
    )


def _areas() -> None:
    op.create_table(
        "areas",
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_areas_hall")),
        sa.Column("letter", sa.String(2)),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(100), nullable=False),
        sa.Column("hint", sa.String(200), nullable=False),
        sa.Column("hint_en", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("hall", "letter", name="pk_areas"),
    )


def _hall_days() -> None:
    op.create_table(
        "hall_days",
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_hall_days_hall")),
        sa.Column("day", sa.Date),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("spans", Json, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", name="pk_hall_days"),
    )


def _hall_settings() -> None:
    op.create_table(
        "hall_settings",
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_hall_settings_hall")),
        sa.Column("name", sa.String(60)),
        sa.Column("value", Json, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("changed_by", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("hall", "name", name="pk_hall_settings"),
    )


def _windows() -> None:
    op.create_table(
        "windows",
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_windows_hall")),
        sa.Column("number", sa.Integer),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("areas", Json, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("clerk", sa.String(60), nullable=True),
        sa.Column("changed_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("hall", "number", name="pk_windows"),
    )
