"""Missed appointments as law: evidence, three in half a year, a year without booking, objection (BK-13 … BK-15)."""

from collections.abc import Callable
from datetime import date

import pytest

from booking.order import TicketKind
from portal.actions.check_in import check_in
from portal.actions.close_day import close_day
from portal.actions.extend_slots import extend_slots
from portal.actions.remind import remind
from portal.actions.take_ticket import TicketWish, issue
from portal.actions.void_no_show import object_to, void_no_show
from portal.booking_facts import forget_booking_facts
from portal.hub import Hub
from portal.people import NOBODY, SYSTEM, Actor
from portal.roles import Role
from portal.store.halls import HallDay
from portal.store.no_shows import Miss
from shared.clock import wall
from tests.builders import CITY
from tests.web.bookings import SATURDAY, THURSDAY, Booker, listed_item
from tests.web.conftest import Headers

CLERK = Actor("staff", "pds.booking", "李测约", CITY, roles=frozenset({Role.BOOKING_CLERK}))
MISSED = (date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10))


@pytest.fixture
def booker(hub: Hub, channel: Callable[[str], Headers]) -> Booker:
    return Booker(hub, channel("app"), listed_item(hub))


def after_closing(booker: Booker, day: date = THURSDAY) -> None:
    """The worker's evening: the hall has closed, the day is judged, new slots appear."""
    booker.at(day, "20:30")
    close_day(booker.hub, booker.hub.now())
    with booker.hub.store.write() as unit:
        extend_slots(unit, booker.hub, SYSTEM, booker.hub.now())


def state_of(booker: Booker, code: str) -> str:
    with booker.hub.store.read() as unit:
        return unit.appointments.find(code).state  # type: ignore[union-attr]


def misses(booker: Booker) -> list[Miss]:
    with booker.hub.store.read() as unit:
        return unit.no_shows.of_hall(CITY)


def miss_three(booker: Booker) -> None:
    """Books and stays away three times within three weeks."""
    for day in MISSED:
        booker.booked(booker.slot(day))
        after_closing(booker, day)


def test_BK_13_who_neither_comes_nor_cancels_missed_the_appointment(booker: Booker) -> None:
    code = booker.booked()["code"]
    after_closing(booker)
    assert state_of(booker, code) == "no_show"
    assert misses(booker)[0].evidence["outcome"] == "missed"


def test_BK_13_nothing_is_established_before_the_hall_closes(booker: Booker) -> None:
    code = booker.booked()["code"]
    booker.at(THURSDAY, "16:59")
    close_day(booker.hub, booker.hub.now())
    assert state_of(booker, code) == "confirmed"


def test_BK_13_who_cancels_in_time_missed_nothing(booker: Booker) -> None:
    code = booker.booked()["code"]
    booker.post(f"{code}/cancel")
    after_closing(booker)
    assert misses(booker) == []


def test_BK_13_who_cancels_late_missed_nothing(booker: Booker) -> None:
    code = booker.booked()["code"]
    booker.at(THURSDAY, "11:00")
    assert booker.post(f"{code}/cancel").json["state"] == "late_cancelled"
    after_closing(booker)
    assert misses(booker) == []


def test_BK_13_who_took_an_ordinary_ticket_missed_nothing(booker: Booker) -> None:
    code = booker.booked()["code"]
    booker.at(THURSDAY, "11:00")
    with booker.hub.store.write() as unit:
        booked = unit.appointments.find(code)
        wish = TicketWish(CITY, item=booker.item, kind=TicketKind.WALK_IN, id_blind=booked.id_blind)  # type: ignore[union-attr]
        issue(unit, booker.hub, wish, NOBODY, booker.hub.now())
    after_closing(booker)
    assert (misses(booker), state_of(booker, code)) == ([], "confirmed")


def test_BK_02_who_checks_in_gets_a_ticket_and_missed_nothing(booker: Booker) -> None:
    code = booker.booked()["code"]
    booker.at(THURSDAY, "09:50")
    with booker.hub.store.write() as unit:
        issued = check_in(unit, booker.hub, unit.appointments.find(code), NOBODY, booker.hub.now())  # type: ignore[arg-type]
    after_closing(booker)
    assert (issued.ticket.kind, misses(booker)) == (TicketKind.BOOKED, [])


