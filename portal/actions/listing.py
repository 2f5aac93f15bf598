"""The blacklist follows from the no-shows that stand: three in half a year list, one voided lifts (BK-14, BK-15)."""

from datetime import date, datetime

from booking.appointment import State
from booking.blacklist import Listing, NoShow, listings, misses_left
from portal import booking_texts
from portal.actions.appointment_moves import Move, move
from portal.booking_facts import BookingFacts
from portal.hub import Deed, Hub, TextMessage
from portal.people import SYSTEM
from portal.store.appointments import Booked
from portal.store.no_shows import Listed, Miss
from portal.store.unit import Unit


def renew_listings(unit: Unit, hub: Hub, facts: BookingFacts, booked: Booked, now: datetime) -> bool:
    """Enters what the no-shows of this person lead to and lifts what they no longer do; True for a new entry."""
    misses = unit.no_shows.of_person(booked.id_blind)
    derived = listings([_counted(facts, miss) for miss in misses if miss.voided_at is None], facts.blacklist_rules)
    kept = [entry for entry in unit.no_shows.listings(booked.id_blind) if entry.lifted_at is None]
    _lift(unit, hub, [entry for entry in kept if entry.from_day not in {one.since for one in derived}], now)
    known = {entry.from_day for entry in kept}
    fresh = [one for one in derived if one.since not in known]
    for one in fresh:
        _enter(unit, hub, (one, misses), booked, now)
    if fresh and facts.values.yes("blacklist_cancels_existing"):
        _call_off(unit, hub, booked.id_blind, now)
    return bool(fresh)


def standing_misses(unit: Unit, facts: BookingFacts, id_blind: str, day: date) -> int:
    """How many more no-shows until booking closes."""
    misses = [_counted(facts, miss) for miss in unit.no_shows.of_person(id_blind) if miss.voided_at is None]
    return misses_left(misses, day, facts.blacklist_rules)


def _counted(facts: BookingFacts, miss: Miss) -> NoShow:
    item = str(miss.evidence.get("item", ""))
    offered = facts.offered.get(item)
    # Several misses of one day in one area of one hall count once (A2b).
    group = f"{miss.hall}/{offered.area if offered else item}"
    return NoShow(on=miss.day, appointment=miss.appointment, group=group, item=item, hall=miss.hall)


def _enter(unit: Unit, hub: Hub, found: tuple[Listing, list[Miss]], booked: Booked, now: datetime) -> None:
    one, misses = found
    used = {miss.appointment for miss in one.no_shows}
    ids = [miss.id for miss in misses if miss.appointment in used]
    entry = Listed(hub.ids.row(), booked.id_blind, one.since, one.until, now, ids)
    unit.no_shows.list_person(entry)
    unit.no_shows.use(ids, entry.id)
    facts = {"since": one.since.isoformat(), "until": one.until.isoformat(), "no_shows": ids}
    hub.record(unit, SYSTEM, Deed("blacklist.listed", f"blacklist:{entry.id}", now, facts, booked.hall))
    text = TextMessage("blacklist.notice", booking_texts.listed(one.until), phone_sealed=booked.phone_sealed)
    hub.text_message(unit, text, now)


def _call_off(unit: Unit, hub: Hub, id_blind: str, now: datetime) -> None:
    """Where a hall has chosen so, the bookings still ahead go back to others (A3; off by default)."""
    for ahead in unit.appointments.of_person("", id_blind):
        if ahead.now_in is State.CONFIRMED and ahead.start > now:
            move(unit, hub, ahead, Move(State.CALLED_OFF, "blacklisted"), (SYSTEM, now))


def _lift(unit: Unit, hub: Hub, entries: list[Listed], now: datetime) -> None:
    for entry in entries:
        unit.no_shows.lift(entry.id, "no_show_voided", now)
        unit.no_shows.use(list(entry.no_shows), None)
        hub.record(unit, SYSTEM, Deed("blacklist.lifted", f"blacklist:{entry.id}", now, {"why": "no_show_voided"}))
