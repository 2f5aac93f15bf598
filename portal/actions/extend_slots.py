"""Makes the slots of the whole horizon for every hall and item; what exists is never touched (BK-06, BK-07)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from booking.slots import SlotKind, SlotSpec, day_slots
from booking.window import last_slot_day
from portal.booking_rules import booking_rules, slot_rules, values_of
from portal.hub import Deed, Hub
from portal.opening import hours_of
from portal.people import Actor
from portal.store.halls import Hall
from portal.store.unit import Unit
from portal.working_days import calendar
from shared.clock import today

ONE_DAY = timedelta(days=1)


def extend_slots(unit: Unit, hub: Hub, actor: Actor, now: datetime) -> int:
    """Adds the slots that are missing and says how many there were."""
    added = sum(_extend(unit, hub, hall, now) for hall in unit.halls.all())
    if added:
        hub.record(unit, actor, Deed("slots.extended", "slots", now, {"added": added}))
    return added


def _extend(unit: Unit, hub: Hub, hall: Hall, now: datetime) -> int:
    values, first = values_of(unit, hall.code), today(now)
    known = calendar(unit)
    last = last_slot_day(first, known, booking_rules(values))
    hours = hours_of(unit, hall, first, last)
    items = [offered.item.code for offered in unit.items.offered(hall.code)]
    made = unit.slots.made(hall.code, first, last)
    rows: list[dict[str, Any]] = []
    for day in _days(first, last):
        specs = day_slots(day, hours, known, slot_rules(values))
        listed = unit.items.out_of_hours(hall.code, first)
        rows += [
            _row(hub, hall.code, item, day, spec)
            for item in items
            if (item, day) not in made
            for spec in specs
            if spec.kind is SlotKind.IN_HOURS or item in listed
        ]
    return unit.slots.add_missing(rows)


def _row(hub: Hub, hall: str, item: str, day: date, spec: SlotSpec) -> dict[str, Any]:
    return {
        "id": hub.ids.row(),
        "hall": hall,
        "item": item,
        "day": day,
        "start": spec.start,
        "end": spec.end,
        "kind": spec.kind.value,
        "capacity": spec.capacity,
        "taken": 0,
        "provisional": spec.provisional,
        "closed_reason": "",
    }


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
