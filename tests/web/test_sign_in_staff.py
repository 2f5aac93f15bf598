"""The staff's door: wrong proofs are counted, a second factor works once, signing out ends the session (WD-07)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import totp
from portal.demo.seeds import PASSWORD
from portal.hub import Hub
from tests.web.conftest import Client

SECRET = totp.new_secret("a token of the tests")


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> int:
    typed = {"username": "window1", "password": password, **more}
    return client.post("/staff/sign-in", data=typed).status_code


def with_second_factor(hub: Hub) -> None:
    with hub.store.write() as unit:
        unit.staff.set_second_factor("window1", hub.vault.seal(SECRET))


def test_the_right_password_opens_the_first_room(client: Client) -> None:
    assert sign_in(client) == 303
    assert client.get("/staff/").status_code in {200, 303}


def test_a_wrong_password_keeps_the_number_and_never_the_password(client: Client) -> None:
    answer = client.post("/staff/sign-in", data={"username": "window1", "password": "a secret guess"})
    assert answer.status_code == 422
    assert 'value="window1"' in answer.text
    assert "a secret guess" not in answer.text


def test_an_account_without_a_room_is_told_so(staff: Callable[[str], Client]) -> None:
    archivist = staff("archive1")
    assert archivist.get("/staff/").headers["Location"] == "/staff/no-room"
    assert archivist.get("/staff/no-room").status_code == 200


def test_an_unknown_number_is_answered_like_a_wrong_password(client: Client) -> None:
    texts = {
        client.post("/staff/sign-in", data={"username": name, "password": "no"}).text.replace(name, "")
        for name in ("window1", "nobody")
    }
    assert len(texts) == 1


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour(client: Client, hub: Hub) -> None:
    for _try in range(5):
        sign_in(client, "wrong")
    assert sign_in(client) == 422
    hub.clock.advance(timedelta(minutes=15, seconds=1))
    assert sign_in(client) == 303


@pytest.mark.parametrize(("digits", "status"), [("", 422), ("000000", 422)])
def test_a_second_factor_is_asked_for(client: Client, hub: Hub, digits: str, status: int) -> None:
    with_second_factor(hub)
    assert sign_in(client, digits=digits) == status


def test_a_second_factor_opens_once(client: Client, hub: Hub) -> None:
    with_second_factor(hub)
    digits = totp.code_at(SECRET, totp.step_at(hub.now()))
    assert [sign_in(client, digits=digits) for _try in range(2)] == [303, 422]


def test_the_second_factor_follows_rfc_6238() -> None:
    assert totp.code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59 // 30) == "287082"


def test_signing_out_ends_the_session(client: Client) -> None:
    sign_in(client)
    client.post("/staff/sign-out")
    assert client.get("/staff/").headers["Location"].startswith("/staff/sign-in")


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/staff/window", "/staff/window"),
        ("https://elsewhere.test/staff/", "/staff/"),
        ("//elsewhere.test", "/staff/"),
        ("/me", "/staff/"),
        ("/staff/sign-out", "/staff/"),
    ],
)
def test_nobody_is_led_elsewhere(client: Client, wanted: str, place: str) -> None:
    typed = {"username": "window1", "password": PASSWORD, "next": wanted}
    assert client.post("/staff/sign-in", data=typed).headers["Location"] == place


def test_signing_in_is_written_down(client: Client, hub: Hub) -> None:
    sign_in(client)
    with hub.store.read() as unit:
        assert [row.action for row in unit.audit.about("staff:window1")] == ["staff.signed_in"]


def test_the_form_speaks_english(client: Client) -> None:
    assert "Staff sign-in" in client.get("/staff/sign-in", headers={"Accept-Language": "en"}).text
