"""The window console: one clerk, one number at a time, everything by one key (GD-04, SV-01)."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, redirect, request, url_for

from portal.actions import serve_ticket, sit_down
from portal.hub import Hub
from portal.people import Actor
from portal.store.unit import Unit
from portal.web.clerk.console import console as console_page
from portal.web.clerk.desk import WINDOW_ROLES, first_room
from portal.web.clerk.intake_pane import Shown
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.once import redirect_once
from shared.refusals import NotFound

bp = Blueprint("window", __name__, url_prefix="/staff")

Move = Callable[[Unit, Hub, Actor, datetime], object]
MOVES: dict[str, Move] = {
    "call": serve_ticket.call_next,
    "recall": serve_ticket.recall,
    "pass": serve_ticket.pass_over,
    "start": serve_ticket.start,
    "hold": serve_ticket.hold,
    "finish": serve_ticket.finish,
    "pause": sit_down.pause,
    "leave": sit_down.stand_up,
}


@bp.get("/")
@may(Pass.STAFF)
def home() -> Response:
    """Leads to the room where this account works."""
    return redirect(first_room(actor()), 303)  # type: ignore[return-value]


@bp.get("/window")
@may(*WINDOW_ROLES)
def console() -> Response:
    """The console of the clerk's window, or the choice of a window."""
    asked = request.args
    words = asked.get("q", "").strip()
    return console_page(Shown(asked.get("case", ""), asked.get("item", ""), words, "q" in asked, "another" in asked))


@bp.post("/window/sit")
@may(*WINDOW_ROLES)
def sit() -> Response:
    """Takes a window."""
    number = request.form.get("window", type=int) or 0
    with hub().store.write() as unit:
        sit_down.sit_down(unit, hub(), actor(), number, now())
    return redirect(url_for(".console"), 303)  # type: ignore[return-value]


@bp.post("/window/<move>")
@may(*WINDOW_ROLES)
def step(move: str) -> Response:
    """One move of the line; a second press of the same button is the same move."""
    if move not in MOVES:
        raise NotFound

    def work(unit: Unit) -> str:
        MOVES[move](unit, hub(), actor(), now())
        return url_for(".console")

    return redirect_once(work)


@bp.post("/window/transfer")
@may(*WINDOW_ROLES)
def transfer() -> Response:
    """Sends the visitor to another area; the number stays."""

    def work(unit: Unit) -> str:
        serve_ticket.transfer(unit, hub(), actor(), request.form.get("area", ""), now())
        return url_for(".console")

    return redirect_once(work)


@bp.post("/window/number")
@may(*WINDOW_ROLES)
def number() -> Response:
    """Calls a passed or held visitor who stands at the window."""

    def work(unit: Unit) -> str:
        serve_ticket.call_number(unit, hub(), actor(), request.form.get("number", ""), now())
        return url_for(".console")

    return redirect_once(work)
