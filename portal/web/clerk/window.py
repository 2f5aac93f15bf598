"""The window console: one clerk, one number at a time, everything by one key (GD-04, SV-01)."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, redirect, request, url_for

from portal import line
from portal.actions import serve_ticket, sit_down
from portal.hall_facts import hall_facts
from portal.hub import Hub
from portal.people import Actor
from portal.store.unit import Unit
from portal.web.clerk import intake
from portal.web.clerk.desk import WINDOW_ROLES, desk, first_room
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.fragments import polled
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
    with hub().store.read() as unit:
        window = unit.halls.window_of(actor().id)
        if window is None:
            return desk("clerk/window_choice", windows=unit.halls.windows(actor().hall))
        facts = hall_facts(unit, window.hall, now())
        view = line.window_view(unit, window, facts, now())
        pane = intake.pane(unit, view.current)
    keys = _keys(view)
    return polled(desk("clerk/window", "queue", view=view, facts=facts, intake=pane, once_key=keys))


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


def _keys(view: line.WindowView) -> Callable[[str], str]:
    """Keys that stay the same while the window stands still: a second press is the same move."""
    one = view.current
    stands = f"{one.id}-{one.state}-{one.calls}-{one.passes}" if one else f"free-{view.last_call}-{view.window.open}"
    return lambda step: f"{view.window.hall}-{view.window.number}-{stands}-{step}"[:120]
