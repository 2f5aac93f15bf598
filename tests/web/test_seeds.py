"""What the demonstration promises to hold (product.md §3): halls, items, slots for the whole horizon, accounts."""

from datetime import timedelta

from sqlalchemy import select

from booking.window import BookingRules, last_slot_day
from portal.catalog.places import load_places
from portal.demo.shown import SHOWN_FIRST, accounts
from portal.hub import Hub
from portal.roles import Role
from portal.store.slots import slots
from portal.working_days import shipped
from shared.clock import today
from tests.builders import CITY

HORIZON = 14


def days_with_slots(hub: Hub, kind: str) -> dict[str, set[str]]:
    """Item to the days on which the city's hall offers it."""
    query = select(slots.c.item, slots.c.day).where(slots.c.hall == CITY, slots.c.kind == kind).distinct()
    found: dict[str, set[str]] = {}
    with hub.store.read() as unit:
        for row in unit.connection.execute(query):
            found.setdefault(row.item, set()).add(row.day.isoformat())
    return found


def test_the_citys_hall_comes_first_and_its_first_item_is_ordinary(hub: Hub) -> None:
    with hub.store.read() as unit:
        first = unit.items.offered(CITY)[0].item
        assert unit.halls.all()[0].code == CITY
        assert first.code not in unit.items.out_of_hours(CITY, today(hub.now()))


def test_every_item_has_ordinary_slots_on_each_working_day(hub: Hub) -> None:
    start, known = today(hub.now()), shipped()
    days = [start + timedelta(days=ahead) for ahead in range(HORIZON + 1)]
    worked = {day.isoformat() for day in days if known.working(day)}
    offered = days_with_slots(hub, "in_hours")
    with hub.store.read() as unit:
        listed = [one.item.code for one in unit.items.offered(CITY)]
    assert [item for item in listed if not worked <= offered.get(item, set())] == []


def test_four_items_have_slots_on_every_evening_and_weekend(hub: Hub) -> None:
    start = today(hub.now())
    last = last_slot_day(start, shipped(), BookingRules())
    every_day = {(start + timedelta(days=ahead)).isoformat() for ahead in range((last - start).days + 1)}
    whole = [item for item, days in days_with_slots(hub, "out_of_hours").items() if every_day <= days]
    assert len(whole) >= 4


def test_slots_take_five_people_for_half_an_hour(hub: Hub) -> None:
    query = select(slots.c.capacity, slots.c.start, slots.c.end).where(slots.c.hall == CITY)
    with hub.store.read() as unit:
        shapes = {(row.capacity, row.end - row.start) for row in unit.connection.execute(query)}
    assert shapes == {(5, timedelta(minutes=30))}


def test_the_people_of_the_story_have_accounts() -> None:
    usernames = {one["username"] for one in accounts(load_places())}
    assert [name for name in SHOWN_FIRST if name not in usernames] == []


def test_every_role_that_signs_in_can_be_tried() -> None:
    tried = {one["role"] for one in accounts(load_places())}
    assert tried >= {Role.GUIDE, Role.WINDOW_CLERK, Role.REVIEWER, Role.ISSUING_CLERK, Role.HALL_MANAGER}
