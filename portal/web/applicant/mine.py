"""My own: appointments, the way to find one without account, and what was missed with its objection (BK-12 … BK-15)."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, redirect, request

from portal.actions.prove_booking import prove
from portal.actions.void_no_show import object_to
from portal.booking_facts import booking_facts
from portal.store.appointments import Booked
from portal.store.no_shows import Listed, Miss
from portal.store.unit import Unit
from portal.web.api.appointment_json import item_name
from portal.web.applicant.hall_choice import chosen_hall
from portal.web.applicant.kept import remember_code
from portal.web.applicant.whose import account, bookings
from portal.web.applicant.words import STATES
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page
from shared.clock import today
from shared.privacy import mask_name, mask_phone
from shared.refusals import NotFound, Refusal
from shared.rules import source_of

bp = Blueprint("mine", __name__, url_prefix="/me")


@dataclass(frozen=True)
class Line:
    """One appointment in a list."""

    booked: Booked
    item: str
    state: str
    kind: str
    drawing: str


@bp.get("/")
@may(Pass.PUBLIC)
def mine() -> Response:
    """What this browser may show, and how to see more."""
    return _mine_page("", "", None)


@bp.post("/find")
@may(Pass.PUBLIC)
def find() -> Response:
    """Opens an appointment by its code and the phone's last four digits."""
    code, digits = request.form.get("code", "")[:40], request.form.get("digits", "")
    try:
        booked = prove(hub(), code, digits, now())
    except Refusal as refusal:
        return _mine_page(code, digits, refusal)
    return remember_code(redirect(f"/b/{booked.code}/", 303), booked.code)  # type: ignore[arg-type]


@bp.get("/no-shows")
@may(Pass.APPLICANT)
def no_shows() -> Response:
    """What was missed, whether booking is closed and until when, and how to object."""
    return _no_shows_page("", None)


@bp.post("/no-shows/<miss>/object")
@may(Pass.APPLICANT)
def objects(miss: str) -> Response:
    """Keeps the applicant's words for a clerk."""
    words = request.form.get("words", "")[:500].replace("\x00", "")
    try:
        with hub().store.write() as unit:
            object_to(unit, hub(), _own(unit, miss), words, (actor(), now()))
    except NotFound:
        raise
    except Refusal as refusal:
        return _no_shows_page(miss, refusal)
    return redirect("/me/no-shows", 303)  # type: ignore[return-value]


def _mine_page(code: str, digits: str, refusal: Refusal | None) -> Response:
    with hub().store.read() as unit:
        person = account(unit)
        lines = [_line(unit, booked) for booked in bookings(unit)]
    ahead = [one for one in lines if one.booked.is_open and one.booked.end > now()]
    return page(
        "applicant/mine",
        refusal.status if refusal else 200,
        person=person,
        who=_who(person),
        ahead=ahead[::-1],
        earlier=[one for one in lines if one not in ahead][:20],
        code=code,
        digits=digits,
        refusal=speaker().say(refusal) if refusal else None,
        tab="me",
    )


def _who(person: object) -> dict[str, str]:
    phone = getattr(person, "phone_sealed", "")
    name = getattr(person, "name", "")
    return {"name": mask_name(name) if name else "", "phone": mask_phone(hub().vault.open(phone)) if phone else ""}


def _line(unit: Unit, booked: Booked) -> Line:
    facts, (words, kind, drawing) = booking_facts(unit, booked.hall, now()), STATES[booked.now_in]
    name = item_name(facts, booked.item, speaker().english)
    return Line(booked, name, speaker().gettext(words), kind, drawing)


def _own(unit: Unit, miss: str) -> Miss:
    found, person = unit.no_shows.get(miss), account(unit)
    if found is None or person is None or found.id_blind != person.id_blind:
        raise NotFound(field="no_show")
    return found


def _no_shows_page(wrong: str, refusal: Refusal | None) -> Response:
    with hub().store.read() as unit:
        person = account(unit)
        blind = person.id_blind if person else None
        misses = unit.no_shows.of_person(blind) if blind else []
        listed = _barring(unit.no_shows.listings(blind), today(now())) if blind else None
        facts = booking_facts(unit, chosen_hall(unit), now())
        lines = [(miss, item_name(facts, str(miss.evidence.get("item", "")), speaker().english)) for miss in misses]
    return page(
        "applicant/no_shows",
        refusal.status if refusal else 200,
        identified=blind is not None,
        lines=lines[::-1],
        listed=listed,
        wrong=wrong,
        refusal=speaker().say(refusal) if refusal else None,
        source=source_of("BK-15"),
    )


def _barring(entries: list[Listed], day: date) -> Listed | None:
    active = [one for one in entries if one.lifted_at is None and one.from_day <= day <= one.until_day]
    return max(active, key=lambda one: one.until_day, default=None)
