"""Halls with areas, windows, hours, devices and staff; departments with review body and court (WD-01, CS-33)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from portal.catalog.item import Level
from portal.catalog.tables import build
from shared.check_digits import mod_31

DATA = Path(__file__).parent.parent / "data"
HALLS_FILE = DATA / "halls.toml"
PROVINCE, CITY = "410000", "410400"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REST = "rest"


@dataclass(frozen=True)
class Span:
    """From when to when a hall is open on a day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Area:
    """A part of a hall with its letter; tickets are drawn for areas, not departments (WD-05)."""

    letter: str
    name: str
    name_en: str
    hint: str
    hint_en: str


@dataclass(frozen=True)
class Window:
    """A numbered window and the areas it serves; comprehensive, issuing, special or consulting (WD-02, WD-03)."""

    number: int
    areas: tuple[str, ...]
    kind: str = "comprehensive"
    name: str = ""


@dataclass(frozen=True)
class PrinterPlace:
    """A printer of a hall."""

    code: str
    name: str
    media: str
    place: str


@dataclass(frozen=True)
class KioskPlace:
    """A kiosk of a hall with its own thermal printer and laser."""

    code: str
    name: str
    place: str
    thermal: str
    laser: str


@dataclass(frozen=True)
class Account:
    """A demonstration account; the names are invented."""

    username: str
    name: str
    roles: tuple[str, ...]
    department: str = ""
    window: int | None = None
    badge: str = ""


@dataclass(frozen=True)
class Hall:
    """One hall of the region."""

    code: str
    name: str
    name_en: str
    short: str
    region: str
    body: str
    address: str
    phone: str
    complaint_phone: str
    email: str
    prefix: str
    areas: tuple[Area, ...]
    windows: tuple[Window, ...]
    hours: Mapping[str, tuple[Span, ...]]
    out_of_hours: Mapping[str, tuple[Span, ...]]
    printers: tuple[PrinterPlace, ...]
    kiosks: tuple[KioskPlace, ...]
    staff: tuple[Account, ...]

    def spans(self, weekday: int) -> tuple[Span, ...]:
        """The ordinary hours of a weekday, Monday first; the calendar decides whether the day is worked at all."""
        return self.hours.get(WEEKDAYS[weekday], ())

    def extra_spans(self, weekday: int, working: bool) -> tuple[Span, ...]:
        """Where out-of-hours slots lie: after work on a working day, in daytime on a day off (A1d)."""
        if not working:
            return self.out_of_hours.get(REST, ())
        return self.out_of_hours.get(WEEKDAYS[weekday], self.out_of_hours.get("mon", ()))

    @property
    def closes(self) -> time:
        """When the hall closes on an ordinary day: the hour at which a due day ends."""
        return max(span.closes for span in self.hours["mon"])


@dataclass(frozen=True)
class Department:
    """Who decides, with the body that reviews its decisions and the court (RV-04); `upstream` is outside our halls."""

    code: str
    kind: str
    name: str
    name_en: str
    region: str
    level: Level
    mark: str
    uscc: str
    phone: str
    review_body: str
    court: str
    upstream: bool = False


@dataclass(frozen=True)
class OutOfHoursList:
    """工作时间之外可预约事项清单 of a hall, in one published version (BK-07)."""

    hall: str
    version: int
    published: date
    publisher: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Everything about the region that is not an item."""

    halls: tuple[Hall, ...]
    departments: tuple[Department, ...]
    reviewers: tuple[Account, ...]
    out_of_hours: tuple[OutOfHoursList, ...]

    def hall(self, code: str) -> Hall:
        return next(hall for hall in self.halls if hall.code == code)

    def department(self, code: str) -> Department:
        return next(one for one in self.departments if one.code == code)

    def out_of_hours_items(self, hall: str) -> tuple[str, ...]:
        """The items of the newest published list of this hall."""
        lists = [one for one in self.out_of_hours if one.hall == hall]
        return max(lists, key=lambda one: one.version).items if lists else ()


def load_places(path: Path = HALLS_FILE) -> Places:
    """The places of the demonstration, from the data file."""
    return places_of(tomllib.loads(path.read_text("utf-8")))


def places_of(table: Mapping[str, Any]) -> Places:
    """Places from a table: what halls have in common is written once and laid under each."""
    halls = tuple(_hall(table["common"], hall) for hall in table["halls"])
    lists = tuple(build(OutOfHoursList, one) for one in table["out_of_hours"])
    reviewers = tuple(build(Account, one) for one in table["reviewers"])
    return Places(halls, _departments(table), reviewers, lists)


def _hall(common: Mapping[str, Any], own: Mapping[str, Any]) -> Hall:
    table = {**common, **own}
    table["hours"] = _week(table["hours"])
    table["out_of_hours"] = _week(table["out_of_hours"])
    table.setdefault("region", table["code"])
    for name in ("areas", "windows", "printers", "kiosks", "staff"):
        kind = {"areas": Area, "windows": Window, "printers": PrinterPlace, "kiosks": KioskPlace, "staff": Account}[
            name
        ]
        table[name] = tuple(build(kind, _for_hall(one, table), f"{own['code']}.{name}") for one in table[name])
    return Hall(**table)


def _for_hall(one: Mapping[str, Any], hall: Mapping[str, Any]) -> dict[str, Any]:
    """Common devices and accounts name their hall by {code}, {prefix} and {short}."""
    places = {"code": hall["code"], "prefix": hall["prefix"].lower(), "short": hall["short"]}
    return {name: value.format(**places) if isinstance(value, str) else value for name, value in one.items()}


def _week(table: Mapping[str, Any]) -> dict[str, tuple[Span, ...]]:
    return {day: tuple(build(Span, span) for span in spans) for day, spans in table.items()}


def _departments(table: Mapping[str, Any]) -> tuple[Department, ...]:
    """Each kind of department once per region of its levels, plus those that are listed by name."""
    made = [
        _department(number, kind, region)
        for region in table["regions"]
        for number, kind in enumerate(table["kinds"], 1)
        if region["level"] in kind["levels"]
    ]
    return tuple(made) + tuple(build(Department, one) for one in table["departments"])


def _department(number: int, kind: Mapping[str, Any], region: Mapping[str, Any]) -> Department:
    name = region.get("names", {}).get(kind["kind"], kind["name"])
    return Department(
        code=f"{region['code']}-{kind['kind']}",
        kind=kind["kind"],
        name=region["name"] + name,
        name_en=f"{region['name_en']} {kind['name_en']}",
        region=region["code"],
        level=Level(region["level"]),
        mark=region["mark"] + kind["mark"],
        uscc=_credit_code(region["code"], number),
        phone=f"0375-000{region['exchange']}{number:02d}",
        review_body=region["review_body"],
        court=region["court"],
    )


def _credit_code(region: str, number: int) -> str:
    """A well-formed credit code for a demonstration department; the registration part is all zeros but its number."""
    first = f"11{region}{number:09d}"
    return first + mod_31(first)
