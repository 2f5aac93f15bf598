"""Intake at the window, over its pages: one list, told once, one receipt; nothing typed is ever lost."""

import pytest

from portal.actions import serve_ticket, sit_down
from portal.actions.check_in import check_in
from portal.cases.states import State
from shared.privacy import mask_id, mask_phone
from tests.builders import MORNING, YE, ZHANHE
from tests.cast import CITIZEN
from tests.web.bookings import THURSDAY, Booker
from tests.web.case_walk import FOOD, Walk, account, opening, visitor_at_window


@pytest.fixture
def walk(hub, staff):
    visitor_at_window(hub)
    return Walk(hub, staff("pzh.window"))


def test_nobody_at_the_window_is_said_so(hub, staff):
    assert "今天坐哪个窗口" in staff("pzh.window").get("/staff/window").text


def test_the_form_knows_the_item_of_the_ticket(walk):
    page = walk.window.get("/staff/window").text
    assert "二级建造师注册资格认定" in page
    assert 'value="renewal"' in page


def test_items_are_found_by_everyday_words(walk):
    page = walk.window.get("/staff/window?q=食品&another=1").text
    assert f"item={FOOD}" in page
    assert "社会保障卡" not in page


def test_an_unknown_word_finds_nothing_and_says_what_to_do(walk):
    assert "没有找到这样的事项" in walk.window.get("/staff/window?q=zzzz&another=1").text


def test_a_case_is_opened_for_the_ticket_and_a_reload_shows_it(walk):
    walk.open()
    assert walk.state == "intake_checking"
    assert walk.number in walk.window.get("/staff/window").text


def test_a_wrong_number_is_refused_beside_its_field_and_all_stays(walk):
    answer = walk.open(id_number="410400199001011230", name="李䶮𬬻")
    assert answer.status_code == 422
    assert 'value="410400199001011230"' in answer.text
    assert "李䶮𬬻" in answer.text


@pytest.mark.parametrize("field", ["situation", "delivery", "id_type"])
def test_a_choice_left_out_is_refused(walk, field):
    assert walk.open(**{field: ""}).status_code == 422


def test_the_same_press_twice_opens_one_case(walk):
    once = {**opening(), "once": "press-1"}
    answers = {walk.window.post("/staff/window/case", data=once).headers["Location"] for _ in range(2)}
    assert len(answers) == 1


def test_the_applicant_is_masked_until_asked_and_asking_is_audited(walk, hub):
    walk.open()
    hidden = walk.window.get("/staff/window").text
    shown = walk.window.post(f"/staff/window/case/{walk.number}/reveal").text
    with hub.store.read() as unit:
        deeds = [row.action for row in unit.audit.about(f"case:{walk.number}")]
    assert CITIZEN.id_number not in hidden
    assert CITIZEN.id_number in shown
    assert "person.revealed" in deeds


def test_CS_03_missing_is_told_once_with_its_remedy_and_N5(walk):
    walk.open()
    no = walk.lines()[2]
    form = {f"m_{no}": "missing", f"problem_{no}": "第 4 页没有公章", f"remedy_{no}": "盖章后重交"}
    assert walk.check("tell", **form).status_code == 303
    page = walk.window.get("/staff/window").text
    assert "第 4 页没有公章" in page
    assert "一次性告知清单" in page


def test_CS_03_a_line_without_remedy_is_refused_and_stays_typed(walk):
    walk.open()
    no = walk.lines()[2]
    answer = walk.check("tell", **{f"m_{no}": "missing", f"problem_{no}": "缺第 4 页"})
    assert answer.status_code == 422
    assert "缺第 4 页" in answer.text


def test_CS_02_an_unchecked_list_is_not_taken_in(walk):
    walk.open()
    answer = walk.window.post(
        f"/staff/window/case/{walk.number}/check", data={"seen": "intake_checking", "do": "take_in"}
    )
    assert (answer.status_code, walk.state) == (422, "intake_checking")


def test_CS_05_taken_in_prints_N6_and_sends_the_password(walk, hub):
    walk.taken_in()
    with hub.store.read() as unit:
        kinds = [job.kind for job in unit.print_jobs.about("case", walk.number)]
        texts = [one.body for one in unit.outbox.newest(20) if one.topic == "case.taken_in"]
    assert (walk.state, kinds) == ("received", ["n6"])
    assert len(texts) == 1
    assert len(texts[0]) <= 70


