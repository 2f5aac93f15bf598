"""Following one's ticket from the phone: place, why, how long, called where; by the token, without an account."""

from flask import Blueprint, Response, url_for

from booking.place import explain
from booking.tickets import TicketState
from portal.actions import serve_ticket
from portal.actions.take_ticket import place
from portal.hall_facts import hall_facts
from portal.store.tickets import Ticket
from portal.store.unit import Unit
from portal.web.applicant.place_words import sentences
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page, page_or_fragment, polled
from portal.web.once import redirect_once
from shared.clock import today
from shared.refusals import NotFound

bp = Blueprint("queue", __name__)

STEPS = {"back": serve_ticket.come_back, "leave": serve_ticket.leave}


@bp.get("/queue")
@may(Pass.PUBLIC)
def enter() -> Response:
    """How to follow one's ticket: the QR on the slip leads to it."""
    return page("applicant/queue_enter", tab="queue")


@bp.get("/q/<token>")
@may(Pass.PUBLIC)
def follow(token: str) -> Response:
    """One ticket's place, polled by the page."""
    with hub().store.read() as unit:
        ticket = _ticket(unit, token)
        facts = hall_facts(unit, ticket.hall, now())
        line = unit.tickets.line(ticket.hall, ticket.day, [ticket.area])
        serving = unit.tickets.in_states(ticket.hall, ticket.day, [TicketState.SERVING, TicketState.CALLED])
        issued = place(unit, ticket, facts)
    ahead = [one.waiting for one in line if one.rank < ticket.rank]
    why = sentences(explain(ticket.waiting, ahead, facts.queue_rules), speaker())
    shown = "q" if ticket.day == today(now()) else "old"
    return polled(
        page_or_fragment(
            "applicant/queue",
            "place",
            issued=issued,
            why=why,
            ahead=[one.number for one in ahead],
            serving=[one for one in serving if one.area == ticket.area],
            shown=shown,
        )
    )


@bp.post("/q/<token>/<step>")
@may(Pass.PUBLIC)
def move(token: str, step: str) -> Response:
    """我回来了, or 不办了."""
    if step not in STEPS:
        raise NotFound

    def work(unit: Unit) -> str:
        STEPS[step](unit, hub(), actor(), _ticket(unit, token), now())
        return url_for(".follow", token=token)

    return redirect_once(work)


def _ticket(unit: Unit, token: str) -> Ticket:
    found = unit.tickets.by_token(token)
    if found is None:
        raise NotFound
    return found
