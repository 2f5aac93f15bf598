"""The kiosk's other errands: check-in by scanner, progress, guide, help, preferences; and what a lost hub leaves."""

import pytest

from kiosk import codes
from kiosk.heartbeat import Heart
from kiosk.reader import Card
from portal import help_calls
from tests.builders import CITY, Filled
from tests.cast import CITIZEN
from tests.devices.kiosk_kit import Kiosk
from tests.web.bookings import THURSDAY, Booker, unlisted_item

NUMBERS = {"PDS-261122-00473-2": "PDS-261122-00473-2", "261122004732": "PZH-261122-00473-2", "12": ""}


@pytest.fixture
def booker(kiosk: Kiosk, filled: Filled) -> Booker:
    """CITIZEN's phone."""
    headers = {"Authorization": f"Bearer {filled.keys.channels['app']}"}
    return Booker(kiosk.hub, headers, unlisted_item(kiosk.hub))


@pytest.fixture
def code(booker: Booker) -> str:
    """A booking of Thursday 10:00; it is 09:50 now."""
    made = booker.booked()["code"]
    booker.at(THURSDAY, "09:50")
    return str(made)


@pytest.mark.parametrize(
    "shape", ["{code}", "https://hall.example/a/{code}", "{code}\n", "https://hall.example/a/{code}?x=1"]
)
def test_BK_02_a_scan_checks_in_and_prints_the_ticket(kiosk: Kiosk, code: str, shape: str) -> None:
    visitor = kiosk.browser()
    visitor.open("/check-in/")
    page = visitor.press("/check-in/", code=shape.format(code=code))
    assert kiosk.slips[0]["number"] in page.text
    assert len(kiosk.slips) == 1


def test_BK_02_the_code_can_be_typed_key_by_key_without_script(kiosk: Kiosk, code: str) -> None:
    visitor, typed = kiosk.browser(), ""
    visitor.open("/check-in/type")
    for key in code:
        page = visitor.press("/check-in/type", code=typed, key=key)
        typed += key
        assert f'name="code" value="{typed}"' in page.text
    assert "号票已打印" in visitor.press("/check-in/type", code=typed).text


def test_BK_02_the_card_finds_todays_booking(kiosk: Kiosk, code: str) -> None:
    visitor = kiosk.browser()
    visitor.open("/check-in/mine")
    kiosk.reader.lay(Card(CITIZEN.name, CITIZEN.id_number))
    page = visitor.open("/identity/card?next=check_in")
    assert "10:00–10:30" in page.text
    assert "号票已打印" in visitor.press("/check-in/", code=code).text


def test_a_second_scan_of_the_same_touch_is_the_same_ticket(kiosk: Kiosk, code: str) -> None:
    visitor = kiosk.browser()
    page = visitor.open("/check-in/")
    visitor.press("/check-in/", code=code)
    visitor.page = page
    assert "号票" in visitor.press("/check-in/", code=code).text
    assert len(kiosk.slips) == 1


@pytest.mark.parametrize("scanned", ["11111111", "hello", "https://elsewhere.example/x"])
def test_what_is_no_booking_is_told_beside_the_scanner(kiosk: Kiosk, scanned: str) -> None:
    visitor = kiosk.browser()
    visitor.open("/check-in/")
    page = visitor.press("/check-in/", code=scanned)
    assert page.status_code == 422
    assert "notice--stop" in page.text


@pytest.mark.parametrize(("scanned", "number"), NUMBERS.items())
def test_a_case_number_is_read_from_slip_or_digits(scanned: str, number: str) -> None:
    assert codes.case_number(scanned, "PZH") == number


def test_CS_29_a_case_is_shown_with_its_clocks_and_printed_without_password(kiosk: Kiosk, booker: Booker) -> None:
    person = {"name": CITIZEN.name, "id_number": CITIZEN.id_number, "phone": CITIZEN.phone}
    wish = {"hall": CITY, "item": booker.item, "applicant": person}
    case = booker.browser.post("/api/v1/cases", json=wish, headers=booker.headers).json
    visitor = kiosk.browser()
    visitor.open("/progress/")
    visitor.press("/progress/", scanned=case["number"])
    page = visitor.press("/progress/password", code=case["password"])
    assert case["number"] in page.text
    visitor.press("/progress/slip")
    assert kiosk.slips[0]["kind"] == "n23"
    assert case["password"] not in str(kiosk.slips)


