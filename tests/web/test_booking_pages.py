"""Booking on the phone without an account and without JavaScript; every page fetched here is inspected."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from portal.hub import Hub
from tests.builders import CITY
from tests.cast import CITIZEN, STRANGER
from tests.web.bookings import SATURDAY, THURSDAY, Booker, listed_item, slot_at
from tests.web.conftest import Client, Headers, app_of

PERSON = {"name": CITIZEN.name, "id_type": "id_card", "id_number": CITIZEN.id_number, "phone": "13800000123"}
URGENT = {"reason": "12月1日投标截止", "need_by": "2026-12-01"}


@pytest.fixture
def item(hub: Hub) -> str:
    return listed_item(hub)


@pytest.fixture
def steps(item: str) -> str:
    return f"/book/{CITY}/{item}"


def type_person(client: Client, hub: Hub, steps: str, day: date = THURSDAY, **typed: str) -> str:
    """Chooses a slot and fills the form in; answers where it leads."""
    clock_time = "10:00" if day == THURSDAY else "09:00"
    slot = slot_at(hub, steps.rsplit("/", 1)[-1], day, clock_time)
    client.get(f"{steps}/who?slot={slot.id}")
    sent = client.post(f"{steps}/who?slot={slot.id}", data={**PERSON, **typed})
    return sent.location if sent.status_code == 303 else sent.text


def book(client: Client, hub: Hub, steps: str, day: date = THURSDAY, **typed: str) -> str:
    """The whole way; answers the address of the appointment."""
    type_person(client, hub, steps, day, **typed)
    client.get(f"{steps}/check")
    return str(client.post(f"{steps}/check", data={"agreed": "1", "once": f"key-{day}"}).location)


def test_the_first_page_is_small_and_offers_the_way_to_everything(client: Client) -> None:
    page = client.get("/")
    assert len(page.data) < 15_000
    assert all(f'href="{way}"' in page.text for way in ("/items", "/queue", "/me"))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("mode", ["normal", "elder"])
@pytest.mark.parametrize("path", ["/", "/items", "/items?q=zzz", "/out-of-hours", "/me/", "/me/sign-in"])
def test_open_pages_pass_inspection_in_both_languages_and_modes(
    client: Client, path: str, mode: str, language: str
) -> None:
    client.set_cookie("tb_lang", language)
    client.set_cookie("tb_mode", mode)
    assert client.get(path).status_code == 200


def test_BK_04_conditions_and_materials_are_shown_before_booking(client: Client, item: str) -> None:
    page = client.get(f"/items/{item}").text
    assert "什么人可以办" in page
    assert "要带的材料" in page


def test_BK_07_the_list_is_public(client: Client) -> None:
    assert "BK-07" in client.get("/out-of-hours").text


def test_the_slots_of_a_week_are_shown_and_one_leads_on(client: Client, hub: Hub, item: str, steps: str) -> None:
    slot = slot_at(hub, item, THURSDAY, "10:00")
    page = client.get(f"{steps}/?slot={slot.id}&day=2026-11-26").text
    assert f"{steps}/who?situation=" in page


def test_a_booking_needs_no_account(client: Client, hub: Hub, steps: str) -> None:
    voucher = client.get(book(client, hub, steps)).text
    assert "约好了" in voucher
    assert "<svg" in voucher


def test_every_fault_is_named_at_once_and_nothing_typed_is_lost(client: Client, hub: Hub, steps: str) -> None:
    page = type_person(client, hub, steps, id_number="41040019900101001", phone="0375-2987218")
    assert page.count('aria-invalid="true"') == 2
    assert "41040019900101001" in page


def test_BK_08_an_out_of_hours_request_asks_reason_and_day(client: Client, hub: Hub, steps: str) -> None:
    page = type_person(client, hub, steps, SATURDAY)
    assert re.findall(r'href="#(\w+)"', page) == ["reason", "need_by"]


def test_BK_08_it_cannot_be_needed_before_the_slot(client: Client, hub: Hub, steps: str) -> None:
    page = type_person(client, hub, steps, SATURDAY, **{**URGENT, "need_by": "2026-11-27"})
    assert "最晚日期不能早于" in page


def test_BK_11_a_request_says_that_it_is_not_booked_yet(client: Client, hub: Hub, steps: str) -> None:
    assert "还没约上" in client.get(book(client, hub, steps, SATURDAY, **URGENT)).text


def test_the_check_page_asks_for_agreement_and_keeps_the_draft(client: Client, hub: Hub, steps: str) -> None:
    type_person(client, hub, steps)
    client.get(f"{steps}/check")
    refused = client.post(f"{steps}/check", data={})
    assert (refused.status_code, CITIZEN.name in refused.text) == (422, True)


def test_a_slot_that_filled_up_meanwhile_leads_to_other_times_with_everything_kept(
    client: Client, hub: Hub, item: str, steps: str, channel: Callable[[str], Headers]
) -> None:
    type_person(client, hub, steps)
    from tests.web.test_booking_api import fill_up

    fill_up(Booker(hub, channel("app"), item, person=STRANGER), slot_at(hub, item, THURSDAY, "10:00").id)
    client.get(f"{steps}/check")
    refused = client.post(f"{steps}/check", data={"agreed": "1"})
    assert (refused.status_code, f"{steps}/?situation=" in refused.text) == (409, True)
    assert CITIZEN.name in client.get(f"{steps}/who?slot={slot_at(hub, item, THURSDAY, '14:00').id}").text


def test_pressing_twice_books_once(client: Client, hub: Hub, steps: str) -> None:
    type_person(client, hub, steps)
    client.get(f"{steps}/check")
    draft = client.get_cookie("tb_draft", path="/book").value  # type: ignore[union-attr]
    first = client.post(f"{steps}/check", data={"agreed": "1", "once": "twice"}).location
    client.set_cookie("tb_draft", draft, path="/book")
    assert client.post(f"{steps}/check", data={"agreed": "1", "once": "twice"}).location == first


def test_a_stranger_with_the_code_is_asked_for_the_phones_digits(client: Client, hub: Hub, steps: str) -> None:
    address = book(client, hub, steps)
    stranger: Client = app_of(hub).test_client()  # type: ignore[assignment]
    assert "手机号后 4 位" in stranger.get(address).text
    assert "约好了" in stranger.post(f"{address.rstrip('/')}/open", data={"digits": "0123"}, follow_redirects=True).text


def test_guessing_the_digits_ends_after_five_tries(client: Client, hub: Hub, steps: str) -> None:
    address = book(client, hub, steps).rstrip("/")
    stranger: Client = app_of(hub).test_client()  # type: ignore[assignment]
    stranger.get(address)
    tries = [stranger.post(f"{address}/open", data={"digits": f"{guess:04}"}).status_code for guess in range(6)]
    assert tries == [422] * 5 + [429]


def test_BK_12_cancelling_on_the_phone_needs_no_account(client: Client, hub: Hub, steps: str) -> None:
    address = book(client, hub, steps).rstrip("/")
    client.get(f"{address}/change")
    assert "已取消" in client.post(f"{address}/cancel", follow_redirects=True).text


def test_BK_12_moving_keeps_the_code(client: Client, hub: Hub, item: str, steps: str) -> None:
    address = book(client, hub, steps).rstrip("/")
    afternoon = slot_at(hub, item, THURSDAY, "14:00").id
    client.get(f"{address}/move?slot={afternoon}")
    moved = client.post(f"{address}/move", data={"slot": afternoon}, follow_redirects=True)
    assert "14:00–14:30" in moved.text


def test_the_calendar_entry_and_the_picture_name_nobody(client: Client, hub: Hub, steps: str) -> None:
    address = book(client, hub, steps).rstrip("/")
    entry = client.get(f"{address}/calendar.ics")
    assert entry.text.startswith("BEGIN:VCALENDAR\r\n")
    assert CITIZEN.name not in entry.text + client.get(f"{address}/qr.svg").text


def test_a_booking_made_elsewhere_opens_by_code_and_digits(
    client: Client, hub: Hub, item: str, channel: Callable[[str], Headers]
) -> None:
    code = Booker(hub, channel("app"), item).booked()["code"]
    client.get("/me/")
    opened = client.post("/me/find", data={"code": f"{code[:4]} {code[4:]}", "digits": "0123"}, follow_redirects=True)
    assert "约好了" in opened.text


def test_the_page_speaks_english(client: Client, hub: Hub, steps: str) -> None:
    client.set_cookie("tb_lang", "en")
    assert "Booked" in client.get(book(client, hub, steps)).text
