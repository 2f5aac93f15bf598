"""A channel's user as the booking tests need one: looks at slots, books, reads the answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from booking.slots import SlotKind
from portal.hub import Hub
from portal.store.slots import StoredSlot
from shared.clock import local, wall
from tests.builders import CITY
from tests.cast import CITIZEN, Person
from tests.web.conftest import Client, Headers, app_of

IN_HOURS, OUT_OF_HOURS = SlotKind.IN_HOURS.value, SlotKind.OUT_OF_HOURS.value
THURSDAY, SATURDAY = date(2026, 11, 26), date(2026, 11, 28)


def listed_item(hub: Hub, hall: str = CITY) -> str:
    """An item on the hall's out-of-hours list."""
    with hub.store.read() as unit:
        return min(unit.items.out_of_hours(hall, date(2026, 11, 23)))


def unlisted_item(hub: Hub, hall: str = CITY) -> str:
    """An item that is not on it."""
    with hub.store.read() as unit:
        listed = unit.items.out_of_hours(hall, date(2026, 11, 23))
        return next(one.item.code for one in unit.items.offered(hall) if one.item.code not in listed)


def slot_at(hub: Hub, item: str, day: date, clock_time: str, hall: str = CITY) -> StoredSlot:
    """The slot of an item that starts then."""
    with hub.store.read() as unit:
        found = unit.slots.of_days(hall, day, day)
    return next(slot for slot in found if slot.item == item and slot.start == wall(day, clock_time))


@dataclass
class Booker:
    """Books through one channel; `person` is who comes."""

    hub: Hub
    headers: Headers
    item: str
    hall: str = CITY
    person: Person = CITIZEN
    browser: Client = field(init=False)

    def __post_init__(self) -> None:
        self.browser = app_of(self.hub).test_client()  # type: ignore[assignment]

    def slot(self, day: date = THURSDAY, clock_time: str = "10:00") -> str:
        return slot_at(self.hub, self.item, day, clock_time, self.hall).id

    def wish(self, slot: str | None = None, **changed: Any) -> dict[str, Any]:
        """The body of a booking."""
        applicant = {"name": self.person.name, "id_type": "id_card", "id_number": self.person.id_number}
        applicant["phone"] = self.person.phone
        asked = {"hall": self.hall, "item": self.item, "slot": slot or self.slot(), "applicant": applicant}
        return {**asked, **changed}

    def book(self, slot: str | None = None, key: str = "", **changed: Any) -> Any:
        """The answer to a booking."""
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return self.browser.post("/api/v1/appointments", json=self.wish(slot, **changed), headers=headers)

    def booked(self, slot: str | None = None, **changed: Any) -> dict[str, Any]:
        """A booking that is granted."""
        answer = self.book(slot, **changed)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def post(self, path: str, **sent: Any) -> Any:
        return self.browser.post(f"/api/v1/appointments/{path}", json=sent, headers=self.headers)

    def at(self, day: date, clock_time: str) -> None:
        """Lets the hall's clock show another time."""
        self.hub.clock.set(wall(day, clock_time))  # type: ignore[attr-defined]


MakeBooker = Callable[..., Booker]


def starts(answer: dict[str, Any]) -> datetime:
    """When a booking starts, on the hall's clock."""
    return local(datetime.fromisoformat(answer["start"]))
