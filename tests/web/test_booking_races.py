"""Many people at once: no place sold twice, none lost, nobody twice at one time (product.md §7), on both databases."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from portal.hub import Hub
from tests.cast import Person, made_up
from tests.web.bookings import THURSDAY, Booker, listed_item
from tests.web.conftest import Headers

CROWD = [made_up("赵试多", date(1990, 1, 1 + number % 28), number) for number in range(200, 400)]


@pytest.fixture
def booker(hub_on_both: Hub, channel: Callable[[str], Headers]) -> Booker:
    return Booker(hub_on_both, channel("app"), listed_item(hub_on_both))


def at_once(work: Callable[[Any], Any], many: list[Any]) -> Counter[Any]:
    with ThreadPoolExecutor(12) as crowd:
        return Counter(crowd.map(work, many))


def book_as(booker: Booker, slot: str) -> Callable[[Person], tuple[int, str]]:
    app = booker.browser.application

    def book(person: Person) -> tuple[int, str]:
        mine = Booker.__new__(Booker)
        mine.__dict__.update(booker.__dict__, person=person, browser=app.test_client())
        answer = mine.book(slot)
        return answer.status_code, answer.json.get("code") if answer.status_code >= 400 else "booked"

    return book


def test_200_people_on_a_slot_of_five_are_five_bookings(booker: Booker) -> None:
    assert at_once(book_as(booker, booker.slot()), CROWD) == {(201, "booked"): 5, (409, "slot_full"): 195}


def test_one_person_pressing_twelve_times_books_once(booker: Booker) -> None:
    found = at_once(book_as(booker, booker.slot()), [CROWD[0]] * 12)
    assert found == {(201, "booked"): 1, (409, "overlapping"): 11}


def test_one_key_from_twelve_threads_is_one_booking(booker: Booker) -> None:
    app, wish, headers = booker.browser.application, booker.wish(), {**booker.headers, "Idempotency-Key": "once"}

    def book(_: int) -> str:
        return str(app.test_client().post("/api/v1/appointments", json=wish, headers=headers).json["code"])

    codes = at_once(book, list(range(12)))
    assert len(set(codes) - {"in_progress"}) == 1


def test_places_taken_are_the_bookings_that_hold_them(booker: Booker) -> None:
    morning, afternoon = booker.slot(), booker.slot(THURSDAY, "14:00")
    app = booker.browser.application

    def come_and_go(person: Person) -> int:
        wish = {**booker.wish(morning), "applicant": {**booker.wish()["applicant"], "id_number": person.id_number}}
        answer = app.test_client().post("/api/v1/appointments", json=wish, headers=booker.headers)
        if answer.status_code != 201:
            return int(answer.status_code)
        way = "cancel" if int(person.id_number[15]) % 2 else "reschedule"
        body = {} if way == "cancel" else {"slot": afternoon}
        path = f"/api/v1/appointments/{answer.json['code']}/{way}"
        return int(app.test_client().post(path, json=body, headers=booker.headers).status_code)

    statuses = at_once(come_and_go, CROWD[:60])
    with booker.hub.store.read() as unit:
        held = [one.slot for one in unit.appointments.of_day(booker.hall, THURSDAY) if one.is_open]
        taken = {slot: unit.slots.get(slot).taken for slot in (morning, afternoon)}  # type: ignore[union-attr]
    assert set(statuses) <= {200, 409}
    assert taken == {slot: held.count(slot) for slot in taken}
