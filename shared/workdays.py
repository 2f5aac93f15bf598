"""Legal working days: the State Council's yearly tables, make-up days included; years without one are provisional."""

from __future__ import annotations

import hashlib
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

TABLES = Path(__file__).parent / "data"
FIRST_YEAR, LAST_YEAR = 2004, 2026
SATURDAY = 5

# 全国年节及纪念日放假办法 (2024): the holidays whose Gregorian date is fixed. The lunar ones wait for the notice.
STATUTORY = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}


@dataclass(frozen=True)
class Day:
    """What the calendar knows of one day; `name` is the holiday, or the holiday it makes up for."""

    working: bool
    provisional: bool
    name: str = ""


@dataclass(frozen=True)
class DueDay:
    """The last day of a period; provisional when a year it runs through has no table yet (shown as 暂定)."""

    day: date
    provisional: bool


@dataclass(frozen=True)
class YearTable:
    """One year as the State Council's notice gives it."""

    year: int
    holidays: Mapping[date, str]
    make_up: Mapping[date, str]
    source: str
    address: str = ""


@dataclass(frozen=True)
class WorkCalendar:
    """All tables known to this process. A new table makes a new calendar; nothing changes in place."""

    tables: Mapping[int, YearTable]
    _years: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def day(self, day: date) -> Day:
        """Whether this day is worked, and whether that is certain."""
        table = self.tables.get(day.year)
        weekday = day.weekday() < SATURDAY
        if table is None:
            name = STATUTORY.get((day.month, day.day), "")
            return Day(weekday and not name, True, name)
        if day in table.holidays:
            return Day(False, False, table.holidays[day])
        if day in table.make_up:
            return Day(True, False, table.make_up[day])
        return Day(weekday, False)

    def working(self, day: date) -> bool:
        return self.day(day).working

    def provisional(self, day: date) -> bool:
        return day.year not in self.tables

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days w there are with start <= w < end; 0 when the end is not after the start."""
        if end <= start:
            return 0
        whole_years = sum(len(self._worked(year)) for year in range(start.year, end.year))
        before_end = bisect_left(self._worked(end.year), end.toordinal())
        return whole_years + before_end - bisect_left(self._worked(start.year), start.toordinal())

    def count(self, after: date, through: date) -> int:
        """How many working days w there are with after < w <= through: the days of a period that does not count
        its first day (民法典 201)."""
        return self.working_days_between(after + timedelta(days=1), through + timedelta(days=1))

    def add(self, start: date, days: int) -> DueDay:
        """The `days`-th working day after the start, which itself is not counted; 0 days is the start itself."""
        if days <= 0:
            return DueDay(start, self.provisional(start))
        left, year = days, start.year
        worked = self._worked(year)
        place = bisect_right(worked, start.toordinal())
        while place + left > len(worked):
            left -= len(worked) - place
            year, place = year + 1, 0
            worked = self._worked(year)
        due = date.fromordinal(worked[place + left - 1])
        first = (start + timedelta(days=1)).year
        return DueDay(due, any(passed not in self.tables for passed in range(first, due.year + 1)))

    def back(self, end: date, days: int) -> date:
        """The `days`-th working day before the end, which itself is not counted."""
        left, year = days, end.year
        worked = self._worked(year)
        place = bisect_left(worked, end.toordinal())
        while place < left:
            left -= place
            year -= 1
            worked = self._worked(year)
            place = len(worked)
        return date.fromordinal(worked[place - left])

    def with_year(self, table: YearTable) -> WorkCalendar:
        """A calendar that also knows this table, in place of an older one of the same year."""
        return WorkCalendar({**self.tables, table.year: table})

    @cached_property
    def version(self) -> str:
        """Changes when any day changes: cached due dates carry it."""
        digest = hashlib.sha256()
        for year in sorted(self.tables):
            table = self.tables[year]
            digest.update(repr((year, sorted(table.holidays), sorted(table.make_up))).encode())
        return digest.hexdigest()[:16]

    @property
    def last_published(self) -> int:
        """The last year that has a table."""
        return max(self.tables, default=0)

    def missing_year(self, today: date) -> int | None:
        """The next year, when its table is missing and it is October or later: the administrator is warned."""
        following = today.year + 1
        return following if today.month >= 10 and following not in self.tables else None

    def _worked(self, year: int) -> tuple[int, ...]:
        known = self._years.get(year)
        if known is None:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            known = tuple(day for day in range(first, last + 1) if self.working(date.fromordinal(day)))
            self._years[year] = known
        return known


def load(years: Iterable[int] = range(FIRST_YEAR, LAST_YEAR + 1)) -> WorkCalendar:
    """The calendar of the tables that come with the program."""
    return WorkCalendar({year: read_table(TABLES / f"workdays-{year}.toml") for year in years})


def read_table(path: Path) -> YearTable:
    """One of our own table files."""
    kept = tomllib.loads(path.read_text("utf-8"))
    return YearTable(
        year=kept["year"],
        holidays={date.fromisoformat(day): name for day, name in kept["holidays"].items()},
        make_up={date.fromisoformat(day): name for day, name in kept["make_up"].items()},
        source=kept["source"],
        address=kept.get("address", ""),
    )
