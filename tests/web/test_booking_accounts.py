"""Signing in by SMS code, being identified once, and the page of missed appointments (WD-07, BK-13 … BK-15)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.hub import Hub
from tests.cast import CITIZEN, STRANGER, Person
from tests.web.bookings import Booker, listed_item
from tests.web.conftest import Client, Headers, app_of
from tests.web.test_no_shows import after_closing, miss_three, misses


def last_code(hub: Hub) -> str:
    with hub.store.read() as unit:
        body = next(one.body for one in unit.outbox.newest(5) if one.topic == "sign_in")
    return re.search(r"\d{6}", body).group()  # type: ignore[union-attr]


def sign_in(client: Client, hub: Hub, person: Person = CITIZEN, after: str = "/me") -> None:
    client.get("/me/sign-in")
    client.post("/me/sign-in", data={"phone": person.phone, "next": after})
    client.post("/me/sign-in/code", data={"code": last_code(hub)})


def identify(client: Client, person: Person = CITIZEN) -> int:
    client.get("/me/identify")
    typed = {"name": person.name, "id_type": "id_card", "id_number": person.id_number}
    return client.post("/me/identify", data=typed).status_code


@pytest.fixture
def booker(hub: Hub, channel: Callable[[str], Headers]) -> Booker:
    return Booker(hub, channel("app"), listed_item(hub))


def test_signing_in_by_phone_shows_what_was_booked_elsewhere(client: Client, hub: Hub, booker: Booker) -> None:
    code = booker.booked()["code"]
    sign_in(client, hub)
    assert f"/b/{code}/" in client.get("/me/").text


def test_a_wrong_code_says_how_many_tries_are_left(client: Client, hub: Hub) -> None:
    client.get("/me/sign-in")
    client.post("/me/sign-in", data={"phone": CITIZEN.phone})
    wrong = "000000" if last_code(hub) != "000000" else "111111"
    assert "还可以试 4 次" in client.post("/me/sign-in/code", data={"code": wrong}).text


def test_after_five_wrong_tries_even_the_right_code_is_gone(client: Client, hub: Hub) -> None:
    client.get("/me/sign-in")
    client.post("/me/sign-in", data={"phone": CITIZEN.phone})
    right = last_code(hub)
    for _ in range(5):
        client.post("/me/sign-in/code", data={"code": "00000"})
    assert "已经失效" in client.post("/me/sign-in/code", data={"code": right}).text


def test_codes_are_limited_per_phone_and_not_per_machine(client: Client, hub: Hub) -> None:
    client.get("/me/sign-in")
    assert client.post("/me/sign-in", data={"phone": CITIZEN.phone}).status_code == 303
    assert client.post("/me/sign-in", data={"phone": CITIZEN.phone}).status_code == 429
    assert client.post("/me/sign-in", data={"phone": STRANGER.phone}).status_code == 303


def test_a_phone_gets_ten_codes_a_day(client: Client, hub: Hub) -> None:
    client.get("/me/sign-in")
    found = []
    for _ in range(11):
        hub.clock.advance(timedelta(minutes=2))  # type: ignore[attr-defined]
        found.append(client.post("/me/sign-in", data={"phone": CITIZEN.phone}).status_code)
    assert found == [303] * 10 + [429]


def test_signing_in_leads_back_to_this_site_only(client: Client, hub: Hub) -> None:
    client.get("/me/sign-in?next=https://elsewhere.invalid/")
    client.post("/me/sign-in", data={"phone": CITIZEN.phone, "next": "https://elsewhere.invalid/"})
    assert client.post("/me/sign-in/code", data={"code": last_code(hub)}).location == "/"


def test_signing_out_ends_the_session_on_the_server(client: Client, hub: Hub) -> None:
    sign_in(client, hub)
    token = client.get_cookie("tb_person").value  # type: ignore[union-attr]
    client.post("/me/sign-out")
    client.set_cookie("tb_person", token)
    assert client.get("/me/no-shows").status_code == 303


def test_an_identified_person_need_not_type_again(client: Client, hub: Hub, booker: Booker) -> None:
    sign_in(client, hub)
    assert identify(client) == 303
    slot = booker.slot()
    page = client.get(f"/book/{booker.hall}/{booker.item}/who?slot={slot}").text
    assert f'value="{CITIZEN.name}"' in page


def test_the_stand_in_says_that_it_is_one(client: Client, hub: Hub) -> None:
    sign_in(client, hub)
    assert "替身" in client.get("/me/identify").text


def test_one_document_belongs_to_one_phone(client: Client, hub: Hub) -> None:
    sign_in(client, hub)
    identify(client)
    other: Client = app_of(hub).test_client()  # type: ignore[assignment]
    sign_in(other, hub, STRANGER)
    assert identify(other) == 409


def test_BK_15_the_page_explains_the_listing_with_dates_source_and_a_way_to_object(
    client: Client, hub: Hub, booker: Booker
) -> None:
    miss_three(booker)
    sign_in(client, hub)
    identify(client)
    page = client.get("/me/no-shows").text
    assert "2027年12月10日" in page
    assert "平政数〔2022〕26号" in page
    assert page.count("/object") == 3


def test_BK_13_an_objection_waits_for_its_answer(client: Client, hub: Hub, booker: Booker) -> None:
    booker.booked()
    after_closing(booker)
    sign_in(client, hub)
    identify(client)
    miss = misses(booker)[0].id
    client.get("/me/no-shows")
    assert client.post(f"/me/no-shows/{miss}/object", data={"words": ""}).status_code == 422
    client.post(f"/me/no-shows/{miss}/object", data={"words": "我来了，机器坏了"})
    assert "说明待答复" in client.get("/me/no-shows").text


def test_nobody_objects_for_somebody_else(client: Client, hub: Hub, booker: Booker) -> None:
    booker.booked()
    after_closing(booker)
    sign_in(client, hub, STRANGER)
    identify(client, STRANGER)
    client.get("/me/no-shows")
    refused = client.post(f"/me/no-shows/{misses(booker)[0].id}/object", data={"words": "不是我的"})
    assert refused.status_code == 404


def test_DL_07_an_identified_person_gets_a_code_that_a_kiosk_takes_once(
    client: Client, hub: Hub, device: Callable[[str], Headers]
) -> None:
    sign_in(client, hub)
    identify(client)
    shown = re.search(r"(\d{4}) (\d{4})</p>", client.post("/me/kiosk-code").text)
    assert shown
    proof, kiosk = {"code": shown[1] + shown[2]}, device("410411-K1")
    answers = [client.post("/api/v1/kiosk/identify", json=proof, headers=kiosk).status_code for _ in range(2)]
    assert answers[0] < 300 <= answers[1]


def test_DL_07_who_was_never_identified_gets_no_code(client: Client, hub: Hub) -> None:
    sign_in(client, hub)
    assert client.post("/me/kiosk-code").status_code == 403
