"""办件结果和评价公开: decided cases and ratings for everybody, without a word about the people."""

import pytest

from portal.actions.rate import RatingWish, rate
from portal.people import NOBODY
from tests.builders import CITY, ZHANHE
from tests.cast import CITIZEN
from tests.web.case_walk import SOME_REASON, Walk, visitor_at_window

PAGE = f"/published?hall={ZHANHE}"


@pytest.fixture
def decided(hub, staff):
    """A renewal that was granted, and rated badly by name."""
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in()
    for name in ("accept", "begin"):
        walk.step(staff("housing1"), name)
    walk.step(staff("housing2"), "grant")
    return walk


def rated(hub, walk, comment: str) -> None:
    wish = RatingWish("case", walk.number, "intake", 1, comment, named=True)
    with hub.store.write() as unit:
        rate(unit, hub, wish, NOBODY, hub.now())


def test_SV_30_a_decided_case_is_published_with_matter_office_and_result(client, decided):
    shown = client.get(PAGE).text
    assert decided.case.title in shown
    assert "平顶山市住房和城乡建设局" in shown
    assert "准予" in shown


def test_SV_30_nothing_of_the_person_is_published(client, decided):
    for path in (PAGE, f"/published.csv?hall={ZHANHE}", f"/published.json?hall={ZHANHE}"):
        shown = client.get(path).text
        assert not any(word in shown for word in (CITIZEN.name, CITIZEN.id_number, CITIZEN.phone, decided.number))


def test_SV_30_the_list_is_there_for_spreadsheets_and_programs(client, decided):
    lines = client.get(f"/published.csv?hall={ZHANHE}").text.splitlines()
    assert lines[0] == "\ufeff事项,办理机关,收件日期,决定日期,结果"
    assert lines[1] == f"{decided.case.title},平顶山市住房和城乡建设局,2026-11-23,2026-11-23,准予"
    (item,) = client.get(f"/published.json?hall={ZHANHE}").json["items"]
    assert item["result"] == "准予"


def test_SV_30_another_halls_cases_are_not_listed(client, decided):
    assert decided.case.title not in client.get(f"/published?hall={CITY}").text


def test_SV_30_a_case_that_is_not_decided_is_not_published(client, hub, staff):
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in()
    assert walk.case.title not in client.get(PAGE).text


def test_SV_30_a_refusal_is_published_as_one(client, hub, staff):
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in()
    walk.step(staff("housing1"), "not_accept", **SOME_REASON)
    assert "不予受理" in client.get(PAGE).text


def test_SV_05_a_rating_is_published_without_numbers_of_people(client, hub, decided):
    rated(hub, decided, f"等了太久，打我电话 {CITIZEN.phone.removeprefix('+86')}")
    shown = client.get(PAGE).text
    assert "等了太久" in shown
    assert CITIZEN.phone.removeprefix("+86") not in shown


def test_SV_30_both_databases_answer_the_same(hub_on_both):
    with hub_on_both.store.read() as unit:
        assert unit.published.decisions(ZHANHE, hub_on_both.now(), ["410190002000"]) == []
        assert unit.published.opinions(ZHANHE, hub_on_both.now()) == []


def test_a_hall_without_anything_says_so_in_both_languages(client):
    assert "还没有办结的件" in client.get(PAGE).text
    assert "Nothing decided yet" in client.get(PAGE, headers={"Accept-Language": "en"}).text


def test_the_first_page_leads_to_it(client):
    assert 'href="/published"' in client.get("/").text
