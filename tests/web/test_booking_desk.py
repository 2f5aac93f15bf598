"""The booking clerk's day: asks the department, confirms or declines, books for callers, takes no-shows back."""

from collections.abc import Callable

import pytest

from portal.hub import Hub
from printers.slip import compose
from tests.builders import CITY
from tests.cast import CITIZEN
from tests.web.bookings import SATURDAY, THURSDAY, Booker, listed_item
from tests.web.conftest import Client, Headers
from tests.web.test_no_shows import after_closing, miss_three, misses, state_of

DESK = "/staff/bookings"
Staff = Callable[[str], Client]


@pytest.fixture
def booker(hub: Hub, channel: Callable[[str], Headers]) -> Booker:
    return Booker(hub, channel("app"), listed_item(hub))


@pytest.fixture
def request_code(booker: Booker) -> str:
    return str(booker.booked(booker.slot(SATURDAY, "09:00"), reason="12月1日投标截止", need_by="2026-12-01")["code"])


@pytest.fixture
def clerk(staff: Staff) -> Client:
    browser = staff("booking_clerk")
    browser.get(f"{DESK}/")
    return browser


def consulted(clerk: Client, code: str) -> None:
    clerk.post(f"{DESK}/{code}/consult", data={"department": "住建局"})


def test_BK_11_a_request_waits_at_the_desk_with_its_reason(clerk: Client, request_code: str) -> None:
    page = clerk.get(f"{DESK}/?code={request_code}").text
    assert "12月1日投标截止" in page
    assert "待答复" in page


def test_BK_11_confirming_needs_the_department_to_be_asked_first(
    clerk: Client, booker: Booker, request_code: str
) -> None:
    assert clerk.post(f"{DESK}/{request_code}/answer", data={"verdict": "yes"}).status_code == 409
    assert state_of(booker, request_code) == "requested"


def test_BK_11_the_department_agrees_and_the_applicant_is_told(
    clerk: Client, hub: Hub, booker: Booker, request_code: str
) -> None:
    consulted(clerk, request_code)
    clerk.post(f"{DESK}/{request_code}/answer", data={"verdict": "yes", "staff": "5 号窗口值守"})
    with hub.store.read() as unit:
        topics = [one.topic for one in unit.outbox.newest(2)]
    assert state_of(booker, request_code) == "confirmed"
    assert set(topics) == {"appointment.confirmed", "appointment.notice"}


def test_BK_11_a_no_needs_its_reason_and_keeps_what_was_typed(clerk: Client, request_code: str) -> None:
    consulted(clerk, request_code)
    refused = clerk.post(f"{DESK}/{request_code}/answer", data={"verdict": "no", "staff": "没有人手"})
    assert (refused.status_code, "没有人手" in refused.text) == (422, True)


def test_BK_11_a_declined_request_gives_its_place_back(clerk: Client, booker: Booker, request_code: str) -> None:
    consulted(clerk, request_code)
    clerk.post(f"{DESK}/{request_code}/answer", data={"verdict": "no", "words": "周六没有审批人员"})
    with booker.hub.store.read() as unit:
        booked = unit.appointments.find(request_code)
        assert unit.slots.get(booked.slot).taken == 0  # type: ignore[union-attr]


def test_BK_10_the_registration_form_goes_to_the_halls_laser(clerk: Client, hub: Hub, request_code: str) -> None:
    clerk.post(f"{DESK}/{request_code}/print")
    with hub.store.read() as unit:
        papers = unit.documents.about("appointment", f"BK-261128-{request_code}")
    assert [paper.kind for paper in papers] == ["n2"]
    assert papers[0].body.startswith(b"%PDF")


def test_BK_05_a_clerk_books_for_a_caller_and_tells_everything(clerk: Client, hub: Hub, booker: Booker) -> None:
    address = f"{DESK}/new?item={booker.item}&day={THURSDAY.isoformat()}"
    assert "照着说一遍" in clerk.get(address).text
    typed = {"name": CITIZEN.name, "id_number": CITIZEN.id_number, "phone": CITIZEN.phone}
    sent = {**typed, "slot": booker.slot(), "channel": "phone", "told": "1"}
    assert "已确认" in clerk.post(address, data=sent, follow_redirects=True).text
    with hub.store.read() as unit:
        booked = unit.appointments.of_day(CITY, THURSDAY)[0]
    assert (booked.channel, booked.told_by) == ("phone", "booking1")


def test_a_callers_wrong_number_is_named_and_the_rest_kept(clerk: Client, booker: Booker) -> None:
    address = f"{DESK}/new?item={booker.item}&day={THURSDAY.isoformat()}"
    clerk.get(address)
    page = clerk.post(address, data={"name": CITIZEN.name, "slot": booker.slot(), "channel": "phone"})
    assert (page.status_code, CITIZEN.name in page.text) == (422, True)


def test_a_booking_is_found_by_its_code(clerk: Client, booker: Booker) -> None:
    code = booker.booked()["code"]
    assert "张测试" in clerk.post(f"{DESK}/find", data={"code": code}, follow_redirects=True).text


