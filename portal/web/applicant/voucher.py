"""The proof of an appointment with its QR, and cancelling or moving it: by code and phone digits, without account."""

from functools import wraps
from typing import Any, Protocol

from flask import Blueprint, Response, redirect, request
from markupsafe import Markup

from portal.actions.appointment_moves import found
from portal.actions.cancel import cancel
from portal.actions.prove_booking import prove
from portal.actions.reschedule import NewTime, reschedule
from portal.booking_facts import BookingFacts, booking_facts
from portal.offered_slots import Looking, offered_slots
from portal.store.appointments import Booked
from portal.store.unit import Unit
from portal.web.api.appointment_json import item_name, place_name, qr_text
from portal.web.applicant import slot_days
from portal.web.applicant.calendar_entry import calendar_entry
from portal.web.applicant.home import situation_of
from portal.web.applicant.kept import remember_code
from portal.web.applicant.slot_days import Shown
from portal.web.applicant.whose import may_see
from portal.web.applicant.words import STATES
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page
from portal.web.once import redirect_once
from printers.codes import qr_svg
from shared.clock import today
from shared.codes import show_code
from shared.privacy import mask_name, mask_phone
from shared.refusals import Refusal

bp = Blueprint("voucher", __name__, url_prefix="/b/<code>")


class View(Protocol):
    """What a page of an appointment gets: the appointment and its hall."""

    def __call__(self, booked: Booked, facts: BookingFacts) -> Response: ...


def shown_to_its_own(view: View) -> Any:
    """Lets only those see it who booked it here, are signed in, or gave the phone's digits; others are asked."""

    @wraps(view)
    def guarded(code: str) -> Response:
        with hub().store.read() as unit:
            booked = found(unit, code)
            known, facts = may_see(unit, booked), booking_facts(unit, booked.hall, now())
        return view(booked, facts) if known else page("applicant/prove", code=booked.code, error="")

    return guarded


@bp.get("/")
@may(Pass.PUBLIC)
@shown_to_its_own
def shown(booked: Booked, facts: BookingFacts) -> Response:
    """The proof with its QR (N1)."""
    return page("applicant/voucher", **described(booked, facts))


@bp.post("/open")
@may(Pass.PUBLIC)
def open_up(code: str) -> Response:
    """Code and digits open it in this browser."""
    try:
        booked = prove(hub(), code, request.form.get("digits", ""), now())
    except Refusal as refusal:
        said = speaker().say(refusal)
        return page("applicant/prove", refusal.status, code=code[:8], error=f"{said.text}{said.now}")
    return remember_code(redirect(f"/b/{booked.code}/", 303), booked.code)  # type: ignore[arg-type]


@bp.get("/qr.svg")
@may(Pass.PUBLIC)
@shown_to_its_own
def qr(booked: Booked, facts: BookingFacts) -> Response:
    """The QR as a picture to keep."""
    response = Response(qr_svg(qr_text(hub(), booked.code)), mimetype="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{booked.code}.svg"'
    return response


@bp.get("/calendar.ics")
@may(Pass.PUBLIC)
@shown_to_its_own
def calendar(booked: Booked, facts: BookingFacts) -> Response:
    """The appointment for the phone's own calendar."""
    words = described(booked, facts)
    entry = calendar_entry(booked, (str(words["item"]), str(words["place"])), now())
    response = Response(entry, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{booked.code}.ics"'
    return response


@bp.get("/change")
@may(Pass.PUBLIC)
@shown_to_its_own
def change(booked: Booked, facts: BookingFacts) -> Response:
    """Cancel or move: what each means (BK-12)."""
    return page("applicant/change", **described(booked, facts), refusal=None)


@bp.post("/cancel")
@may(Pass.PUBLIC)
@shown_to_its_own
def give_up(booked: Booked, facts: BookingFacts) -> Response:
    """Gives the place to others."""

    def work(unit: Unit) -> str:
        cancel(unit, hub(), found(unit, booked.code), actor(), now())
        return f"/b/{booked.code}/"

    return _or_page(work, booked, facts)


@bp.get("/move")
@may(Pass.PUBLIC)
@shown_to_its_own
def times(booked: Booked, facts: BookingFacts) -> Response:
    """Other times for the same matter."""
    return _times_page(booked, facts, None)


@bp.post("/move")
@may(Pass.PUBLIC)
@shown_to_its_own
def move(booked: Booked, facts: BookingFacts) -> Response:
    """The same code at another time; a refusal comes back to the times."""
    wanted = NewTime(request.form.get("slot", "")[:40], request.form.get("reason", "")[:500].replace("\x00", ""))

    def work(unit: Unit) -> str:
        reschedule(unit, hub(), found(unit, booked.code), wanted, (actor(), now()))
        return f"/b/{booked.code}/"

    try:
        return redirect_once(work)
    except Refusal as refusal:
        return _times_page(booked, facts, refusal)


def described(booked: Booked, facts: BookingFacts) -> dict[str, Any]:
    """What every page of an appointment shows."""
    say, guide = speaker(), facts.offered.get(booked.item)
    words, kind, drawing = STATES[booked.now_in]
    several = guide is not None and len(facts.item(booked.item).situations) > 1
    situation = situation_of(facts.item(booked.item), booked.situation) if several else None
    name = item_name(facts, booked.item, say.english)
    if situation:
        name = situation.title_en if say.english else situation.title
    return {
        "booked": booked,
        "facts": facts,
        "item": name,
        "place": place_name(facts, booked.item, say.english),
        "qr_code": Markup(qr_svg(qr_text(hub(), booked.code))),
        "number": show_code(booked.code),
        "phone": mask_phone(hub().vault.open(booked.phone_sealed)),
        "person": mask_name(booked.name),
        "state": {"text": say.gettext(words), "kind": kind, "drawing": drawing},
        "early": booked.start - facts.check_in_early,
        "started": booked.start <= now(),
    }


def _or_page(work: Any, booked: Booked, facts: BookingFacts) -> Response:
    try:
        return redirect_once(work)
    except Refusal as refusal:
        values = {**described(booked, facts), "refusal": speaker().say(refusal)}
        return page("applicant/change", refusal.status, **values)


def _times_page(booked: Booked, facts: BookingFacts, refusal: Refusal | None) -> Response:
    with hub().store.read() as unit:
        offered = [one for one in offered_slots(unit, facts, Looking(booked.item), now()) if one.slot.id != booked.slot]
    wanted = request.values.get("slot", "")
    chosen = next((one.slot for one in offered if one.slot.id == wanted and one.reason is None), None)
    asked = slot_days.read_day(request.args.get("day"), today(now()))
    day = slot_days.choose_day(offered, asked or (chosen.day if chosen else None), today(now()))
    first, last = (offered[0].slot.day, offered[-1].slot.day) if offered else (day, day)
    view = Shown(f"/b/{booked.code}/move?", day, chosen.id if chosen else "", first, last)
    return page(
        "applicant/move",
        refusal.status if refusal else 200,
        **described(booked, facts),
        refusal=speaker().say(refusal) if refusal else None,
        shown=view,
        chosen=chosen,
        days=slot_days.days(offered, view, facts, (now(), speaker())),
        parts=slot_days.parts(offered, view, speaker()),
        earlier=slot_days.week_link(view, -1, today(now())),
        later=slot_days.week_link(view, 1, today(now())),
        reason=request.form.get("reason", booked.reason),
    )
