"""After the hall has closed: requests nobody answered expire, missed appointments become no-shows (BK-13 … BK-15)."""

from datetime import datetime

from booking.appointment import State
from booking.no_show import Evidence, Outcome, Record, judge
from portal import booking_texts
from portal.actions.appointment_moves import Move, move
from portal.actions.book import told_of
from portal.actions.listing import renew_listings, standing_misses
from portal.booking_facts import BookingFacts, booking_facts
from portal.hub import Deed, Hub, TextMessage
from portal.people import SYSTEM
from portal.store.appointments import Booked
from portal.store.no_shows import Miss
from portal.store.unit import Unit

_FAULT = frozenset({Outcome.HALL_CLOSED, Outcome.HALL_FAULT})


def close_day(hub: Hub, now: datetime) -> int:
    """Judges every appointment whose day is over, each in a transaction of its own, and says how many."""
    with hub.store.read() as unit:
        waiting = [booked for hall in unit.halls.all() for booked in unit.appointments.unjudged(hall.code, now)]
    return sum(_close_one(hub, booked, now) for booked in waiting)


def _close_one(hub: Hub, read: Booked, now: datetime) -> bool:
    with hub.store.write() as unit:
        booked = unit.appointments.get(read.id)
        if booked is None or not booked.is_open or booked.judged_at is not None or booked.end > now:
            return False
        facts = booking_facts(unit, booked.hall, now)
        if booked.now_in is not State.CONFIRMED:
            move(unit, hub, booked, Move(State.EXPIRED, changes={"judged_at": now}), (SYSTEM, now))
            return True
        return _judge(unit, hub, facts, booked, now)


def _judge(unit: Unit, hub: Hub, facts: BookingFacts, booked: Booked, now: datetime) -> bool:
    evidence = judge(_record(unit, facts, booked), now)
    if evidence.outcome is Outcome.NOT_YET:
        return False
    if evidence.is_no_show:
        _establish(unit, hub, facts, (booked, evidence), now)
    elif evidence.outcome in _FAULT:
        reason = facts.hours.exception(booked.day).reason or evidence.outcome.value
        move(unit, hub, booked, Move(State.CALLED_OFF, reason, {"judged_at": now}), (SYSTEM, now))
    else:
        unit.appointments.change(booked, judged_at=now)
        deed = Deed("appointment.judged", f"appointment:{booked.id}", now, _kept(evidence), booked.hall)
        hub.record(unit, SYSTEM, deed)
    return True


def _record(unit: Unit, facts: BookingFacts, booked: Booked) -> Record:
    tickets = unit.no_shows.tickets_of(booked.hall, booked.day, booked.id_blind)
    closed = facts.hours.exception(booked.day).closed
    return Record(booked.as_rule(), facts.closing(booked.day), tickets, hall_closed=closed)


def _establish(unit: Unit, hub: Hub, facts: BookingFacts, judged: tuple[Booked, Evidence], now: datetime) -> None:
    booked, evidence = judged
    move(unit, hub, booked, Move(State.NO_SHOW, changes={"judged_at": now}), (SYSTEM, now))
    miss = Miss(
        hub.ids.row(), booked.id, booked.id_blind, booked.hall, booked.day, now, {**_kept(evidence), **_about(booked)}
    )
    if unit.no_shows.add(miss) and not renew_listings(unit, hub, facts, booked, now):
        left = standing_misses(unit, facts, booked.id_blind, booked.day)
        text = booking_texts.missed(told_of(facts, booked), left)
        hub.text_message(unit, TextMessage("appointment.no_show", text, phone_sealed=booked.phone_sealed), now)


def _about(booked: Booked) -> dict[str, str]:
    return {"code": booked.code, "item": booked.item, "start": booked.start.isoformat()}


def _kept(evidence: Evidence) -> dict[str, object]:
    return {
        "outcome": evidence.outcome.value,
        "counted_from": evidence.counted_from.isoformat(),
        "tickets": list(evidence.tickets),
        "fault": evidence.fault,
        "rule": evidence.rule,
    }