def test_an_unknown_code_says_so_on_the_desk(clerk: Client) -> None:
    assert clerk.post(f"{DESK}/find", data={"code": "00000000"}).status_code == 404


def test_BK_13_a_no_show_is_taken_back_only_with_a_reason(staff: Staff, booker: Booker) -> None:
    code = booker.booked()["code"]
    after_closing(booker)
    clerk = staff("booking_clerk")
    clerk.get(f"{DESK}/?view=missed&code={code}")
    assert clerk.post(f"{DESK}/{code}/void", data={"view": "missed"}).status_code == 422
    clerk.post(f"{DESK}/{code}/void", data={"view": "missed", "reason": "系统故障"})
    assert state_of(booker, code) == "voided"


def test_another_halls_booking_is_not_found(staff: Staff, hub: Hub, channel: Callable[[str], Headers]) -> None:
    code = Booker(hub, channel("app"), listed_item(hub, "410411"), hall="410411").booked()["code"]
    clerk = staff("booking_clerk")
    clerk.get(f"{DESK}/")
    assert clerk.post(f"{DESK}/{code}/cancel").status_code == 404


@pytest.mark.parametrize("view", ["requests", "day", "missed"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_BK_17_the_booking_desk_lists_what_waits_in_both_languages(
    clerk: Client, request_code: str, view: str, language: str
) -> None:
    clerk.set_cookie("tb_lang", language)
    page = clerk.get(f"{DESK}/?view={view}&day={SATURDAY.isoformat()}&code={request_code}")
    assert page.status_code == 200


def test_N1_and_N26_go_to_the_thermal_printer_and_can_be_drawn(clerk: Client, hub: Hub, booker: Booker) -> None:
    code = booker.booked()["code"]
    clerk.post(f"{DESK}/{code}/slips")
    with hub.store.read() as unit:
        slips = unit.documents.about("appointment", unit.appointments.find(code).id)  # type: ignore[union-attr]
    assert [compose(dict(slip.data)).kind for slip in slips] == ["n1", "n26"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_N25_names_the_three_dates_and_can_be_drawn(staff: Staff, hub: Hub, booker: Booker, language: str) -> None:
    miss_three(booker)
    clerk, code = staff("booking_clerk"), misses(booker)[0].evidence["code"]
    clerk.set_cookie("tb_lang", language)
    clerk.get(f"{DESK}/?view=missed&code={code}")
    clerk.post(f"{DESK}/{code}/slips")
    with hub.store.read() as unit:
        slip = unit.documents.about("appointment", unit.appointments.find(code).id)[0]  # type: ignore[union-attr]
    assert len(slip.data["noshows"]) == 3
    assert compose(dict(slip.data)).missing == ""


ORDER = {"reason": "疫情防控", "start": "2026-11-23T08:00", "end": "2026-11-23T17:00", "ordered_by": "指挥部 12 号令"}


def take_ticket(booker: Booker) -> int:
    wish = {"hall": CITY, "item": booker.item}
    return int(booker.browser.post("/api/v1/tickets", json=wish, headers=booker.headers).status_code)


def test_BK_03_walk_in_is_open_until_an_order_closes_it(staff: Staff, booker: Booker) -> None:
    manager = staff("manager1")
    manager.get(f"{DESK}/only/")
    before = take_ticket(booker)
    manager.post(f"{DESK}/only/", data=ORDER)
    assert (before, take_ticket(booker)) == (201, 409)
    assert "疫情防控" in booker.browser.get("/").text


def test_BK_03_an_order_ends_by_itself_or_at_once(staff: Staff, booker: Booker) -> None:
    manager = staff("manager1")
    manager.get(f"{DESK}/only/")
    manager.post(f"{DESK}/only/", data=ORDER)
    manager.post(f"{DESK}/only/end")
    assert take_ticket(booker) == 201


@pytest.mark.parametrize("missing", ["reason", "end", "ordered_by"])
def test_BK_03_there_is_no_order_without_reason_end_and_who_ordered(staff: Staff, booker: Booker, missing: str) -> None:
    manager = staff("manager1")
    manager.get(f"{DESK}/only/")
    assert manager.post(f"{DESK}/only/", data={**ORDER, missing: ""}).status_code == 422
    assert take_ticket(booker) == 201


def test_BK_03_only_the_hall_manager_may_order_it(clerk: Client) -> None:
    assert clerk.get(f"{DESK}/only/").status_code == 403


def test_a_guide_books_for_a_visitor_and_stays_on_a_page_of_hers(staff: Staff, booker: Booker) -> None:
    guide, address = staff("guide"), f"{DESK}/new?item={booker.item}&day={THURSDAY.isoformat()}"
    guide.get(address)
    typed = {"name": CITIZEN.name, "id_number": CITIZEN.id_number, "phone": CITIZEN.phone, "channel": "on_site"}
    booked = guide.post(address, data={**typed, "slot": booker.slot()}, follow_redirects=True)
    assert (booked.status_code, "约好了" in booked.text) == (200, True)
