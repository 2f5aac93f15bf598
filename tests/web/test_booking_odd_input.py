"""Odd input to the booking's addresses and forms gets a clear 4xx on both databases, never a 500 (product.md §7)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from portal.hub import Hub
from tests.builders import CITY
from tests.web.bookings import Booker, listed_item
from tests.web.conftest import Headers

ODD = ["\x00", "a\x00b", "𠮷" * 300, "'; drop table slots; --", "%", "../..", "９４４７８３９０", "-1", "1e999"]
DAYS = ["9999-12-31", "0001-01-01", "2026-02-30", "now", "\x00", "2026-11-26T00:00:00", "253402300799"]
MOMENTS = ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-26", "\x00", "nonsense"]


@pytest.fixture
def booker(hub_on_both: Hub, channel: Callable[[str], Headers]) -> Booker:
    return Booker(hub_on_both, channel("app"), listed_item(hub_on_both))


def statuses(booker: Booker, paths: list[str]) -> list[int]:
    return [booker.browser.get(path, headers=booker.headers).status_code for path in paths]


def test_odd_names_in_addresses(booker: Booker) -> None:
    paths = [
        pattern.format(quote(odd, safe=""))
        for odd in ODD
        for pattern in (
            "/api/v1/halls/{}/items",
            "/api/v1/halls/{}/slots?item=x",
            f"/api/v1/halls/{CITY}/slots?item={{}}",
            f"/api/v1/halls/{CITY}/items?q={{}}",
            "/api/v1/items/{}",
            "/api/v1/appointments/{}",
            "/items/{}",
            "/items?q={}&hall={}".replace("{}", "{0}"),
            "/b/{}",
            f"/book/{CITY}/{{}}/",
            f"/book/{{}}/{booker.item}/",
            f"/book/{CITY}/{booker.item}/who?slot={{}}",
            f"/book/{CITY}/{booker.item}/?slot={{}}&situation={{}}".replace("{}", "{0}"),
        )
    ]
    assert max(statuses(booker, paths)) < 500


def test_odd_days_and_moments(booker: Booker) -> None:
    slots = f"/api/v1/halls/{CITY}/slots?item={booker.item}"
    paths = [f"{slots}&from={quote(day)}" for day in DAYS] + [f"{slots}&to={quote(day)}" for day in DAYS]
    paths += [f"{slots}&cursor={quote(moment)}" for moment in MOMENTS]
    paths += [f"/book/{CITY}/{booker.item}/?day={quote(day)}" for day in DAYS]
    assert max(statuses(booker, paths)) < 500


FIELDS = ("hall", "item", "slot", "situation", "reason", "need_by", "agent", "told_by")
WHO = ("name", "id_type", "id_number", "phone")
ANYTHING = [*ODD, "", None, 7, [], {}, True]


def answers(booker: Booker, bodies: list[dict[str, Any]]) -> list[int]:
    sent = (booker.browser.post("/api/v1/appointments", json=one, headers=booker.headers) for one in bodies)
    return [answer.status_code for answer in sent]


def test_odd_bookings(booker: Booker) -> None:
    wish = booker.wish()
    assert max(answers(booker, [{**wish, field: odd} for field in FIELDS for odd in ANYTHING])) < 500


def test_odd_people(booker: Booker) -> None:
    wish = booker.wish()
    people = [{**wish["applicant"], field: odd} for field in WHO for odd in ANYTHING]
    assert max(answers(booker, [{**wish, "applicant": person} for person in people])) < 500


def test_odd_forms(booker: Booker) -> None:
    browser, fields = booker.browser, ("code", "digits", "phone", "next", "name", "id_type", "id_number", "agent_name")
    browser.get("/me/")
    who = f"/book/{CITY}/{booker.item}/who?slot={booker.slot()}"
    paths = ("/me/find", "/me/sign-in", "/b/94478390/open", who)
    found = [browser.post(path, data=dict.fromkeys(fields, odd)).status_code for path in paths for odd in ODD]
    assert max(found) < 500
