"""The booking clerk's desk: requests to talk over, the day's list, missed appointments (BK-11 … BK-13, BK-17)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, request

from portal.actions.answer_request import Answer, confirm, consult, decline
from portal.actions.appointment_moves import found
from portal.actions.cancel import cancel
from portal.actions.void_no_show import uphold, void_no_show
from portal.booking_facts import BookingFacts, booking_facts
from portal.hub import Hub
from portal.roles import Role
from portal.store.appointments import Booked
from portal.store.no_shows import Miss
from portal.store.unit import Unit
from portal.web.clerk.booking_detail import department_of, detail
from portal.web.clerk.booking_papers import print_registration, print_slips
from portal.web.clerk.booking_rows import ADDRESS, WAITING, Desk, rows
from portal.web.clerk.desk import desk as desk_page
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from shared.clock import today
from shared.codes import tidy
from shared.refusals import NotFound, Refusal

bp = Blueprint("bookings", __name__, url_prefix=ADDRESS)
CLERKS = (Role.BOOKING_CLERK, Role.HALL_MANAGER)
VIEWS = ("requests", "day", "missed")
Step = Callable[[Unit, Hub, Booked], object]


@bp.get("/")
@may(*CLERKS)
def desk() -> Response:
    """The lists at the left, one appointment at the right."""
    return _desk_page(None)


@bp.post("/find")
@may(*CLERKS)
def find() -> Response:
    """Opens an appointment by its code."""
    code = tidy(request.form.get("code", "")[:40]).replace("\x00", "")
    with hub().store.read() as unit:
        try:
            booked = _own(unit, code)
        except NotFound as refusal:
            return _desk_page(refusal)
    return redirect(f"{ADDRESS}/?view=day&day={booked.day.isoformat()}&code={booked.code}", 303)  # type: ignore[return-value]


@bp.post("/<code>/consult")
@may(*CLERKS)
def ask_department(code: str) -> Response:
    """Notes that the department is being asked (BK-11 a)."""
    return _step(code, _consult)


@bp.post("/<code>/answer")
@may(*CLERKS)
def answer(code: str) -> Response:
    """Confirms or declines with what the department said (BK-11 b)."""
    said = Answer(_typed("words"), _typed("staff", 200))
    work = confirm if request.form.get("verdict") == "yes" else decline
    return _step(code, lambda unit, home, one: work(unit, home, one, said, (actor(), now())))


@bp.post("/<code>/cancel")
@may(*CLERKS)
def give_up(code: str) -> Response:
    """Cancels for a caller (BK-12)."""
    return _step(code, lambda unit, home, one: cancel(unit, home, one, actor(), now()))


@bp.post("/<code>/print")
@may(*CLERKS)
def print_form(code: str) -> Response:
    """《预约登记表》 on the hall's laser (BK-10)."""
    return _step(code, print_registration)


@bp.post("/<code>/slips")
@may(*CLERKS)
def print_for_visitor(code: str) -> Response:
    """The visitor's proof and checklist on the thermal printer (N1, N26); the notice of a listed one (N25)."""
    return _step(code, print_slips)


@bp.post("/<code>/void")
@may(*CLERKS)
def void(code: str) -> Response:
    """Takes a no-show back, with a reason (BK-13)."""
    reason = _typed("reason", 200)
    return _step(code, lambda unit, home, one: void_no_show(unit, home, _miss(unit, one), reason, (actor(), now())))


@bp.post("/<code>/uphold")
@may(*CLERKS)
def keep(code: str) -> Response:
    """Answers an objection that is not granted, with a reason."""
    reason = _typed("reason", 200)
    return _step(code, lambda unit, home, one: uphold(unit, home, _miss(unit, one), reason, (actor(), now())))


def _step(code: str, work: Step) -> Response:
    """One deed on one appointment of the clerk's hall; a refusal comes back to the same desk."""

    def run(unit: Unit) -> str:
        booked = _own(unit, code)
        work(unit, hub(), booked)
        return f"{ADDRESS}/?view={_view()}&day={_day().isoformat()}&code={booked.code}"

    try:
        return redirect_once(run)
    except NotFound:
        raise
    except Refusal as refusal:
        return _desk_page(refusal, code)


def _desk_page(refusal: Refusal | None, code: str = "") -> Response:
    opened = Desk(_view(), _day(), code or request.values.get("code", "")[:8])
    with hub().store.read() as unit:
        facts = booking_facts(unit, actor().hall, now())
        values = _values(unit, facts, opened)
    typed = {name: request.form.get(name, "") for name in ("words", "staff", "reason", "code")}
    said = speaker().say(refusal) if refusal else None
    return desk_page(
        "clerk/bookings", "detail", refusal.status if refusal else 200, **values, typed=typed, refusal=said, desk=opened
    )


def _values(unit: Unit, facts: BookingFacts, opened: Desk) -> dict[str, Any]:
    try:
        shown = _own(unit, opened.code) if opened.code else None
    except NotFound:
        shown = None
    return {
        "rows": rows(unit, facts, opened, (now(), speaker())),
        "waiting": unit.appointments.count_in(facts.hall.code, WAITING),
        "objections": sum(1 for one in unit.no_shows.of_hall(facts.hall.code) if _objected(one)),
        "manager": actor().is_any(Role.HALL_MANAGER),
        "facts": facts,
        "shown": shown,
        "detail": detail(unit, facts, shown) if shown else None,
    }


def _own(unit: Unit, code: str) -> Booked:
    booked = found(unit, code)
    if booked.hall != actor().hall:
        raise NotFound(field="code")
    return booked


def _miss(unit: Unit, booked: Booked) -> Miss:
    for miss in unit.no_shows.of_person(booked.id_blind):
        if miss.appointment == booked.id:
            return miss
    raise NotFound(field="no_show")


def _objected(miss: Miss) -> bool:
    return bool(miss.objection) and (miss.objection or {}).get("state") == "waiting"


def _consult(unit: Unit, home: Hub, booked: Booked) -> None:
    office = department_of(unit, booking_facts(unit, booked.hall, now()), booked)
    consult(unit, home, booked, office.name if office else "", (actor(), now()))


def _typed(name: str, longest: int = 500) -> str:
    return request.form.get(name, "")[:longest].replace("\x00", "").strip()


def _view() -> str:
    wanted = request.values.get("view", "")
    return wanted if wanted in VIEWS else VIEWS[0]


def _day() -> date:
    try:
        return date.fromisoformat(request.values.get("day", ""))
    except ValueError:
        return today(now())
