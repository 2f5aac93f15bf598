"""The order of refusals of a booking, one rule a test, through the channel 豫事办 (product.md §4)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal.booking_person import blind_id
from portal.hub import Hub
from portal.store.no_shows import Listed
from shared.identity import IdType
from tests.builders import CITY, MORNING
from tests.cast import EVERYONE, RARE, made_up
from tests.web.bookings import SATURDAY, THURSDAY, Booker, listed_item, unlisted_item
from tests.web.conftest import Headers

MONDAY_EVENING = date(2026, 11, 23)


@pytest.fixture
def booker(hub: Hub, channel: Callable[[str], Headers]) -> Booker:
    return Booker(hub, channel("app"), listed_item(hub))


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def bar(hub: Hub, booker: Booker, until: date) -> None:
    """Puts the person on the blacklist."""
    who = blind_id(hub.vault, IdType.ID_CARD, booker.person.id_number)
    with hub.store.write() as unit:
        unit.no_shows.list_person(Listed(hub.ids.row(), who, date(2026, 11, 1), until, hub.now(), []))


def fill_up(booker: Booker, slot: str) -> None:
    """Five people take the five places."""
    for person in EVERYONE:
        Booker(booker.hub, booker.headers, booker.item, person=person).booked(slot)


def test_BK_01_an_in_hours_booking_is_confirmed_and_keeps_its_channel(booker: Booker) -> None:
    answer = booker.booked()
    assert (answer["state"], answer["kind"], answer["channel"]) == ("confirmed", "in_hours", "app")
    assert answer["qr"].endswith(f"/b/{answer['code']}")


def test_the_answer_shows_the_person_only_masked(booker: Booker) -> None:
    assert booker.person.id_number not in booker.book().text


def test_an_unknown_slot_is_not_found_before_anything_else(booker: Booker) -> None:
    assert refusal(booker.book("0" * 32)) == (404, "not_found")


def test_a_slot_of_another_item_is_not_found(booker: Booker) -> None:
    other = Booker(booker.hub, booker.headers, unlisted_item(booker.hub))
    assert refusal(booker.book(other.slot())) == (404, "not_found")


def test_a_slot_of_another_hall_is_not_found(booker: Booker) -> None:
    assert refusal(booker.book(hall="410411")) == (404, "not_found")


def test_a_started_slot_is_past(booker: Booker) -> None:
    slot = booker.slot(MONDAY_EVENING, "09:00")
    booker.at(MONDAY_EVENING, "09:00")
    assert refusal(booker.book(slot)) == (422, "past")


def test_BK_07_an_item_off_the_list_is_refused_before_its_lead_time(booker: Booker) -> None:
    slot = booker.slot(MONDAY_EVENING, "18:00")
    unlisted = Booker(booker.hub, booker.headers, unlisted_item(booker.hub))
    assert refusal(unlisted.book(slot)) == (422, "not_on_out_of_hours_list")


def test_BK_09_an_evening_of_the_same_day_is_too_near(booker: Booker) -> None:
    answer = booker.book(booker.slot(MONDAY_EVENING, "18:00"))
    assert refusal(answer) == (422, "lead_time")
    assert answer.json["rule"] == {"id": "BK-09", "source": "平政数〔2022〕26号 第6条"}


def test_BK_09_friday_for_saturday_is_one_working_day(booker: Booker) -> None:
    booker.at(date(2026, 11, 27), "23:30")
    assert booker.booked(booker.slot(SATURDAY, "09:00"), reason="出国")["state"] == "requested"


def test_BK_08_an_out_of_hours_slot_needs_a_reason(booker: Booker) -> None:
    slot = booker.slot(SATURDAY, "09:00")
    assert refusal(booker.book(slot)) == (422, "reason_required")
    assert refusal(booker.book(slot, reason="  ")) == (422, "reason_required")


def test_BK_11_an_out_of_hours_booking_is_only_requested_and_holds_its_place(booker: Booker) -> None:
    slot = booker.slot(SATURDAY, "09:00")
    assert booker.booked(slot, reason="12月1日投标截止", need_by="2026-12-01")["state"] == "requested"
    with booker.hub.store.read() as unit:
        assert unit.slots.get(slot).taken == 1  # type: ignore[union-attr]


def test_BK_15_a_listed_person_cannot_book_but_hears_until_when(booker: Booker) -> None:
    bar(booker.hub, booker, date(2026, 11, 23))
    assert refusal(booker.book()) == (422, "blacklisted")


def test_BK_15_the_reason_is_asked_before_the_blacklist(booker: Booker) -> None:
    bar(booker.hub, booker, date(2027, 11, 1))
    assert refusal(booker.book(booker.slot(SATURDAY, "09:00"))) == (422, "reason_required")


def test_BK_15_the_day_after_the_listing_ends_books_again(booker: Booker) -> None:
    bar(booker.hub, booker, date(2026, 11, 22))
    assert booker.booked()["state"] == "confirmed"


def test_the_blacklist_comes_before_a_full_slot(booker: Booker) -> None:
    fill_up(booker, booker.slot())
    listed = Booker(booker.hub, booker.headers, booker.item, person=RARE)
    bar(booker.hub, listed, date(2027, 11, 1))
    assert refusal(listed.book()) == (422, "blacklisted")


def test_a_sixth_person_finds_the_slot_full(booker: Booker) -> None:
    fill_up(booker, booker.slot())
    late = Booker(booker.hub, booker.headers, booker.item, person=a_sixth_person())
    assert refusal(late.book()) == (409, "slot_full")


def test_one_person_holds_one_booking_at_a_time(booker: Booker) -> None:
    booker.booked()
    other = Booker(booker.hub, booker.headers, unlisted_item(booker.hub))
    assert refusal(other.book()) == (409, "overlapping")


def test_BK_12_a_cancelled_place_comes_back(booker: Booker) -> None:
    slot, answer = booker.slot(), booker.booked()
    assert booker.post(f"{answer['code']}/cancel").json["state"] == "cancelled"
    with booker.hub.store.read() as unit:
        assert unit.slots.get(slot).taken == 0  # type: ignore[union-attr]


def test_BK_12_cancelling_twice_says_that_it_has_moved(booker: Booker) -> None:
    code = booker.booked()["code"]
    booker.post(f"{code}/cancel")
    assert refusal(booker.post(f"{code}/cancel")) == (409, "appointment_moved")


def test_another_channel_knows_nothing_of_the_booking(booker: Booker, channel: Callable[[str], Headers]) -> None:
    code = booker.booked()["code"]
    stranger = Booker(booker.hub, channel("cloud_queue"), booker.item)
    assert refusal(stranger.post(f"{code}/cancel")) == (404, "not_found")


def test_BK_12_a_booking_moves_to_another_slot_under_its_code(booker: Booker) -> None:
    old, new, code = booker.slot(), booker.slot(THURSDAY, "14:00"), booker.booked()["code"]
    assert booker.post(f"{code}/reschedule", slot=new).json["slot"] == new
    with booker.hub.store.read() as unit:
        assert [unit.slots.get(slot).taken for slot in (old, new)] == [0, 1]  # type: ignore[union-attr]


def test_BK_12_a_move_to_a_full_slot_changes_nothing(booker: Booker) -> None:
    full, mine = (
        booker.slot(THURSDAY, "14:00"),
        Booker(booker.hub, booker.headers, booker.item, person=a_sixth_person()),
    )
    code = mine.booked()["code"]
    fill_up(booker, full)
    assert refusal(mine.post(f"{code}/reschedule", slot=full)) == (409, "slot_full")
    with booker.hub.store.read() as unit:
        assert unit.slots.get(booker.slot()).taken == 1  # type: ignore[union-attr]


def test_a_retry_with_the_same_key_is_the_same_booking(booker: Booker) -> None:
    assert booker.book(key="one").json == booker.book(key="one").json


def test_the_same_key_with_another_body_is_refused(booker: Booker) -> None:
    booker.book(key="one")
    assert refusal(booker.book(booker.slot(THURSDAY, "14:00"), key="one")) == (422, "idempotency_key_reused")


def test_BK_05_a_booking_by_phone_sends_the_one_time_notice(hub: Hub, channel: Callable[[str], Headers]) -> None:
    Booker(hub, channel("phone"), listed_item(hub)).booked()
    assert "appointment.notice" in topics(hub)


def test_BK_05_a_clerk_who_told_everything_is_enough(hub: Hub, channel: Callable[[str], Headers]) -> None:
    Booker(hub, channel("phone"), listed_item(hub)).booked(told_by="pds.window")
    assert "appointment.notice" not in topics(hub)


def test_no_message_is_longer_than_one_text(hub: Hub, channel: Callable[[str], Headers]) -> None:
    Booker(hub, channel("phone"), unlisted_item(hub)).booked()
    with hub.store.read() as unit:
        assert max(len(message.body) for message in unit.outbox.newest(9)) <= 70


def test_a_wrong_number_names_its_field(booker: Booker) -> None:
    wrong = booker.wish()
    wrong["applicant"]["id_number"] = "41040019900101001"
    answer = booker.browser.post("/api/v1/appointments", json=wrong, headers=booker.headers)
    assert (answer.status_code, answer.json["field"]) == (422, "id_number")


def test_nobody_books_without_a_key(booker: Booker) -> None:
    answer = booker.browser.post("/api/v1/appointments", json=booker.wish())
    assert refusal(answer) == (401, "not_signed_in")


def test_BK_06_slots_start_after_now_and_carry_exactly_what_is_promised(booker: Booker) -> None:
    found = booker.browser.get(f"/api/v1/halls/{CITY}/slots?item={booker.item}").json
    assert set(found["items"][0]) == {"id", "start", "end", "kind", "capacity", "free", "bookable", "reason"}
    assert found["items"][0]["start"] > MORNING.isoformat()


@pytest.mark.parametrize("day", ["2026-11-26", "2026-11-26T00:00:00%2B08:00", "2026-11-25T16:00:00Z"])
def test_a_day_of_slots_is_asked_by_date_or_instant(booker: Booker, day: str) -> None:
    address = f"/api/v1/halls/{CITY}/slots?item={booker.item}&from={day}&to={day}"
    days = {slot["start"][:10] for slot in booker.browser.get(address).json["items"]}
    assert days == {"2026-11-26"}


def test_BK_07_an_unlisted_item_has_no_slot_out_of_hours(booker: Booker) -> None:
    address = f"/api/v1/halls/{CITY}/slots?item={unlisted_item(booker.hub)}"
    kinds = {slot["kind"] for slot in booker.browser.get(address).json["items"]}
    assert kinds == {"in_hours"}


def test_BK_09_slots_say_why_they_cannot_be_booked(booker: Booker) -> None:
    fill_up(booker, booker.slot())
    found = booker.browser.get(f"/api/v1/halls/{CITY}/slots?item={booker.item}").json["items"]
    assert {slot["reason"] for slot in found} == {None, "lead_time", "full"}


def test_BK_04_an_item_tells_conditions_and_materials_of_each_situation(booker: Booker) -> None:
    guide = booker.browser.get(f"/api/v1/items/{booker.item}").json
    assert all(one["conditions"] and one["materials"] for one in guide["situations"])


def test_items_are_found_by_what_people_call_them(booker: Booker) -> None:
    found = booker.browser.get(f"/api/v1/halls/{CITY}/items?q=社保卡").json["items"]
    assert found[0]["name"].startswith("社会保障卡")


def a_sixth_person() -> Any:
    return made_up("孙六试", date(1988, 8, 8), 682)


def topics(hub: Hub) -> set[str]:
    with hub.store.read() as unit:
        return {message.topic for message in unit.outbox.newest(9)}
