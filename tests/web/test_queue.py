"""The queue over HTTP and at the windows: one number once, one visitor at one window, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from booking.tickets import TicketState
from portal.actions import serve_ticket, sit_down
from portal.actions.take_ticket import TicketWish, issue
from portal.hub import Hub
from portal.people import NOBODY, Actor
from portal.store.tickets import Ticket
from shared.clock import today
from tests.builders import ZHANHE
from tests.web.conftest import app_of


def clerk(name: str) -> Actor:
    return Actor("staff", name, hall=ZHANHE)


def seated(hub: Hub, name: str, window: int) -> Actor:
    with hub.store.write() as unit:
        sit_down.sit_down(unit, hub, clerk(name), window, hub.now())
    return clerk(name)


def taken(hub: Hub, area: str = "A", priority: str = "") -> Ticket:
    with hub.store.write() as unit:
        return issue(unit, hub, TicketWish(ZHANHE, area, priority=priority), NOBODY, hub.now()).ticket


def test_BK_16_a_ticket_needs_no_identity(client, channel):
    answer = client.post("/api/v1/tickets", json={"hall": ZHANHE, "area": "A"}, headers=channel("on_site"))
    assert (answer.status_code, answer.json["number"], answer.json["ahead"]) == (201, "A001", 0)


def test_a_retried_ticket_is_the_same_ticket(client, channel):
    headers = {**channel("on_site"), "Idempotency-Key": "tap-1"}
    body = {"hall": ZHANHE, "area": "A"}
    numbers = {client.post("/api/v1/tickets", json=body, headers=headers).json["number"] for _ in range(3)}
    assert numbers == {"A001"}


def test_the_same_key_with_another_body_is_refused(client, channel):
    headers = {**channel("on_site"), "Idempotency-Key": "tap-1"}
    client.post("/api/v1/tickets", json={"hall": ZHANHE, "area": "A"}, headers=headers)
    answer = client.post("/api/v1/tickets", json={"hall": ZHANHE, "area": "B"}, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


def test_200_tickets_at_once_are_200_numbers(hub_on_both):
    app = app_of(hub_on_both)
    headers = {"Authorization": f"Bearer {_key(hub_on_both)}"}

    def take(_: int) -> str:
        answer = app.test_client().post("/api/v1/tickets", json={"hall": ZHANHE, "area": "A"}, headers=headers)
        return str(answer.get_json()["number"])

    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(take, range(200)))
    assert len(set(numbers)) == 200


def _key(hub: Hub) -> str:
    from portal.hub import digest

    with hub.store.write() as unit:
        unit.devices.add_channel("race", digest("race-key"))
    return "race-key"


def test_two_clerks_never_call_one_ticket(hub_on_both):
    hub = hub_on_both
    clerks = [seated(hub, f"clerk{number}", number) for number in _windows(hub, "A")]
    for _ in range(len(clerks)):
        taken(hub)

    def call(one: Actor) -> str:
        with hub.store.write() as unit:
            return serve_ticket.call_next(unit, hub, one, hub.now()).number

    with ThreadPoolExecutor(8) as pool:
        called = list(pool.map(call, clerks))
    assert len(set(called)) == len(clerks)


def _windows(hub: Hub, area: str) -> list[int]:
    with hub.store.read() as unit:
        return [window.number for window in unit.halls.windows(ZHANHE) if area in window.areas]


def test_GD_04_priority_stands_before_who_came_minutes_earlier(hub):
    first, elder = taken(hub), taken(hub, priority="elderly")
    assert elder.rank < first.rank


@pytest.mark.parametrize(("passes", "state"), [(3, TicketState.PASSED), (4, TicketState.LEFT)])
def test_a_missed_call_may_be_made_good_three_times(hub, passes, state):
    one, ticket = seated(hub, "clerk", _windows(hub, "A")[0]), taken(hub)
    for _ in range(passes):
        with hub.store.write() as unit:
            serve_ticket.call_number(unit, hub, one, ticket.number, hub.now())
            missed = serve_ticket.pass_over(unit, hub, one, hub.now())
    assert missed.state is state


def test_who_comes_back_stands_behind_two(hub):
    one, ticket = seated(hub, "clerk", _windows(hub, "A")[0]), taken(hub)
    others = [taken(hub) for _ in range(3)]
    with hub.store.write() as unit:
        serve_ticket.call_next(unit, hub, one, hub.now())
        missed = serve_ticket.pass_over(unit, hub, one, hub.now())
        serve_ticket.come_back(unit, hub, NOBODY, missed, hub.now())
        order = [found.number for found in unit.tickets.line(ZHANHE, today(hub.now()), ["A"])]
    assert order == [others[0].number, others[1].number, ticket.number, others[2].number]


def test_a_transferred_visitor_keeps_the_number(hub):
    one, ticket = seated(hub, "clerk", _windows(hub, "A")[0]), taken(hub)
    with hub.store.write() as unit:
        serve_ticket.call_next(unit, hub, one, hub.now())
        moved = serve_ticket.transfer(unit, hub, one, "B", hub.now())
    assert (moved.number, moved.area, moved.state) == (ticket.number, "B", TicketState.WAITING)


def test_a_ticket_is_followed_by_its_token_and_answers_304(client, channel):
    token = client.post("/api/v1/tickets", json={"hall": ZHANHE, "area": "A"}, headers=channel("app")).json["token"]
    first = client.get(f"/api/v1/tickets/{token}")
    again = client.get(f"/api/v1/tickets/{token}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.json["state"], again.status_code) == ("waiting", 304)


def test_a_ticket_of_no_hall_is_not_found(client, channel):
    answer = client.post("/api/v1/tickets", json={"hall": "000000", "area": "A"}, headers=channel("app"))
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_a_wrong_body_names_its_field(client, channel):
    answer = client.post("/api/v1/tickets", json={"hall": ZHANHE, "colour": 1}, headers=channel("app"))
    assert answer.json["errors"] == [{"field": "colour", "message": "没有这一项"}]