def test_CS_29_a_wrong_password_is_refused_in_words(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/progress/")
    visitor.press("/progress/", scanned="PDS-261122-00473-2")
    page = visitor.press("/progress/password", code="000000")
    assert page.status_code == 422
    assert "notice--stop" in page.text


def test_GD_04_one_touch_calls_a_guide_once(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/help")
    visitor.press("/help")
    assert "正在过来" in visitor.press("/help").text
    with kiosk.hub.store.read() as unit:
        assert [call.device for call in help_calls.waiting(unit, CITY)] == [f"{CITY}-K1"]
    assert kiosk.cable.passed.count("POST /api/v1/kiosk/help") == 1


def test_GD_04_an_elder_gets_a_priority_ticket_without_proof(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/")
    visitor.press("/prefer", mode="elder", back="/ticket/")
    assert 'data-mode="elder"' in visitor.page.text
    visitor.touch("/ticket/?priority=elderly")
    visitor.touch("/ticket/", area="B", priority="elderly")
    assert kiosk.slips[0]["priority"]
    assert kiosk.slips[0]["large"] is True


def test_the_idle_times_double_for_elders(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    assert 'data-idle="60" data-countdown="30"' in visitor.open("/ticket/").text
    visitor.press("/prefer", mode="elder", back="/ticket/")
    assert 'data-idle="120" data-countdown="45"' in visitor.page.text


def test_the_machine_itself_may_be_rated(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/rate")
    assert "谢谢" in visitor.press("/rate", level="5").text


def test_a_ticket_may_be_rated(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/ticket/")
    visitor.press("/ticket/", area="A")
    visitor.open("/rate")
    assert "谢谢" in visitor.press("/rate", level="4").text


@pytest.mark.parametrize(
    "path", ["/ticket/", "/check-in/", "/progress/", "/guide/", "/help", "/more", "/rate", "/guide/book"]
)
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_first_screen_stands_in_both_languages(kiosk: Kiosk, path: str, lang: str) -> None:
    visitor = kiosk.browser()
    visitor.open("/")
    visitor.press("/prefer", lang=lang, back=path)
    assert visitor.page.status_code == 200
    assert f'lang="{lang}"' in visitor.page.text


def test_the_guide_stays_readable_without_the_hub(kiosk: Kiosk, booker: Booker) -> None:
    visitor = kiosk.browser()
    visitor.open("/")
    visitor.open("/guide/")
    visitor.open(f"/guide/{booker.item}")
    kiosk.cable.cut = True
    assert visitor.open(f"/guide/{booker.item}").status_code == 200
    assert "与总台的连接断了" in visitor.open("/guide/").text


def test_without_the_hub_every_errand_ends_in_a_plain_screen(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/ticket/")
    kiosk.cable.cut = True
    page = visitor.press("/ticket/", area="A")
    assert page.status_code == 503
    assert "现在连不上总台" in page.text
    home = visitor.open("/")
    assert home.status_code == 200
    assert "与总台的连接断了" in home.text
    kiosk.cable.cut = False
    visitor.open("/ticket/")
    assert "A001" in visitor.press("/ticket/", area="A").text


def test_a_ticket_lost_on_the_way_back_is_not_taken_twice(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    page = visitor.open("/ticket/")
    kiosk.cable.loses_answers = True
    assert visitor.press("/ticket/", area="A").status_code == 503
    kiosk.cable.loses_answers = False
    visitor.page = page
    assert "A001" in visitor.press("/ticket/", area="A").text
    assert len(kiosk.slips) == 1


def test_the_heartbeat_tells_how_the_printers_are(kiosk: Kiosk) -> None:
    Heart(kiosk.machine).step()
    with kiosk.hub.store.read() as unit:
        own = unit.print_jobs.printers_of(f"{CITY}-K1")
    assert {printer.state for printer in own} == {"ready"}


def test_a_form_of_another_machine_is_not_taken(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/ticket/")
    visitor.press("/ticket/", area="A", csrf_token="another")
    assert kiosk.slips == []
