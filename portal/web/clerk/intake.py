"""Intake at the window: open a case, check its list, tell once, refuse with a statute, take in (CS-01 … CS-08)."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for

from portal.actions import intake, review, serve_ticket, window_intake
from portal.case_access import taken_in_here
from portal.hub import Deed
from portal.store.cases import Case
from portal.store.unit import Unit
from portal.web.clerk.console import console
from portal.web.clerk.desk import WINDOW_ROLES
from portal.web.clerk.intake_form import as_seen, findings_of, wish_of
from portal.web.clerk.intake_pane import Shown, booked_of
from portal.web.context import actor, hub, now
from portal.web.door import may
from portal.web.once import redirect_once
from shared.clock import today
from shared.refusals import NotFound, Refusal

bp = Blueprint("intake", __name__, url_prefix="/staff/window/case")


def guarded(work: Callable[[Unit], str], number: str = "") -> Response:
    """Does the work once; a refusal shows the console again with everything that was typed."""
    try:
        return redirect_once(work)
    except Refusal as refusal:
        typed = request.form.to_dict()
        return console(Shown(number=number, item=typed.get("item", ""), typed=typed, refusal=refusal))


@bp.post("")
@may(*WINDOW_ROLES)
def start() -> Response:
    """Opens a case for the visitor at the window."""

    def work(unit: Unit) -> str:
        window = serve_ticket.seat_of(unit, actor())
        ticket = unit.tickets.at_window(window.hall, today(now()), window.number)
        wish = wish_of(unit, request.form, (window, ticket), booked_of(unit, ticket))
        opened = intake.open_case(unit, hub(), wish, (actor(), now()))
        return _at(opened.case)

    return guarded(work)


@bp.post("/<number>/check")
@may(*WINDOW_ROLES)
def check(number: str) -> Response:
    """Keeps what was found, then does what the pressed button says."""

    def work(unit: Unit) -> str:
        case = as_seen(taken_in_here(unit, actor(), number), request.form)
        by = (actor(), now())
        checked = intake.tick(unit, hub(), case, findings_of(request.form), by)
        return _at(_deed(unit, checked, request.form.get("do", "save")))

    return guarded(work, number)


@bp.post("/<number>/back")
@may(*WINDOW_ROLES)
def back(number: str) -> Response:
    """Who was sent home is back."""

    def work(unit: Unit) -> str:
        case = as_seen(taken_in_here(unit, actor(), number), request.form)
        return _at(window_intake.come_back(unit, hub(), case, (actor(), now())))

    return guarded(work, number)


@bp.post("/<number>/accept")
@may(*WINDOW_ROLES)
def accept(number: str) -> Response:
    """Accepted on the spot, where the department authorised its windows (CS-16)."""

    def work(unit: Unit) -> str:
        case = as_seen(taken_in_here(unit, actor(), number), request.form)
        if case.mode != "window_authorised":
            raise NotFound
        after = review.accept(unit, hub(), case, (actor(), now()))
        window_intake.printed(unit, hub(), after, "n8", (actor(), now()))
        return _at(after)

    return guarded(work, number)


@bp.post("/<number>/reveal")
@may(*WINDOW_ROLES)
def reveal(number: str) -> Response:
    """Shows name and numbers in full; that is written down."""
    with hub().store.write() as unit:
        case = taken_in_here(unit, actor(), number)
        hub().record(unit, actor(), Deed("person.revealed", f"case:{case.number}", now(), {}, case.hall))
    return console(Shown(number=number, revealed=True))


@bp.post("/reveal")
@may(*WINDOW_ROLES)
def reveal_booked() -> Response:
    """Shows the numbers given with the appointment in full; that is written down."""
    with hub().store.write() as unit:
        window = serve_ticket.seat_of(unit, actor())
        booked = booked_of(unit, serve_ticket.current(unit, window, now()))
        if booked is None:
            raise NotFound
        hub().record(unit, actor(), Deed("person.revealed", f"appointment:{booked.id}", now(), {}, window.hall))
    return console(Shown(item=request.form.get("item", ""), revealed=True))


def _deed(unit: Unit, case: Case, wanted: str) -> Case:
    by = (actor(), now())
    if wanted == "tell":
        return window_intake.tell_once(unit, hub(), case, by)
    if wanted == "take_in":
        return window_intake.take_in(unit, hub(), case, by)
    if wanted == "refuse":
        return window_intake.refuse(unit, hub(), case, request.form.get("statute", ""), by)
    return case


def _at(case: Case) -> str:
    return url_for("window.console", case=case.number)