def test_CS_08_intake_is_refused_only_with_a_statute(walk):
    walk.open()
    no = walk.lines()[0]
    lacking = {f"m_{no}": "missing", f"problem_{no}": "没有带", f"remedy_{no}": "带来"}
    assert walk.check("refuse", **lacking).status_code == 422
    walk.check("refuse", **lacking, statute="行政许可法 第三十二条")
    assert walk.state == "intake_refused"


def test_who_was_sent_home_goes_on_where_the_list_stood(walk):
    walk.open()
    no = walk.lines()[0]
    lacking = {f"m_{no}": "missing", f"problem_{no}": "没有带", f"remedy_{no}": "带来"}
    walk.check("refuse", **lacking, statute="行政许可法 第三十二条")
    walk.window.post(f"/staff/window/case/{walk.number}/back", data={"seen": "intake_refused"})
    assert walk.case.state is State.INTAKE_CHECKING
    assert "没有带" in walk.window.get("/staff/window").text


def test_a_stale_list_is_answered_and_not_doubled(walk):
    walk.taken_in()
    answer = walk.window.post(
        f"/staff/window/case/{walk.number}/check", data={"seen": "intake_checking", "do": "take_in"}
    )
    assert answer.status_code == 409
    assert "已收件" in answer.text


def test_CS_33_county_to_county_goes_to_the_department_of_the_place(hub, staff):
    visitor_at_window(hub, FOOD)
    walk = Walk(hub, staff("pzh.window"))
    walk.taken_in(item=FOOD, situation="standard", region=YE)
    assert (walk.case.hall, walk.case.department) == (ZHANHE, "410422-market")


def test_another_halls_clerk_does_not_find_it(walk, staff):
    walk.open()
    assert staff("pyx.window").get(f"/staff/cases/{walk.number}").status_code == 404


@pytest.fixture
def booked(hub, staff, channel):
    """Somebody who booked 09:00 at 湛河区 checked in and sits at window 3."""
    booker = Booker(hub, channel("app"), FOOD, ZHANHE)
    hub.clock.set(MORNING)
    code = booker.book(booker.slot(THURSDAY, "09:00")).json["code"]
    hub.clock.set(MORNING.replace(day=26, hour=8, minute=50))
    clerk = account(hub, "pzh.window")
    with hub.store.write() as unit:
        found = unit.appointments.find(code)
        check_in(unit, hub, found, clerk, hub.now())
        sit_down.sit_down(unit, hub, clerk, 3, hub.now())
        serve_ticket.call_next(unit, hub, clerk, hub.now())
        serve_ticket.start(unit, hub, clerk, hub.now())
    return Walk(hub, staff("pzh.window"))


def test_an_appointment_fills_the_form_masked(booked):
    page = booked.window.get("/staff/window").text
    assert CITIZEN.name in page
    assert CITIZEN.id_number not in page
    assert mask_id(CITIZEN.id_number) in page


def test_an_appointments_own_numbers_are_used_where_the_mask_was_left(booked):
    masks = {"id_number": mask_id(CITIZEN.id_number), "phone": mask_phone(CITIZEN.phone)}
    booked.open(item=FOOD, situation="standard", **masks)
    assert booked.hub.vault.open(booked.case.id_sealed) == CITIZEN.id_number


def test_an_appointments_numbers_are_shown_when_asked_and_audited(booked, hub):
    page = booked.window.post("/staff/window/case/reveal").text
    with hub.store.read() as unit:
        current = unit.tickets.at_window(ZHANHE, THURSDAY, 3)
        deeds = unit.audit.about(f"appointment:{current.appointment}")
    assert CITIZEN.id_number in page
    assert "person.revealed" in [row.action for row in deeds]


def test_CS_16_an_authorised_window_accepts_on_the_spot_with_N8(hub, staff):
    trader = "410790010000"
    visitor_at_window(hub, trader)
    walk = Walk(hub, staff("pzh.window")).taken_in(item=trader, situation="standard")
    assert walk.case.mode == "window_authorised"
    walk.window.post(f"/staff/window/case/{walk.number}/accept", data={"seen": "received"})
    with hub.store.read() as unit:
        kinds = [one.kind for one in unit.documents.about("case", walk.number)]
    assert (walk.state, kinds) == ("accepted", ["n6", "n8"])


def test_a_window_without_authority_does_not_accept(walk):
    walk.taken_in()
    answer = walk.window.post(f"/staff/window/case/{walk.number}/accept", data={"seen": "received"})
    assert (answer.status_code, walk.state) == (404, "received")
