"""Moves an appointment to another slot under the same code; the new slot is checked like a new wish (BK-12)."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.appointment import check_reschedule
from booking.blacklist import Listing
from booking.refusals import AppointmentMoved, Overlapping
from booking.window import Wish, check_wish
from portal import booking_texts
from portal.actions.book import slot_of, take, told_of
from portal.booking_facts import BookingFacts, booking_facts
from portal.hub import Deed, Hub, TextMessage
from portal.people import Actor
from portal.store.appointments import Booked
from portal.store.slots import StoredSlot
from portal.store.unit import Unit
from shared.clock import today


@dataclass(frozen=True)
class NewTime:
    """The slot that is wanted instead, with what an out-of-hours slot asks for."""

    slot: str
    reason: str = ""
    need_by: date | None = None


def reschedule(unit: Unit, hub: Hub, booked: Booked, wanted: NewTime, by: tuple[Actor, datetime]) -> Booked:
    """The same appointment at its new time; nothing changes when the new slot refuses."""
    actor, now = by
    facts = booking_facts(unit, booked.hall, now)
    check_reschedule(booked.as_rule(), now)
    slot = slot_of(unit, facts, wanted.slot, (booked.hall, booked.item))
    if slot.id == booked.slot:
        return booked
    reason = wanted.reason or booked.reason
    state = check_wish(_wish(unit, facts, booked, (slot, reason), now), now, facts.calendar, facts.rules)
    _swap(unit, booked, slot)
    changes = {
        "slot": slot.id,
        "kind": slot.kind,
        "day": slot.day,
        "start": slot.start,
        "end": slot.end,
        "state": state.value,
        "state_since": now,
        "reason": reason,
        "need_by": wanted.need_by or booked.need_by,
        "answer": {},
        "reminded_at": None,
    }
    if unit.appointments.has_at(booked.id_blind, slot.start, besides=booked.id):
        raise Overlapping(field="slot", start=slot.start)
    if not unit.appointments.change(booked, **changes):
        raise AppointmentMoved(state=booked.state, wanted=state.value)
    return _tell(unit, hub, facts, Booked(**{**booked.__dict__, **changes}), (actor, now))


def _wish(unit: Unit, facts: BookingFacts, booked: Booked, new: tuple[StoredSlot, str], now: datetime) -> Wish:
    slot, reason = new
    standing = unit.appointments.standing(booked.id_blind, slot.day, today(now))
    held = tuple(span for span in standing.held if span != (booked.start, booked.end))
    listing = Listing(*standing.barred, ()) if standing.barred else None
    return Wish(slot.as_rule(), booked.item in facts.listed, reason, listing, held)


def _swap(unit: Unit, booked: Booked, slot: StoredSlot) -> None:
    """Both rows in one order everywhere, so that two people who swap never wait for each other in a ring."""
    if booked.slot < slot.id:
        unit.slots.give_back(booked.slot)
        take(unit, slot)
    else:
        take(unit, slot)
        unit.slots.give_back(booked.slot)


def _tell(unit: Unit, hub: Hub, facts: BookingFacts, moved: Booked, by: tuple[Actor, datetime]) -> Booked:
    actor, now = by
    told = {"slot": moved.slot, "start": moved.start.isoformat(), "state": moved.state}
    hub.record(unit, actor, Deed("appointment.rescheduled", f"appointment:{moved.id}", now, told, moved.hall))
    say = booking_texts.moved if moved.state == "confirmed" else booking_texts.requested
    message = TextMessage("appointment.moved", say(told_of(facts, moved)), phone_sealed=moved.phone_sealed)
    hub.text_message(unit, message, now)
    return moved
