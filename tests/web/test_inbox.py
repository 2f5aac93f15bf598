"""The department's inbox over its pages: ordered by law, every step guarded, whoever accepted does not decide."""

import pytest

from portal.store.unit import Unit
from tests.builders import MORNING, YE
from tests.cast import CITIZEN
from tests.web.case_walk import FOOD, SOME_REASON, Walk, visitor_at_window


@pytest.fixture
def walk(hub, staff):
    visitor_at_window(hub)
    return Walk(hub, staff("pzh.window")).taken_in()


@pytest.fixture
def first(staff):
    return staff("housing1")


@pytest.fixture
def second(staff):
    return staff("housing2")


def asked(**more):
    return {"ask-5": "1", "problem-5": "第 4 页没有公章", "remedy-5": "盖章后重交", **more}


def documents(walk) -> list[str]:
    with walk.hub.store.read() as unit:
        return [one.kind for one in unit.documents.about("case", walk.number)]


def test_a_case_of_the_county_hall_lies_in_the_citys_inbox_with_its_sum(walk, first):
    page = first.get("/staff/inbox").text
    assert walk.number in page
    assert "跨区域" in page
    assert "受理时限" in page


def test_another_department_sees_nothing_of_it(walk, staff):
    assert walk.number not in staff("market1").get(f"/staff/inbox?case={walk.number}").text
    assert walk.step(staff("market1"), "accept").status_code == 404


def test_signed_for_and_accepted_by_one_key_with_N8(walk, first):
    walk.step(first, "accept")
    assert (walk.state, documents(walk)[-1]) == ("accepted", "n8")


def test_signed_for_alone_waits_under_its_filter(walk, first):
    walk.step(first, "sign")
    assert walk.number in first.get("/staff/inbox?f=to_accept").text
    assert walk.number not in first.get("/staff/inbox?f=review").text.split("pane--end")[0]


def test_the_steps_up_to_the_certificate(walk, first, second):
    for name in ("accept", "begin"):
        walk.step(first, name)
    walk.step(second, "grant")
    assert walk.state == "certificate_made"
    assert documents(walk)[-1] == "n11"


def test_WD_02_who_accepted_does_not_decide(walk, first):
    walk.step(first, "accept")
    walk.step(first, "begin")
    answer = walk.step(first, "grant")
    assert (answer.status_code, walk.state) == (403, "in_review")
    assert "不能再做决定" in answer.text


def test_a_kiosk_result_is_offered_at_kiosks(hub, staff, first, second):
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in(delivery="kiosk")
    walk.step(first, "accept")
    walk.step(first, "begin")
    walk.step(second, "grant")
    assert walk.state == "kiosk_printable"


@pytest.mark.parametrize(("name", "state"), [("accept", "accepted"), ("sign", "signed_for")])
def test_overtaken_by_a_colleague_is_answered_not_doubled(walk, first, second, name, state):
    walk.step(first, name)
    answer = second.post(f"/staff/inbox/{walk.number}/{name}", data={"seen": "received"})
    assert (answer.status_code, walk.state) == (409, state)
    assert "别人已经先办了" in answer.text


