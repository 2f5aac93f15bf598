"""Items of the catalogue, which hall offers them where, the out-of-hours list, and who decides."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from portal.store.base import Instant, Json, metadata

items = Table(
    "items",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("name_en", String(300), nullable=False, default=""),
    Column("item_type", String(2), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("published", Boolean, nullable=False, default=True),
    Column("body", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

hall_items = Table(
    "hall_items",
    metadata,
    Column("hall", String(12), ForeignKey("halls.code"), primary_key=True),
    Column("item", String(40), ForeignKey("items.code"), primary_key=True),
    Column("area", String(2), nullable=False),
    Column("position", Integer, nullable=False, default=0),
)

out_of_hours_items = Table(
    "out_of_hours_items",
    metadata,
    Column("hall", String(12), ForeignKey("halls.code"), primary_key=True),
    Column("item", String(40), ForeignKey("items.code"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("published_on", Date, nullable=False),
    Column("withdrawn_on", Date, nullable=True),
)

routes = Table(
    "routes",
    metadata,
    Column("item", String(40), ForeignKey("items.code"), primary_key=True),
    Column("situation", String(40), primary_key=True),
    Column("region", String(12), primary_key=True),
    Column("department", String(30), ForeignKey("departments.code"), nullable=False),
    Index("ix_routes_department", "department"),
)
