"""Halls with their areas, windows, days and settings; departments; the working-day tables."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table

from portal.store.base import Instant, Json, metadata

halls = Table(
    "halls",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", String(100), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("region", String(12), nullable=False),
    Column("address", String(200), nullable=False, default=""),
    Column("phone", String(40), nullable=False, default=""),
    Column("opening", Json, nullable=False),
)

hall_settings = Table(
    "hall_settings",
    metadata,
    Column("hall", String(12), ForeignKey("halls.code"), primary_key=True),
    Column("name", String(60), primary_key=True),
    Column("value", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(60), nullable=False),
)

hall_days = Table(
    "hall_days",
    metadata,
    Column("hall", String(12), ForeignKey("halls.code"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("spans", Json, nullable=False),
    Column("reason", String(200), nullable=False, default=""),
)

areas = Table(
    "areas",
    metadata,
    Column("hall", String(12), ForeignKey("halls.code"), primary_key=True),
    Column("letter", String(2), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", String(60), nullable=False),
    Column("name_en", String(100), nullable=False),
    Column("hint", String(200), nullable=False, default=""),
    Column("hint_en", String(200), nullable=False, default=""),
)

windows = Table(
    "windows",
    metadata,
    Column("hall", String(12), ForeignKey("halls.code"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String(60), nullable=False, default=""),
    Column("areas", Json, nullable=False),
    Column("open", Boolean, nullable=False, default=False),
    Column("clerk", String(60), nullable=True),
    Column("changed_at", Instant, nullable=True),
)

departments = Table(
    "departments",
    metadata,
    Column("code", String(30), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("name_en", String(200), nullable=False, default=""),
    Column("region", String(12), nullable=False),
    Column("level", String(12), nullable=False),
    Column("hall", String(12), nullable=True),
    Column("upstream", Boolean, nullable=False, default=False),
    Column("facts", Json, nullable=False),
)

calendar_years = Table(
    "calendar_years",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("notice", String(200), nullable=False),
    Column("days", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("imported_at", Instant, nullable=False),
)
