"""Tickets over HTTP: taken by kiosks and channels, followed by anybody who holds the token."""

from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from booking.order import TicketKind
from portal.actions import print_paper
from portal.actions.take_ticket import Issued, TicketWish, issue, place
from portal.hall_facts import hall_facts
from portal.hub import Hub
from portal.papers.n3 import n3
from portal.roles import Role
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import polled
from portal.web.once import Answer, answer_once
from shared.refusals import NotFound
from shared.wire import Media

bp = Blueprint("api_tickets", __name__, url_prefix="/api/v1")


class TakeTicket(Body):
    """A visitor's wish for a ticket; needs no identity (BK-16)."""

    hall: str = Field(max_length=12, min_length=1)
    area: str = Field(default="", max_length=2)
    item: str = Field(default="", max_length=40)
    priority: str = Field(default="", max_length=20)
    print: bool = False


class Wait(BaseModel):
    """Minutes, as an interval."""

    low: int
    high: int


class TicketAnswer(BaseModel):
    """A ticket and its place in the line."""

    number: str
    token: str
    hall: str
    area: str
    state: str
    priority: str
    window: int | None
    ahead: int
    wait_minutes: Wait | None
    issued_at: str
    called_at: str | None = None
    url: str
    print_job: str | None = None
    slip: dict[str, Any] | None = None


@bp.post("/tickets")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Take a ticket", body=TakeTicket, answer=TicketAnswer, status=201))
def take() -> Response:
    """The next number of the area, or of the item's area."""
    wanted = body(TakeTicket)
    return answer_once(lambda unit: _take(unit, hub(), wanted))


@bp.get("/tickets/<token>")
@may(Pass.PUBLIC)
@described(Described("Follow a ticket (ETag, 304)", answer=TicketAnswer))
def follow(token: str) -> Response:
    """State, place and window; the token is the capability."""
    with hub().store.read() as unit:
        ticket = unit.tickets.by_token(token)
        if ticket is None:
            raise NotFound
        issued = place(unit, ticket, hall_facts(unit, ticket.hall, now()))
    return polled(jsonify(answer(issued)))


def answer(issued: Issued, with_slip: bool = False) -> dict[str, Any]:
    """A ticket as JSON; the slip's data only for the machine that prints it."""
    ticket = issued.ticket
    found: dict[str, Any] = {
        "number": ticket.number,
        "token": ticket.token,
        "hall": ticket.hall,
        "area": ticket.area,
        "state": ticket.state.value,
        "priority": ticket.priority,
        "window": ticket.window,
        "ahead": issued.ahead,
        "wait_minutes": {"low": issued.wait.low, "high": issued.wait.high} if issued.wait else None,
        "issued_at": ticket.arrived_at.isoformat(),
        "called_at": ticket.called_at.isoformat() if ticket.called_at else None,
        "url": f"{hub().settings.portal_url}/q/{ticket.token}",
    }
    if with_slip:
        found["slip"] = n3(issued, speaker(), hub().settings.portal_url, actor().name)
    return found


def answered_ticket(unit: Unit, home: Hub, issued: Issued, wants_print: bool) -> Answer:
    """201 with the slip; queues the print job instead when the hub is to print it."""
    found = answer(issued, with_slip=actor().kind == "device" or wants_print)
    if wants_print:
        found["print_job"] = _queue_slip(unit, home, issued, found["slip"])
    return 201, found


def _queue_slip(unit: Unit, home: Hub, issued: Issued, slip: dict[str, Any]) -> str:
    paper = print_paper.Paper("n3", Media.SLIP, slip, issued.ticket.number, "ticket", issued.ticket.id)
    document = print_paper.make(unit, home, paper, actor(), now())
    wish = print_paper.PrintWish(issued.ticket.hall)
    return print_paper.queue(unit, home, document, wish, (actor(), now())).id


def _take(unit: Unit, home: Hub, wanted: TakeTicket) -> Answer:
    who = actor()
    if who.is_any(Role.KIOSK) and who.hall != wanted.hall:
        raise NotFound(field="hall")
    wish = TicketWish(
        hall=wanted.hall,
        area=wanted.area,
        item=wanted.item,
        priority=wanted.priority,
        kind=TicketKind.WALK_IN,
        source=who.label,
    )
    return answered_ticket(unit, home, issue(unit, home, wish, who, now()), wanted.print)
