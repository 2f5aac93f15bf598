"""The guide's tablet: a ticket with priority, what to bring read out one by one, and to the window (GD-04)."""

from flask import Blueprint, Response, request, url_for

from portal import help_calls
from portal.actions import print_paper
from portal.actions.take_ticket import Issued, TicketWish, issue, place
from portal.case_terms import read
from portal.catalog.needed import to_bring
from portal.hall_facts import hall_facts
from portal.papers.n3 import PRIORITY_NAMES, n3
from portal.roles import Role
from portal.store.unit import Unit
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.fragments import page, page_or_fragment, polled
from portal.web.once import redirect_once
from shared.clock import local, today
from shared.refusals import NotFound
from shared.wire import Media

bp = Blueprint("guide", __name__, url_prefix="/staff/guide")
GUIDES = (Role.GUIDE, Role.HALL_MANAGER)


@bp.get("/")
@may(*GUIDES)
def tablet() -> Response:
    """Who was helped today, and a ticket for the next."""
    with hub().store.read() as unit:
        facts = hall_facts(unit, actor().hall, now())
        helped = [
            place(unit, ticket, facts) for ticket in unit.tickets.helped_by(actor().hall, today(now()), actor().id)
        ]
        items, calls = unit.items.offered(actor().hall), help_calls.waiting(unit, actor().hall)
    shown = {"facts": facts, "helped": helped, "items": items, "priorities": PRIORITY_NAMES, "calls": calls}
    return polled(page_or_fragment("guide/tablet", "calls", **_frame(), **shown))


@bp.post("/help/<device>")
@may(*GUIDES)
def go_there(device: str) -> Response:
    """Takes a call for help from a kiosk."""

    def work(unit: Unit) -> str:
        help_calls.take(unit, hub(), actor(), device, now())
        return url_for(".tablet")

    return redirect_once(work)


@bp.post("/")
@may(*GUIDES)
def take() -> Response:
    """A ticket in the visitor's name, printed at the hall's thermal printer."""
    form = request.form

    def work(unit: Unit) -> str:
        wish = TicketWish(
            hall=actor().hall,
            area=form.get("area", ""),
            item=form.get("item", ""),
            priority=form.get("priority", ""),
            source=actor().label,
            helped_by=actor().id,
        )
        issued = issue(unit, hub(), wish, actor(), now())
        _print(unit, issued)
        return url_for(".visitor", token=issued.ticket.token)

    return redirect_once(work)


@bp.get("/<token>")
@may(*GUIDES)
def visitor(token: str) -> Response:
    """One visitor: the ticket, and the materials one by one."""
    with hub().store.read() as unit:
        ticket = unit.tickets.by_token(token)
        if ticket is None or ticket.hall != actor().hall:
            raise NotFound
        issued = place(unit, ticket, hall_facts(unit, ticket.hall, now()))
        stored = unit.items.get(ticket.item) if ticket.item else None
    item = read(stored) if stored else None
    needed = to_bring(item, item.situations[0]) if item else ()
    return page("guide/visitor", **_frame(), issued=issued, item=item, needed=needed)


def _print(unit: Unit, issued: Issued) -> None:
    data = {**n3(issued, speaker(), hub().settings.portal_url, actor().name), "large": True}
    paper = print_paper.Paper("n3", Media.SLIP, data, issued.ticket.number, "ticket", issued.ticket.id)
    document = print_paper.make(unit, hub(), paper, actor(), now())
    print_paper.queue(unit, hub(), document, print_paper.PrintWish(actor().hall), (actor(), now()))


def _frame() -> dict[str, object]:
    return {"place": f"{speaker().gettext('引导员')} {actor().name}", "clock": f"{local(now()):%H:%M}"}
