"""Reads one year's holidays from a file an administrator brings (CSV, TOML, JSON); every fault names its line."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.refusals import Refusal
from shared.workdays import SATURDAY, YearTable

HOLIDAY, MAKE_UP = "holiday", "make_up"
KINDS = {
    **dict.fromkeys(("holiday", "放假", "休", "节假日"), HOLIDAY),
    **dict.fromkeys(("make_up", "makeup_workday", "上班", "补班", "班", "调休上班"), MAKE_UP),
}
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
NOTICE = re.compile(r"#\s*(?:notice|source|通知|文号)\s*[:：]\s*(\S.*)")
CERTAIN = ((1, 1), (5, 1), (10, 1))


class CalendarFault(Refusal):
    """The file cannot become a year's table; nothing was changed."""

    code = "calendar_fault"


class CalendarSyntax(CalendarFault):
    wording = "calendar_syntax"


class CalendarEncoding(CalendarFault):
    wording = "calendar_encoding"


class CalendarKind(CalendarFault):
    wording = "calendar_kind"


class CalendarDate(CalendarFault):
    wording = "calendar_date"


class CalendarTwice(CalendarFault):
    wording = "calendar_twice"


class CalendarYears(CalendarFault):
    wording = "calendar_years"


class CalendarWeekday(CalendarFault):
    wording = "calendar_weekday"


class CalendarNotice(CalendarFault):
    wording = "calendar_notice"


class CalendarIncomplete(CalendarFault):
    wording = "calendar_incomplete"


@dataclass(frozen=True)
class Entry:
    """One day as the file writes it."""

    line: int
    day: str
    kind: str
    name: str


@dataclass(frozen=True)
class Draft:
    """What a file holds before anything of it is believed."""

    notice: str
    entries: list[Entry]
    address: str = ""


def parse_year(text: str, kind: str) -> YearTable:
    """The year's table in a text of this kind: csv, toml or json."""
    reader = READERS.get(kind)
    if reader is None:
        raise CalendarKind(line=0, kind=kind, allowed="csv, toml, json")
    return _table(reader(text.removeprefix("\ufeff")))


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, or in the GB 18030 that office programs here write."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CalendarEncoding(line=0)


def _csv(text: str) -> Draft:
    notice, entries = "", []
    for line, row in enumerate(text.splitlines(), 1):
        said = NOTICE.match(row.strip())
        if said:
            notice = said.group(1).strip().strip('",')
        elif row.strip() and not row.lstrip().startswith("#"):
            cells = [cell.strip() for cell in next(csv.reader([row]))] + ["", ""]
            if cells[0].lower() not in ("date", "日期"):
                entries.append(Entry(line, cells[0], cells[1], cells[2]))
    return Draft(notice, entries)


def _toml(text: str) -> Draft:
    try:
        kept = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise CalendarSyntax(line=int(at.group(1)) if at else text.count("\n") + 1, kind="TOML") from error
    return _draft(kept, text)


def _json(text: str) -> Draft:
    try:
        kept = json.loads(text)
    except json.JSONDecodeError as error:
        raise CalendarSyntax(line=error.lineno, kind="JSON") from error
    if not isinstance(kept, dict):
        raise CalendarSyntax(line=1, kind="JSON")
    return _draft(kept, text)


READERS: dict[str, Callable[[str], Draft]] = {"csv": _csv, "toml": _toml, "json": _json}


def _draft(kept: dict[str, Any], text: str) -> Draft:
    """Our own layout, or the one of the public holiday-cn files: days with name, date and isOffDay, papers beside."""
    if isinstance(kept.get("days"), list):
        found = [_public_day(day) for day in kept["days"]]
    else:
        found = [*_named(kept.get("holidays"), HOLIDAY), *_named(kept.get("make_up"), MAKE_UP)]
    lines = text.splitlines()
    entries = [Entry(_line_of(day, lines), day, kind, name) for day, kind, name in found]
    papers = kept.get("papers")
    address = str(papers[0]) if isinstance(papers, list) and papers else str(kept.get("address", ""))
    return Draft(str(kept.get("source") or kept.get("notice") or address), entries, address)


def _public_day(day: Any) -> tuple[str, str, str]:
    if not isinstance(day, dict):
        return str(day), "", ""
    return str(day.get("date", "")), HOLIDAY if day.get("isOffDay") else MAKE_UP, str(day.get("name", ""))


def _named(days: Any, kind: str) -> list[tuple[str, str, str]]:
    if days is None:
        return []
    if not isinstance(days, dict):
        raise CalendarSyntax(line=1, kind=kind)
    return [(str(day), kind, str(name)) for day, name in days.items()]


def _line_of(day: str, lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines, 1) if day and day in line), 0)


def _table(draft: Draft) -> YearTable:
    days: dict[date, tuple[str, str]] = {}
    for entry in draft.entries:
        day, kind = _read(entry)
        if day in days:
            raise CalendarTwice(line=entry.line, day=day)
        if days and day.year != next(iter(days)).year:
            raise CalendarYears(line=entry.line, day=day, year=next(iter(days)).year)
        days[day] = (kind, entry.name)
    _check_whole(draft, days)
    return YearTable(
        year=next(iter(days)).year,
        holidays={day: name for day, (kind, name) in sorted(days.items()) if kind == HOLIDAY},
        make_up={day: name for day, (kind, name) in sorted(days.items()) if kind == MAKE_UP},
        source=draft.notice,
        address=draft.address,
    )


def _read(entry: Entry) -> tuple[date, str]:
    found = DATE.fullmatch(entry.day)
    kind = KINDS.get(entry.kind.lower())
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise CalendarDate(line=entry.line, day=entry.day)
    if kind is None:
        raise CalendarKind(line=entry.line, kind=entry.kind, allowed="holiday, makeup_workday")
    if kind == MAKE_UP and day.weekday() < SATURDAY:
        raise CalendarWeekday(line=entry.line, day=day)
    return day, kind


def _check_whole(draft: Draft, days: dict[date, tuple[str, str]]) -> None:
    if not days:
        raise CalendarIncomplete(line=0, missing="01-01, 05-01, 10-01")
    if not draft.notice:
        raise CalendarNotice(line=1)
    year = next(iter(days)).year
    rested = {(day.month, day.day) for day, (kind, _) in days.items() if kind == HOLIDAY}
    missing = [f"{year}-{month:02d}-{day:02d}" for month, day in CERTAIN if (month, day) not in rested]
    if missing:
        raise CalendarIncomplete(line=0, missing=", ".join(missing))
