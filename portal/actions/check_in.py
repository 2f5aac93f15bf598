"""A booked visitor arrives: the appointment becomes a ticket of its area (BK-02)."""

from datetime import datetime

from booking import appointment
from booking.appointment import Arrival, State
from booking.order import TicketKind
from portal.actions.appointment_moves import Move, move
from portal.actions.take_ticket import Issued, TicketWish, issue
from portal.booking_facts import booking_facts
from portal.hub import Hub
from portal.people import Actor
from portal.store.appointments import Booked
from portal.store.unit import Unit


def check_in(unit: Unit, hub: Hub, booked: Booked, actor: Actor, now: datetime) -> Issued:
    """The visitor's ticket; who comes early or late is served too, in the order of those who walked in."""
    facts = booking_facts(unit, booked.hall, now)
    hall = actor.hall or booked.hall
    arrival = appointment.check_in(booked.as_rule(), hall, now, facts.closing(booked.day), facts.check_in_rules)
    issued = issue(unit, hub, _wish(booked, arrival, actor), actor, now)
    step = Move(State.CHECKED_IN, changes={"ticket": issued.ticket.id})
    move(unit, hub, booked, step, (actor, now))
    return issued


def _wish(booked: Booked, arrival: Arrival, actor: Actor) -> TicketWish:
    on_time = arrival is Arrival.ON_TIME
    return TicketWish(
        hall=booked.hall,
        item=booked.item,
        kind=TicketKind.BOOKED if on_time else TicketKind.WALK_IN,
        appointment=booked.id,
        slot_start=booked.start if on_time else None,
        id_blind=booked.id_blind,
        source=actor.label,
        helped_by=actor.id if actor.kind == "staff" else None,
    )
