"""What an identified visitor may do at a kiosk: see one's results and bookings of today, print a result (DL-07)."""

from typing import Annotated, Any

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, Field, StringConstraints

from portal.actions.identify_visitor import by_card, by_code
from portal.actions.print_own_result import OwnResult, own_results, print_own_result
from portal.booking_facts import BookingFacts, booking_facts
from portal.delivery.refusals import NotIdentified
from portal.hub import Hub, digest
from portal.store.appointments import Booked
from portal.store.unit import Unit
from portal.visitor import KnownVisitor, visitor_of
from portal.web.api.appointment_json import item_name
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now, speaker
from portal.web.devices.printing import leased
from portal.web.door import Pass, may
from portal.web.once import Answer, answer_once
from shared.clock import today
from shared.identity import IdType

bp = Blueprint("kiosk_visitor", __name__, url_prefix="/api/v1/kiosk")
VISITOR = "Tongban-Visitor"


class ReadCard(Body):
    """What the reader read of a document."""

    name: str = Field(max_length=100)
    id_type: IdType = IdType.ID_CARD
    id_number: str = Field(max_length=40)


class Identify(Body):
    """A one-time code, or a card."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{0,12}$")] = ""
    card: ReadCard | None = None


class Identified(BaseModel):
    """A session of this machine, sent back as the header Tongban-Visitor."""

    session: str
    name_masked: str


class Lines(BaseModel):
    """What belongs to the visitor."""

    items: list[dict[str, Any]]


class LeasedResult(BaseModel):
    """A secure print job for the kiosk's own laser."""

    job: dict[str, Any]
    number: str


@bp.post("/identify")
@may(Pass.KIOSK)
@described(Described("Identify the visitor", body=Identify, answer=Identified, refusals=(403, 429)))
def identify() -> Response:
    """By card or code, never by name and birth date."""
    shown = body(Identify)
    if shown.card is None:
        session, name = by_code(hub(), shown.code, actor(), now())
    else:
        card = (shown.card.name, shown.card.id_type, shown.card.id_number)
        with hub().store.write() as unit:
            session, name = by_card(unit, hub(), card, actor(), now())
    return jsonify(session=session, name_masked=name)


@bp.post("/leave")
@may(Pass.KIOSK)
@described(Described("The visitor leaves: the session ends", body=Body, status=204))
def leave() -> Response:
    """Ends the session; ending none is fine."""
    with hub().store.write() as unit:
        unit.sessions.close(digest(request.headers.get(VISITOR, "")))
    return Response(status=204)


@bp.get("/results")
@may(Pass.KIOSK)
@described(Described("The visitor's results", answer=Lines, refusals=(403,)))
def results() -> Response:
    """What can be printed here, and why the rest cannot."""
    with hub().store.read() as unit:
        found = own_results(unit, actor(), _visitor(unit), now())
    return jsonify(items=[_line(one) for one in found])


@bp.post("/results/<certificate>/print")
@may(Pass.KIOSK)
@described(Described("Print a result here", body=Body, answer=LeasedResult, status=201, refusals=(403, 409)))
def print_result(certificate: str) -> Response:
    """Leased to this kiosk at once; a retry gets the same job."""
    return answer_once(lambda unit: _print(unit, hub(), certificate))


@bp.get("/appointments")
@may(Pass.KIOSK)
@described(Described("The visitor's bookings here today", answer=Lines, refusals=(403,)))
def appointments() -> Response:
    """Those that can still be checked in."""
    with hub().store.read() as unit:
        found = unit.appointments.of_person("", _visitor(unit).blind)
        facts = booking_facts(unit, actor().hall, now())
    mine = [one for one in found if one.hall == actor().hall and one.day == today(now()) and one.is_open]
    return jsonify(items=[_booked_line(facts, one) for one in mine])


def _print(unit: Unit, home: Hub, certificate: str) -> Answer:
    job = print_own_result(unit, home, certificate, (actor(), _visitor(unit)), now())
    return 201, {**leased(unit, job), "number": f"DY-{today(now()):%y%m%d}-{job.id[-6:].upper()}"}


def _visitor(unit: Unit) -> KnownVisitor:
    known = visitor_of(unit, actor(), request.headers.get(VISITOR, ""), now())
    if known is None:
        raise NotIdentified
    return known


def _line(one: OwnResult) -> dict[str, Any]:
    reason = speaker().say(one.why_not) if one.why_not else None
    return {
        "id": one.certificate.id,
        "title": one.certificate.title,
        "case_no": one.case.number,
        "issued_on": speaker().date(today(one.certificate.issued_at)),
        "printable": one.why_not is None,
        "copies_left": one.copies_left,
        "reason": f"{reason.text} {reason.now}".strip() if reason else "",
    }


def _booked_line(facts: BookingFacts, one: Booked) -> dict[str, Any]:
    item = item_name(facts, one.item, speaker().english)
    return {"code": one.code, "time": speaker().time_range(one.start, one.end), "item": item}
