"""A hall's settings as the rules of booking read them (product.md §5, the settings marked with a wheel)."""

from typing import Any

from booking.slots import SlotRules
from booking.window import BookingRules, LeadRule
from portal.store.unit import Unit
from shared.hall_settings import HallValues


def values_of(unit: Unit, hall: str) -> HallValues:
    """Every setting of a hall, defaults included."""
    chosen: dict[str, Any] = unit.halls.settings(hall)
    return HallValues({name: str(value) for name, value in chosen.items()})


def booking_rules(values: HallValues) -> BookingRules:
    """How far ahead, and how the days are counted."""
    return BookingRules(
        lead_rule=LeadRule(values.text("lead_rule")),
        lead_min_days=values.whole("out_of_hours_lead_least"),
        lead_max_days=values.whole("out_of_hours_lead_most"),
        in_hours_min_minutes=values.whole("in_hours_minutes_ahead"),
        in_hours_max_days=values.whole("in_hours_days_ahead"),
    )


def slot_rules(values: HallValues) -> SlotRules:
    """How long a slot lasts and how many people it takes."""
    return SlotRules(values.whole("slot_minutes"), values.whole("slot_capacity"))
