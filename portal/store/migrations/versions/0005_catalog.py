"""The first tables: catalog."""

import sqlalchemy as sa
from alembic import op

from portal.store.base import Instant, Json

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the tables."""
    _items()
    _hall_items()
    _out_of_hours_items()
    _routes()


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("code", sa.String(40)),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(300), nullable=False),
        sa.Column("item_type", sa.String(2), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_items"),
    )


def _hall_items() -> None:
    op.create_table(
        "hall_items",
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_hall_items_hall")),
        sa.Column("item", sa.String(40), sa.ForeignKey("items.code", name="fk_hall_items_item")),
        sa.Column("area", sa.String(2), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("hall", "item", name="pk_hall_items"),
    )


def _out_of_hours_items() -> None:
    op.create_table(
        "out_of_hours_items",
        sa.Column("hall", sa.String(12), sa.ForeignKey("halls.code", name="fk_out_of_hours_items_hall")),
        sa.Column("item", sa.String(40), sa.ForeignKey("items.code", name="fk_out_of_hours_items_item")),
        sa.Column("version", sa.Integer),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("withdrawn_on", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("hall", "item", "version", name="pk_out_of_hours_items"),
    )


def _routes() -> None:
    op.create_table(
        "routes",
        sa.Column("item", sa.String(40), sa.ForeignKey("items.code", name="fk_routes_item")),
        sa.Column("situation", sa.String(40)),
        sa.Column("region", sa.String(12)),
        sa.Column(
            "department", sa.String(30), sa.ForeignKey("departments.code", name="fk_routes_department"), nullable=False
        ),
        sa.PrimaryKeyConstraint("item", "situation", "region", name="pk_routes"),
    )
    op.create_index("ix_routes_department", "routes", ["department"], unique=False)
