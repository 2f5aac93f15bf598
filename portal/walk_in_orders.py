"""A hall's emergency orders as stored; walk-in is open unless one of them holds (BK-03)."""

from typing import Any

from booking.walk_in import BookingOnlyOrder
from portal.store.unit import Unit
from shared.clock import instant


def orders(unit: Unit, hall: str) -> tuple[BookingOnlyOrder, ...]:
    """A hall's orders, past ones too; there are none by default."""
    return tuple(
        BookingOnlyOrder(one["reason"], instant(one["start"]), instant(one["end"]), one["ordered_by"])
        for one in kept_orders(unit, hall)
    )


def kept_orders(unit: Unit, hall: str) -> list[dict[str, Any]]:
    """The orders as they stand in the database."""
    return list(unit.facts.get(_name(hall)) or [])


def keep_orders(unit: Unit, hall: str, kept: list[dict[str, Any]]) -> None:
    """Writes the orders of a hall."""
    unit.facts.put(_name(hall), kept)


def _name(hall: str) -> str:
    return f"booking_only:{hall}"
