"""A no-show can be objected to by the applicant and taken back by a clerk with a reason (BK-13, A2d)."""

from datetime import datetime

from booking.appointment import State
from booking.refusals import AppointmentMoved, AppointmentReasonRequired
from portal.actions.appointment_moves import Move, move
from portal.actions.listing import renew_listings
from portal.booking_facts import booking_facts
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.no_shows import Miss
from portal.store.unit import Unit
from shared.refusals import NotFound

By = tuple[Actor, datetime]


def void_no_show(unit: Unit, hub: Hub, miss: Miss, reason: str, by: By) -> None:
    """Takes it back; a listing that rested on it is lifted with it."""
    actor, now = by
    booked = unit.appointments.get(miss.appointment)
    if booked is None:
        raise NotFound(field="no_show")
    move(unit, hub, booked, Move(State.VOIDED, reason), by)
    if not unit.no_shows.void(miss.id, reason, now):
        raise AppointmentMoved(state=booked.state, wanted=State.VOIDED.value)
    if miss.objection:
        unit.no_shows.object_to(miss.id, _answered(miss, "granted", reason, by))
    renew_listings(unit, hub, booking_facts(unit, miss.hall, now), booked, now)


def uphold(unit: Unit, hub: Hub, miss: Miss, reason: str, by: By) -> None:
    """An objection that is not granted needs its reason too; the applicant sees it."""
    actor, now = by
    if not reason.strip():
        raise AppointmentReasonRequired(field="reason", wanted="upheld")
    unit.no_shows.object_to(miss.id, _answered(miss, "upheld", reason, by))
    hub.record(unit, actor, Deed("no_show.upheld", f"no_show:{miss.id}", now, {"reason": reason}, miss.hall))


def object_to(unit: Unit, hub: Hub, miss: Miss, words: str, by: By) -> None:
    """Keeps what the applicant says; a clerk answers it."""
    actor, now = by
    if not words.strip():
        raise AppointmentReasonRequired(field="words", wanted="objection")
    unit.no_shows.object_to(miss.id, {"words": words, "at": now.isoformat(), "state": "waiting"})
    hub.record(unit, actor, Deed("no_show.objected", f"no_show:{miss.id}", now, {}, miss.hall))


def _answered(miss: Miss, state: str, reason: str, by: By) -> dict[str, object]:
    actor, now = by
    answer = {"state": state, "answer": reason, "answered_at": now.isoformat(), "answered_by": actor.name or actor.id}
    return {**(miss.objection or {}), **answer}
