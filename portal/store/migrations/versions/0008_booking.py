"""The first tables: booking."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the tables."""
    _blacklist()
    _slots()
    _appointments()
    _no_shows()


def _blacklist() -> None:
    op.create_table(
        "blacklist",
        sa.Column("id", sa.String(32)),
        sa.Column("id_blind", sa.String(64), nullable=False),
        sa.Column("from_day", sa.Date, nullable=False),
        sa.Column("until_day", sa.Date, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("no_shows", Json, nullable=False),
        sa.Column("lifted_at", Instant, nullable=True),
        sa.Column("lift_reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_blacklist"),
    )
    op.create_index("ix_blacklist_id_blind", "blacklist", ["id_blind", "until_day"], unique=False)


def _slots() -> None:
    op.create_table(
        "slots",
        sa.Column("id", sa.String(32)),
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_slots_hall"), nullable=False),
        sa.Column("item", sa.String(40), sa.ForeignKey("items.code", name="fk_slots_item"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("start", Instant, nullable=False),
        sa.Column("end", Instant, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("closed_reason", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name="ck_slots_never_oversold"),
        sa.UniqueConstraint("hall", "item", "start", name="uq_slots_hall_item_start"),
    )
    op.create_index("ix_slots_hall_day", "slots", ["hall", "day"], unique=False)


def _appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(32)),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("situation", sa.String(40), nullable=False),
        sa.Column("slot", sa.String(32), sa.ForeignKey("slots.id", name="fk_appointments_slot"), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("start", Instant, nullable=False),
        sa.Column("end", Instant, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("state_since", Instant, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("id_type", sa.String(20), nullable=False),
        sa.Column("id_blind", sa.String(64), nullable=False),
        sa.Column("id_sealed", sa.Text, nullable=False),
        sa.Column("phone_sealed", sa.Text, nullable=False),
        sa.Column("phone_blind", sa.String(64), nullable=False),
        sa.Column("agent_sealed", sa.Text, nullable=True),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("need_by", sa.Date, nullable=True),
        sa.Column("told_by", sa.String(60), nullable=True),
        sa.Column("answer", Json, nullable=False),
        sa.Column("ticket", sa.String(32), nullable=True),
        sa.Column("judged_at", Instant, nullable=True),
        sa.Column("reminded_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_appointments"),
        sa.UniqueConstraint("code", name="uq_appointments_code"),
    )
    op.create_index("ix_appointments_hall_day_state", "appointments", ["hall", "day", "state"], unique=False)
    op.create_index("ix_appointments_id_blind_day", "appointments", ["id_blind", "day"], unique=False)
    op.create_index("ix_appointments_phone_blind", "appointments", ["phone_blind", "start"], unique=False)
    op.create_index("ix_appointments_slot", "appointments", ["slot"], unique=False)
    op.create_index(
        "uq_appointments_person_start",
        "appointments",
        ["id_blind", "start"],
        unique=True,
        sqlite_where=sa.text("state IN ('requested','consulting','confirmed','checked_in')"),
        postgresql_where=sa.text("state IN ('requested','consulting','confirmed','checked_in')"),
    )


def _no_shows() -> None:
    op.create_table(
        "no_shows",
        sa.Column("id", sa.String(32)),
        sa.Column(
            "appointment",
            sa.String(32),
            sa.ForeignKey("appointments.id", name="fk_no_shows_appointment"),
            nullable=False,
        ),
        sa.Column("id_blind", sa.String(64), nullable=False),
        sa.Column("hall", sa.String(12), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("established_at", Instant, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("objection", Json, nullable=True),
        sa.Column("voided_at", Instant, nullable=True),
        sa.Column("void_reason", sa.String(200), nullable=False),
        sa.Column("used_by", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_no_shows"),
        sa.UniqueConstraint("appointment", name="uq_no_shows_appointment"),
    )
    op.create_index("ix_no_shows_id_blind_day", "no_shows", ["id_blind", "day"], unique=False)
