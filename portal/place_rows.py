"""The rows of places and items as the data files describe them (WD-01, CT-28)."""

from datetime import datetime
from typing import Any

from portal.catalog.catalogue import body_of
from portal.catalog.item import Item
from portal.catalog.places import WEEKDAYS, Department, Hall, Span

Row = dict[str, Any]
REST = "rest"


def hall_row(position: int, hall: Hall) -> Row:
    """A hall with its weekly pattern; out-of-hours slots lie in its evenings and on its days of rest."""
    evenings = next((hall.out_of_hours[day] for day in WEEKDAYS if day in hall.out_of_hours), ())
    opening = {
        "week": [times(hall.hours.get(day, ())) for day in WEEKDAYS],
        "evening": times(evenings),
        "off_days": times(hall.out_of_hours.get(REST, ())),
    }
    return {
        "code": hall.code,
        "position": position,
        "name": hall.name,
        "name_en": hall.name_en,
        "region": hall.region,
        "address": hall.address,
        "phone": hall.phone,
        "opening": opening,
    }


def times(spans: tuple[Span, ...]) -> list[list[str]]:
    """Spans as pairs of clock times."""
    return [[f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"] for span in spans]


def area_rows(hall: Hall) -> list[Row]:
    """The areas in the order of the signs."""
    return [
        {
            "hall": hall.code,
            "letter": area.letter,
            "position": position,
            "name": area.name,
            "name_en": area.name_en,
            "hint": area.hint,
            "hint_en": area.hint_en,
        }
        for position, area in enumerate(hall.areas)
    ]


def window_rows(hall: Hall, now: datetime) -> list[Row]:
    """The windows, all closed until a clerk sits down."""
    return [
        {
            "hall": hall.code,
            "number": window.number,
            "name": window.name,
            "areas": list(window.areas),
            "open": False,
            "changed_at": now,
        }
        for window in hall.windows
    ]


def department_row(one: Department) -> Row:
    """A department; what a decision must name (review body, court) goes along."""
    return {
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "region": one.region,
        "level": one.level.value,
        "hall": None,
        "upstream": one.upstream,
        "facts": {
            "kind": one.kind,
            "mark": one.mark,
            "uscc": one.uscc,
            "phone": one.phone,
            "review_body": one.review_body,
            "court": one.court,
        },
    }


def item_row(item: Item, now: datetime) -> Row:
    """An item with its whole guide."""
    return {
        "code": item.code,
        "position": item.order,
        "name": item.name,
        "name_en": item.name_en,
        "item_type": item.type.value,
        "version": item.version,
        "published": True,
        "body": body_of(item),
        "changed_at": now,
    }


def printer_rows(hall: Hall) -> list[Row]:
    """The printers; a kiosk's own two are driven by the kiosk, the others by the hall's agent."""
    own = {code: kiosk.code for kiosk in hall.kiosks for code in (kiosk.thermal, kiosk.laser)}
    return [
        {
            "code": printer.code,
            "hall": hall.code,
            "name": printer.name,
            "media": printer.media,
            "device": own.get(printer.code, f"{hall.code}-AGENT"),
            "place": printer.place,
            "state": "unknown",
            "reasons": [],
            "levels": {},
            "options": {},
            "seen_at": None,
        }
        for printer in hall.printers
    ]