def test_BK_13_a_closed_hall_calls_the_appointment_off(booker: Booker) -> None:
    code = booker.booked()["code"]
    with booker.hub.store.write() as unit:
        unit.halls.put_day(HallDay(CITY, THURSDAY, "closed", (), "停电"))
    forget_booking_facts()
    after_closing(booker)
    assert (state_of(booker, code), misses(booker)) == ("called_off", [])


def test_BK_11_a_request_nobody_answered_expires_and_is_no_no_show(booker: Booker) -> None:
    code = booker.booked(booker.slot(SATURDAY, "09:00"), reason="出国")["code"]
    after_closing(booker, SATURDAY)
    assert (state_of(booker, code), misses(booker)) == ("expired", [])


def test_BK_13_judging_twice_changes_nothing(booker: Booker) -> None:
    booker.booked()
    after_closing(booker)
    after_closing(booker)
    assert len(misses(booker)) == 1


def test_BK_14_the_third_no_show_closes_booking_until_the_same_date_next_year(booker: Booker) -> None:
    miss_three(booker)
    refused = booker.book(booker.slot(date(2026, 12, 15)))
    assert (refused.status_code, refused.json["code"]) == (422, "blacklisted")
    assert "2027年12月10日" in refused.json["detail"]


@pytest.mark.parametrize(("setting", "state"), [("no", "confirmed"), ("yes", "called_off")])
def test_BK_15_bookings_ahead_stay_unless_the_hall_decided_otherwise(booker: Booker, setting: str, state: str) -> None:
    with booker.hub.store.write() as unit:
        unit.halls.put_setting(CITY, "blacklist_cancels_existing", setting, "test", booker.hub.now())
    forget_booking_facts()
    for day in MISSED[:2]:
        booker.booked(booker.slot(day))
        after_closing(booker, day)
    booker.booked(booker.slot(MISSED[2]))
    ahead = booker.booked(booker.slot(date(2026, 12, 15)))["code"]
    after_closing(booker, MISSED[2])
    assert state_of(booker, ahead) == state


def test_BK_15_a_ticket_at_the_door_needs_no_booking(booker: Booker) -> None:
    miss_three(booker)
    taken = booker.browser.post("/api/v1/tickets", json={"hall": CITY, "item": booker.item}, headers=booker.headers)
    assert taken.status_code == 201


def test_BK_14_a_voided_no_show_lifts_the_listing(booker: Booker) -> None:
    miss_three(booker)
    with booker.hub.store.write() as unit:
        void_no_show(unit, booker.hub, unit.no_shows.of_hall(CITY)[0], "系统故障", (CLERK, booker.hub.now()))
    assert booker.booked(booker.slot(date(2026, 12, 15)))["state"] == "confirmed"


def test_BK_13_an_objection_is_kept_for_the_clerk(booker: Booker) -> None:
    booker.booked()
    after_closing(booker)
    with booker.hub.store.write() as unit:
        object_to(unit, booker.hub, misses(booker)[0], "我来了，机器坏了", (NOBODY, booker.hub.now()))
    assert misses(booker)[0].objection["state"] == "waiting"  # type: ignore[index]


def test_N25_the_listed_person_is_told_until_when(booker: Booker) -> None:
    miss_three(booker)
    with booker.hub.store.read() as unit:
        notice = next(one for one in unit.outbox.newest(20) if one.topic == "blacklist.notice")
    assert "2027年12月10日" in notice.body
    assert len(notice.body) <= 70


def test_BK_12_everybody_is_reminded_once_the_evening_before(booker: Booker) -> None:
    booker.booked()
    booker.hub.clock.set(wall(date(2026, 11, 25), "18:00"))  # type: ignore[attr-defined]
    with booker.hub.store.write() as unit:
        assert [remind(unit, booker.hub, booker.hub.now()) for _ in range(2)] == [1, 0]
