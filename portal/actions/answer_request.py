"""An out-of-hours request is talked over with its department, then confirmed or declined (BK-10, BK-11)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booking.appointment import State
from portal import booking_texts
from portal.actions.appointment_moves import Move, move
from portal.actions.book import notice, told_of
from portal.booking_facts import booking_facts
from portal.hub import Hub, TextMessage
from portal.people import Actor
from portal.store.appointments import Booked
from portal.store.unit import Unit

By = tuple[Actor, datetime]


@dataclass(frozen=True)
class Answer:
    """What the department said: who will come, or why nobody can."""

    words: str = ""
    staff: str = ""


def consult(unit: Unit, hub: Hub, booked: Booked, department: str, by: By) -> Booked:
    """Notes that the department is being asked; the place stays held."""
    actor, now = by
    asked = {"department": department, "asked_at": now.isoformat(), "asked_by": actor.name or actor.id}
    return move(unit, hub, booked, Move(State.CONSULTING, changes={"answer": asked}), by)


def confirm(unit: Unit, hub: Hub, booked: Booked, answer: Answer, by: By) -> Booked:
    """The department agrees; the applicant is told, and gets conditions and materials once more (BK-11 b, c)."""
    actor, now = by
    facts = booking_facts(unit, booked.hall, now)
    kept = {**_answered(booked, answer, by), "verdict": "yes"}
    done = move(unit, hub, booked, Move(State.CONFIRMED, changes={"answer": kept}), by)
    granted = booking_texts.request_granted(told_of(facts, booked))
    for topic, text in (("appointment.confirmed", granted), ("appointment.notice", notice(hub, facts, booked))):
        hub.text_message(unit, TextMessage(topic, text, phone_sealed=booked.phone_sealed), now)
    return done


def decline(unit: Unit, hub: Hub, booked: Booked, answer: Answer, by: By) -> Booked:
    """The department cannot; the reason is needed, told, and the place goes back."""
    actor, now = by
    facts = booking_facts(unit, booked.hall, now)
    kept = {**_answered(booked, answer, by), "verdict": "no"}
    done = move(unit, hub, booked, Move(State.DECLINED, answer.words, {"answer": kept}), by)
    text = booking_texts.request_declined(told_of(facts, booked), answer.words)
    hub.text_message(unit, TextMessage("appointment.declined", text, phone_sealed=booked.phone_sealed), now)
    return done


def _answered(booked: Booked, answer: Answer, by: By) -> dict[str, Any]:
    actor, now = by
    return {
        **booked.answer,
        "words": answer.words,
        "staff": answer.staff,
        "answered_at": now.isoformat(),
        "answered_by": actor.name or actor.id,
    }