def test_the_same_press_twice_is_one_step(walk, first):
    form = {"seen": "received", "once": f"{walk.number}-accept"}
    answers = [first.post(f"/staff/inbox/{walk.number}/accept", data=form).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert documents(walk).count("n8") == 1


def test_CS_15_a_supplement_is_asked_once_with_N7(walk, first):
    walk.step(first, "supplement", **asked())
    assert (walk.state, documents(walk)[-1]) == ("supplement_required", "n7")


def test_a_supplement_of_nothing_is_refused(walk, first):
    assert walk.step(first, "supplement").status_code == 422


def test_a_refused_form_keeps_every_word(walk, first):
    answer = walk.step(first, "not_accept", reason="不属于本部门职权范围", statute="")
    assert answer.status_code == 422
    assert "不属于本部门职权范围" in answer.text
    assert "没有写法律依据" in answer.text


def test_CS_14_not_accepted_has_reason_statute_and_N9(walk, first):
    walk.step(first, "not_accept", **SOME_REASON)
    assert (walk.state, documents(walk)[-1]) == ("not_accepted", "n9")


def supplemented(walk):
    page = walk.window.get(f"/staff/cases/{walk.number}").text
    assert "补正材料" in page
    form = {"seen": "supplement_required", "m-5": "complete"}
    return walk.window.post(f"/staff/cases/{walk.number}/supplement", data=form)


def test_A5_the_window_takes_the_supplement_and_the_limit_starts_anew(walk, first):
    walk.step(first, "supplement", **asked())
    assert supplemented(walk).status_code == 303
    with walk.hub.store.read() as unit:
        kinds = [one.clock.kind.value for one in unit.clocks.of_case(walk.case.id) if not one.clock.stopped_at]
    assert walk.state == "supplemented"
    assert "acceptance" in kinds


def test_a_supplement_that_still_lacks_something_is_not_taken(walk, first):
    walk.step(first, "supplement", **asked())
    form = {"seen": "supplement_required", "m-5": "missing"}
    answer = walk.window.post(f"/staff/cases/{walk.number}/supplement", data=form)
    assert (answer.status_code, walk.state) == (422, "supplement_required")


def test_CS_15_a_second_supplement_needs_its_reason(walk, first):
    walk.step(first, "supplement", **asked())
    supplemented(walk)
    walk.step(first, "sign")
    assert walk.step(first, "supplement", **asked()).status_code == 422
    walk.step(first, "supplement", **asked(second_reason="补来的合同期限和申请表不一致"))
    assert walk.state == "supplement_required"


def test_RV_02_a_clock_stops_for_a_named_step_and_goes_on(walk, first):
    walk.step(first, "accept")
    walk.step(first, "begin")
    assert walk.step(first, "suspend", reason="publicity", basis="", days="5").status_code == 422
    walk.step(first, "suspend", reason="publicity", basis="省操作规程四(二)5", days="5")
    stopped = walk.state
    walk.step(first, "resume")
    assert (stopped, walk.state) == ("suspended", "in_review")


@pytest.mark.parametrize("days", ["", "fünf", "-1"])
def test_a_stop_without_its_length_is_refused(walk, first, days):
    walk.step(first, "accept")
    answer = walk.step(first, "suspend", reason="publicity", basis="省操作规程四(二)5", days=days)
    assert (answer.status_code, walk.state) == (422, "accepted")


def test_RV_04_refused_in_writing_with_N12(walk, first, second):
    walk.step(first, "accept")
    walk.step(first, "begin")
    walk.step(second, "refuse", **SOME_REASON)
    assert (walk.state, documents(walk)[-1]) == ("decided_refuse", "n12")


def test_CS_33_a_wrongly_routed_case_goes_to_the_right_department(walk, first):
    walk.step(first, "forward", department="410400-market", reason="不属于住建部门")
    assert walk.case.department == "410400-market"
    assert walk.number not in first.get("/staff/inbox").text


def test_county_to_county_is_decided_in_the_other_county(hub, staff):
    visitor_at_window(hub, FOOD)
    walk = Walk(hub, staff("pzh.window")).taken_in(item=FOOD, situation="standard", region=YE)
    one, two = staff("yexian.market1"), staff("yexian.market2")
    walk.step(one, "accept")
    walk.step(one, "begin")
    walk.step(two, "grant")
    assert walk.state == "certificate_made"


def test_the_province_decides_the_initial_registration_in_the_same_inbox(hub, staff):
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in(situation="initial_registration")
    walk.step(staff("province1"), "accept")
    assert (walk.case.department, walk.state) == ("410000-housing", "accepted")


def test_a_limit_that_passed_shows_its_red_card(walk, staff, hub):
    hub.clock.set(MORNING.replace(day=27))
    page = staff("housing1").get("/staff/inbox?f=over").text
    assert "红牌" in page
    assert "超期" in page


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_form_of_the_inbox_opens(walk, first, language):
    headers = {"Accept-Language": language}
    for name in ("supplement", "not_accept", "forward", "suspend", "nothing"):
        page = first.get(f"/staff/inbox?case={walk.number}&do={name}", headers=headers)
        assert page.status_code == 200


@pytest.mark.parametrize("words", ["number", "A001", "document"])
def test_a_case_is_found_by_number_ticket_and_document(walk, words):
    typed = {"number": walk.number, "document": CITIZEN.id_number}.get(words, words)
    page = walk.window.post("/staff/cases", data={"words": typed})
    assert page.status_code == 200
    assert walk.number in page.text


def test_a_search_is_written_down_without_the_number(walk, hub):
    walk.window.post("/staff/cases", data={"words": CITIZEN.id_number})
    with hub.store.read() as unit:
        rows = unit.audit.about("search:document")
    assert rows[0].facts == {"by": "document", "found": 1}


@pytest.mark.parametrize("words", ["", "zzz", "PZH-261123-99999-1"])
def test_an_empty_or_strange_search_is_answered(walk, words):
    assert walk.window.post("/staff/cases", data={"words": words}).status_code in {200, 422}


def paper(unit: Unit, walk: Walk) -> str:
    return unit.documents.about("case", walk.number)[0].id


def test_a_paper_opens_for_its_hall_and_department_only(walk, first, staff):
    with walk.hub.store.read() as unit:
        address = f"/staff/documents/{paper(unit, walk)}"
    assert first.get(address).data.startswith(b"%PDF")
    assert walk.window.get(address).status_code == 200
    assert staff("pyx.window").get(address).status_code == 404
