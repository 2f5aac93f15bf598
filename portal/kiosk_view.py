"""What a kiosk shows first: the hall, its areas with their waits, today's hours, its own printers (GD-04, WD-05)."""

from datetime import datetime
from typing import Any

from booking.hours import opening
from booking.waiting import Windows, estimate
from portal import line
from portal.booking_facts import booking_facts
from portal.hall_facts import HallFacts, hall_facts
from portal.line import AreaWait
from portal.people import Actor
from portal.store.unit import Unit
from shared.clock import today
from shared.hall_settings import HallValues

IDLE = ("kiosk_idle_seconds", "kiosk_countdown_seconds")


def kiosk_view(unit: Unit, kiosk: Actor, now: datetime) -> dict[str, Any]:
    """The first screen's facts as JSON."""
    facts = hall_facts(unit, kiosk.hall, now)
    hall = facts.hall
    return {
        "kiosk": {"id": kiosk.id, "name": kiosk.name},
        "hall": {"code": hall.code, "name": hall.name, "name_en": hall.name_en, "phone": hall.phone},
        "areas": [_area(facts, wait) for wait in line.area_waits(unit, facts, now)],
        "hours": _hours(unit, hall.code, now),
        "printers": {printer.media: printer.code for printer in unit.print_jobs.printers_of(kiosk.id)},
        "case_prefix": unit.halls.settings(hall.code).get("case_prefix", ""),
        "case_halls": _case_halls(unit),
        "settings": {name: facts.values.whole(name) for name in IDLE},
        "now": now.isoformat(),
        "notices": [],
    }


def _case_halls(unit: Unit) -> list[dict[str, str]]:
    """The letters that a case number of each hall begins with."""
    halls = [(hall, unit.halls.settings(hall.code).get("case_prefix", "")) for hall in unit.halls.all()]
    return [{"prefix": prefix, "name": hall.name, "name_en": hall.name_en} for hall, prefix in halls if prefix]


def _area(facts: HallFacts, wait: AreaWait) -> dict[str, Any]:
    area = facts.areas[wait.letter]
    minutes = estimate(wait.waiting, Windows(max(wait.open_windows, 1)), facts.service_time(wait.letter))
    return {
        "code": area.letter,
        "letter": area.letter,
        "name": area.name,
        "name_en": area.name_en,
        "hint": area.hint,
        "hint_en": area.hint_en,
        "waiting": wait.waiting,
        "open_windows": wait.open_windows,
        "wait_minutes": {"low": minutes.low, "high": minutes.high} if minutes else None,
    }


def _hours(unit: Unit, hall: str, now: datetime) -> list[list[str]]:
    """Today's opening as pairs of clock times; empty on a day of rest."""
    facts = booking_facts(unit, hall, now)
    return [[f"{span.start:%H:%M}", f"{span.end:%H:%M}"] for span in opening(today(now), facts.hours, facts.calendar)]


def free_copies(values: HallValues) -> int:
    """How many sheets of one result a person may print alone (product.md §5.11)."""
    return values.whole("free_copies")
