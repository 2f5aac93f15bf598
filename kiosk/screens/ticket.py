"""A ticket in two touches, without account, phone or identity (BK-16); paper or not, the number is on the screen."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from kiosk.areas import waits_of
from kiosk.page import go, machine, screen, visit
from kiosk.qr import qr_svg
from kiosk.slips import is_out, is_unclear, print_slip

bp = Blueprint("ticket", __name__, url_prefix="/ticket")
DONE_AFTER = 15
MOST_REPRINTS = 2
PRIORITIES = ("elderly", "disabled", "pregnant", "military", "child", "ill")


@bp.get("/")
def areas() -> Response:
    """The areas; one touch gives the ticket. In elder mode the priority of age is offered on the same screen."""
    machine().refresh()
    priority = request.args.get("priority", "")
    chosen = priority if priority in PRIORITIES else ""
    return screen("ticket/areas", back=url_for("home.first"), areas=waits_of(machine().home), priority=chosen)


@bp.get("/priority")
def priorities() -> Response:
    """Who goes first; nobody is asked for proof (GD-04)."""
    return screen("ticket/priorities", back=url_for("ticket.areas"))


@bp.post("/")
def take() -> Response:
    """Takes the number and prints it; a second press of the same touch is the same ticket."""
    with visit().lock:
        if request.form.get("once") == visit().kept.get("ticket_once"):
            return go("ticket.done")
        wish = {name: request.form.get(name, "") for name in ("area", "item", "priority")}
        wanted = {name: value for name, value in wish.items() if value}
        hall = machine().home.get("hall", {}).get("code", "")
        key = "-".join((visit().once, *wanted.values()))
        keep_ticket(machine().portal.post("/tickets", visit().asking(key), {"hall": hall, **wanted}))
    return go("ticket.done")


@bp.get("/done")
def done() -> Response:
    """The ticket, large, with its QR; what became of the paper is said as it is."""
    ticket: dict[str, Any] | None = visit().kept.get("ticket")
    if ticket is None:
        return go("home.first")
    return screen("ticket/done", ticket=ticket, svg=qr_svg(ticket["url"]), leave_after=DONE_AFTER)


@bp.post("/again")
def again() -> Response:
    """The same ticket once more, marked as a later copy."""
    with visit().lock:
        ticket: dict[str, Any] = visit().kept.get("ticket") or {}
        if ticket.get("slip") and ticket["copies"] < MOST_REPRINTS:
            ticket["copies"] += 1
            _print(ticket)
    return go("ticket.done")


def keep_ticket(ticket: dict[str, Any]) -> None:
    """Remembers the ticket for this visit and prints it; used for walk-ins and for those who check in."""
    slip = {**(ticket.get("slip") or {}), "large": visit().mode == "elder"}
    kept = {**ticket, "slip": slip, "copies": 0}
    _print(kept)
    visit().kept.update(ticket=kept, ticket_once=visit().once)
    machine().visits.renew(visit())


def _print(ticket: dict[str, Any]) -> None:
    outcome = print_slip(machine(), ticket["slip"], ticket["copies"])
    ticket["paper"] = "out" if is_out(outcome) else "unclear" if is_unclear(outcome) else "none"
