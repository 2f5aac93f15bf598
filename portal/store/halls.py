"""Halls with their areas, windows, departments, exceptional days and settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update

from portal.store.repository import Repository
from portal.store.tables.places import areas, calendar_years, departments, hall_days, hall_settings, halls, windows


@dataclass(frozen=True)
class Hall:
    """A government-service hall; `opening` is its weekly pattern."""

    code: str
    position: int
    name: str
    name_en: str
    region: str
    address: str
    phone: str
    opening: Mapping[str, Any]


@dataclass(frozen=True)
class Area:
    """A part of a hall with one queue; its letter begins every number (WD-05)."""

    hall: str
    letter: str
    position: int
    name: str
    name_en: str
    hint: str
    hint_en: str


@dataclass(frozen=True)
class Window:
    """A window, the areas it serves, whether it is open and who sits there."""

    hall: str
    number: int
    name: str
    areas: tuple[str, ...]
    open: bool
    clerk: str | None
    changed_at: datetime | None


@dataclass(frozen=True)
class Department:
    """A competent department; `facts` holds review body, court and contact for the remedies."""

    code: str
    name: str
    name_en: str
    region: str
    level: str
    hall: str | None
    upstream: bool
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class HallDay:
    """An exceptional day: closed, or open at other times, with its reason."""

    hall: str
    day: date
    kind: str
    spans: tuple[tuple[str, str], ...]
    reason: str


class Halls(Repository):
    """Questions about places."""

    def all(self) -> list[Hall]:
        """Every hall, the city's first."""
        rows = self._connection.execute(select(halls).order_by(halls.c.position)).mappings()
        return [Hall(**row) for row in rows]

    def get(self, code: str) -> Hall | None:
        """One hall, or None."""
        row = self._connection.execute(select(halls).where(halls.c.code == code)).mappings().first()
        return Hall(**row) if row else None

    def areas(self, hall: str) -> list[Area]:
        """The hall's areas in the order of the signs."""
        rows = self._connection.execute(select(areas).where(areas.c.hall == hall).order_by(areas.c.position))
        return [Area(**row) for row in rows.mappings()]

    def windows(self, hall: str) -> list[Window]:
        """The hall's windows by number."""
        rows = self._connection.execute(select(windows).where(windows.c.hall == hall).order_by(windows.c.number))
        return [_window(row) for row in rows.mappings()]

    def window(self, hall: str, number: int) -> Window | None:
        """One window, or None."""
        query = select(windows).where(windows.c.hall == hall, windows.c.number == number)
        row = self._connection.execute(query).mappings().first()
        return _window(row) if row else None

    def window_of(self, clerk: str) -> Window | None:
        """The window where this clerk sits now."""
        row = self._connection.execute(select(windows).where(windows.c.clerk == clerk)).mappings().first()
        return _window(row) if row else None

    def seat(self, window: Window, clerk: str | None, opened: bool, now: datetime) -> bool:
        """Seats a clerk (or nobody); False when another clerk sat down in between."""
        here = windows.c.clerk.is_(None) if window.clerk is None else windows.c.clerk == window.clerk
        changed = self._connection.execute(
            update(windows)
            .where(windows.c.hall == window.hall, windows.c.number == window.number, here)
            .values(clerk=clerk, open=opened, changed_at=now)
        )
        return changed.rowcount == 1

    def department(self, code: str) -> Department | None:
        """One department, or None."""
        row = self._connection.execute(select(departments).where(departments.c.code == code)).mappings().first()
        return Department(**row) if row else None

    def departments(self) -> list[Department]:
        """Every department."""
        rows = self._connection.execute(select(departments).order_by(departments.c.code)).mappings()
        return [Department(**row) for row in rows]

    def days(self, hall: str, first: date, last: date) -> dict[date, HallDay]:
        """Exceptional days in a range, both ends included."""
        query = select(hall_days).where(hall_days.c.hall == hall, hall_days.c.day.between(first, last))
        rows = self._connection.execute(query).mappings()
        return {row["day"]: _hall_day(row) for row in rows}

    def settings(self, hall: str) -> dict[str, Any]:
        """The settings this hall has changed; defaults are not repeated."""
        query = select(hall_settings.c.name, hall_settings.c.value).where(hall_settings.c.hall == hall)
        return {row.name: row.value for row in self._connection.execute(query)}

    def put_setting(self, hall: str, name: str, value: Any, by: str, now: datetime) -> None:
        """Changes one setting of a hall."""
        self._connection.execute(
            delete(hall_settings).where(hall_settings.c.hall == hall, hall_settings.c.name == name)
        )
        self._connection.execute(
            insert(hall_settings).values(hall=hall, name=name, value=value, changed_at=now, changed_by=by)
        )

    def put_day(self, day: HallDay) -> None:
        """Enters or replaces an exceptional day."""
        self._connection.execute(delete(hall_days).where(hall_days.c.hall == day.hall, hall_days.c.day == day.day))
        self._connection.execute(
            insert(hall_days).values(
                hall=day.hall, day=day.day, kind=day.kind, spans=[list(s) for s in day.spans], reason=day.reason
            )
        )

    def add(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Loads rows of halls, areas, windows or departments (first filling only)."""
        target = _LOADABLE[table]
        if rows:
            self._connection.execute(insert(target), rows)

    def calendar_years(self) -> list[dict[str, Any]]:
        """The imported yearly tables, as stored."""
        rows = self._connection.execute(select(calendar_years).order_by(calendar_years.c.year)).mappings()
        return [dict(row) for row in rows]

    def put_calendar_year(self, year: int, notice: str, days: Any, now: datetime) -> int:
        """Stores a year's table under its notice and answers its new version."""
        query = select(calendar_years.c.version).where(calendar_years.c.year == year)
        version = (self._connection.execute(query).scalar_one_or_none() or 0) + 1
        self._connection.execute(delete(calendar_years).where(calendar_years.c.year == year))
        self._connection.execute(
            insert(calendar_years).values(year=year, notice=notice, days=days, version=version, imported_at=now)
        )
        return version


_LOADABLE: dict[str, Table] = {"halls": halls, "areas": areas, "windows": windows, "departments": departments}


def _window(row: Any) -> Window:
    return Window(**{**row, "areas": tuple(row["areas"])})


def _hall_day(row: Any) -> HallDay:
    return HallDay(**{**row, "spans": tuple((start, end) for start, end in row["spans"])})
