"""Appointments over HTTP for channels and kiosks: book, read, cancel, move (product.md §4; BK-01 … BK-12)."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from portal.actions.appointment_moves import found
from portal.actions.book import BookingWish, book
from portal.actions.cancel import cancel
from portal.actions.reschedule import NewTime, reschedule
from portal.booking_person import SealedPerson, person, sealed, sealed_agent
from portal.hub import Hub
from portal.store.appointments import Booked
from portal.store.unit import Unit
from portal.web.api.appointment_json import appointment_json
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.once import Answer, answer_once
from shared.clock import today
from shared.identity import IdType
from shared.refusals import NotFound

bp = Blueprint("api_appointments", __name__, url_prefix="/api/v1")
KIOSK_CHANNEL = "kiosk"


class Applicant(Body):
    """Who comes: name and document as printed, and a phone that takes text messages."""

    name: str = Field(max_length=200)
    id_type: IdType = IdType.ID_CARD
    id_number: str = Field(max_length=60)
    phone: str = Field(max_length=40)


class Agent(Body):
    """Who does it for the applicant."""

    name: str = Field(max_length=200)
    id_type: IdType | None = None
    id_number: str = Field(default="", max_length=60)
    phone: str = Field(default="", max_length=40)


class BookAppointment(Body):
    """A wish for a place; reason and need_by are for slots outside working hours (BK-08)."""

    hall: str = Field(max_length=12)
    item: str = Field(max_length=40)
    slot: str = Field(max_length=40)
    applicant: Applicant
    situation: str = Field(default="", max_length=40)
    reason: str | None = Field(default=None, max_length=500)
    need_by: date | None = None
    agent: Agent | None = None
    told_by: str | None = Field(default=None, max_length=60)


class Cancel(Body):
    """Empty from the channel that booked; anybody else adds the last four digits of the phone."""

    phone_last4: str = Field(default="", max_length=4)


class Reschedule(Cancel):
    """The slot that is wanted instead."""

    slot: str = Field(max_length=40)
    reason: str = Field(default="", max_length=500)
    need_by: date | None = None


class AppointmentAnswer(BaseModel):
    """An appointment as its channel sees it; the person is masked."""

    code: str
    state: str
    hall: str
    item: str
    item_name: str
    situation: str
    slot: str
    kind: str
    start: str
    end: str
    place: str
    qr: str
    applicant: dict[str, str]
    channel: str
    reason: str
    need_by: str | None
    answer: str
    check_in_from: str
    cancel_until: str


@bp.post("/appointments")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Book a slot", body=BookAppointment, answer=AppointmentAnswer, status=201, refusals=(409,)))
def add() -> Response:
    """201 with the code; confirmed, or requested outside working hours (BK-11)."""
    wanted = body(BookAppointment)
    one = wanted.applicant
    who = sealed(hub().vault, person(one.name, one.id_type, one.id_number, one.phone, today(now())))
    return answer_once(lambda unit: _add(unit, hub(), wanted, who))


@bp.get("/appointments/<code>")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Read an appointment", answer=AppointmentAnswer))
def read(code: str) -> Response:
    """The channel that booked reads it; a kiosk reads those of its hall."""
    with hub().store.read() as unit:
        booked = found(unit, code)
        if not (_is_own(booked) or (actor().kind == "device" and booked.hall == actor().hall)):
            raise NotFound(field="code")
        return jsonify(appointment_json(unit, hub(), booked, now()))


@bp.post("/appointments/<code>/cancel")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Cancel", body=Cancel, answer=AppointmentAnswer, refusals=(409,)))
def give_up(code: str) -> Response:
    """The place is free for others at once (BK-12)."""
    wanted = body(Cancel)

    def work(unit: Unit) -> Answer:
        booked = cancel(unit, hub(), _mine(unit, code, wanted), actor(), now())
        return 200, appointment_json(unit, hub(), booked, now())

    return answer_once(work)


@bp.post("/appointments/<code>/reschedule")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Move to another slot", body=Reschedule, answer=AppointmentAnswer, refusals=(409,)))
def change_time(code: str) -> Response:
    """The same code at another time."""
    wanted = body(Reschedule)

    def work(unit: Unit) -> Answer:
        booked, time = _mine(unit, code, wanted), NewTime(wanted.slot, wanted.reason, wanted.need_by)
        moved = reschedule(unit, hub(), booked, time, (actor(), now()))
        return 200, appointment_json(unit, hub(), moved, now())

    return answer_once(work)


def channel() -> str:
    """The channel a booking of this caller is counted under (BK-01)."""
    return actor().id if actor().kind == "channel" else KIOSK_CHANNEL


def _add(unit: Unit, home: Hub, wanted: BookAppointment, who: SealedPerson) -> Answer:
    wish = BookingWish(
        hall=wanted.hall,
        item=wanted.item,
        slot=wanted.slot,
        person=who,
        channel=channel(),
        situation=wanted.situation,
        reason=wanted.reason or "",
        need_by=wanted.need_by,
        agent_sealed=sealed_agent(home.vault, _agent(wanted.agent)),
        told_by=wanted.told_by or None,
    )
    return 201, appointment_json(unit, home, book(unit, home, wish, actor(), now()), now())


def _agent(agent: Agent | None) -> dict[str, str] | None:
    return {name: str(value) for name, value in agent.model_dump(mode="json").items() if value} if agent else None


def _is_own(booked: Booked) -> bool:
    return actor().kind == "channel" and booked.channel == actor().id


def _mine(unit: Unit, code: str, proof: Cancel) -> Booked:
    """The channel's own booking; a kiosk in the hall asks for the last digits of the phone (BK-12)."""
    booked = found(unit, code)
    if _is_own(booked):
        return booked
    phone: Any = hub().vault.open(booked.phone_sealed)
    if actor().kind != "device" or not proof.phone_last4 or not phone.endswith(proof.phone_last4):
        raise NotFound(field="code")
    return booked
