"""The calendar a deployment works by: the tables that come with the program, under those an administrator imported."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from portal.store.unit import Unit
from shared.workdays import WorkCalendar, YearTable, load

_MERGED: dict[tuple[tuple[int, int, str], ...], WorkCalendar] = {}


def calendar(unit: Unit) -> WorkCalendar:
    """The calendar as it stands in this transaction; reading it costs one small query."""
    rows = unit.halls.calendar_years()
    key = tuple((row["year"], row["version"], str(row["imported_at"])) for row in rows)
    if key not in _MERGED:
        _MERGED.clear()
        merged = shipped()
        for row in rows:
            merged = merged.with_year(table_of(row["year"], row["notice"], row["days"]))
        _MERGED[key] = merged
    return _MERGED[key]


@cache
def shipped() -> WorkCalendar:
    """The tables of 2004 to 2026."""
    return load()


def days_of(table: YearTable) -> dict[str, Any]:
    """A year's table as the store keeps it."""
    return {
        "holidays": {day.isoformat(): name for day, name in table.holidays.items()},
        "make_up": {day.isoformat(): name for day, name in table.make_up.items()},
    }


def table_of(year: int, notice: str, days: Mapping[str, Mapping[str, str]]) -> YearTable:
    """A year's table as the rules read it."""
    return YearTable(year, _dated(days["holidays"]), _dated(days["make_up"]), notice)


def _dated(days: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in days.items()}
