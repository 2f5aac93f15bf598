"""Cancels an appointment and gives its place to others at once (BK-12)."""

from datetime import datetime

from booking import appointment
from portal import booking_texts
from portal.actions.appointment_moves import Move, move
from portal.actions.book import told_of
from portal.booking_facts import booking_facts
from portal.hub import Hub, TextMessage
from portal.people import Actor
from portal.store.appointments import Booked
from portal.store.unit import Unit


def cancel(unit: Unit, hub: Hub, booked: Booked, actor: Actor, now: datetime) -> Booked:
    """The cancelled appointment; until the slot starts it is in time, until the hall closes it is late (A2c)."""
    facts = booking_facts(unit, booked.hall, now)
    end = appointment.cancel(booked.as_rule(), now, facts.closing(booked.day), facts.check_in_rules)
    done = move(unit, hub, booked, Move(end), (actor, now))
    text = booking_texts.cancelled(told_of(facts, booked))
    hub.text_message(unit, TextMessage("appointment.cancelled", text, phone_sealed=booked.phone_sealed), now)
    return done
