"""Books a place, or asks for one outside working hours; every "no" comes in the published order (BK-01 … BK-15)."""

from dataclasses import dataclass
from datetime import date, datetime

from booking.appointment import State
from booking.blacklist import Listing
from booking.refusals import Overlapping, SlotClosed, SlotFull
from booking.slots import SlotKind
from booking.window import Wish, check_wish
from portal import booking_texts
from portal.booking_facts import BookingFacts, booking_facts
from portal.booking_person import SealedPerson
from portal.booking_texts import Told
from portal.catalog.needed import to_bring
from portal.hub import Deed, Hub, TextMessage
from portal.people import Actor
from portal.store.appointments import Added, Booked
from portal.store.slots import StoredSlot
from portal.store.unit import Unit
from shared.clock import today
from shared.ids import CodeKind
from shared.refusals import NotFound, Refusal

# Channels where a clerk speaks with the applicant and has to tell everything once (BK-05).
SPOKEN = frozenset({"phone", "on_site"})
DRAWS = 8


class UnknownSituation(Refusal):
    """The item has no such situation."""

    code = "unknown_situation"
    rule = "CT-04"


@dataclass(frozen=True)
class BookingWish:
    """What is asked for, by whom and through which channel (BK-01)."""

    hall: str
    item: str
    slot: str
    person: SealedPerson
    channel: str
    situation: str = ""
    reason: str = ""
    need_by: date | None = None
    agent_sealed: str | None = None
    told_by: str | None = None


def book(unit: Unit, hub: Hub, wish: BookingWish, actor: Actor, now: datetime) -> Booked:
    """The new appointment: confirmed, or requested where a department has to agree first (BK-11)."""
    facts = booking_facts(unit, wish.hall, now)
    slot = slot_of(unit, facts, wish.slot, (wish.hall, wish.item))
    check_situation(facts, wish)
    standing = unit.appointments.standing(wish.person.id_blind, slot.day, today(now))
    listing = Listing(*standing.barred, ()) if standing.barred else None
    asked = Wish(slot.as_rule(), wish.item in facts.listed, wish.reason, listing, standing.held)
    state = check_wish(asked, now, facts.calendar, facts.rules)
    take(unit, slot)
    booked = _add(unit, hub, _new(hub, wish, slot, state, (actor, now)))
    told = {"code": booked.code, "state": booked.state, "channel": booked.channel, "kind": booked.kind}
    hub.record(unit, actor, Deed("appointment.booked", f"appointment:{booked.id}", now, told, wish.hall))
    _tell(unit, hub, facts, booked, now)
    return booked


def slot_of(unit: Unit, facts: BookingFacts, wanted: str, place: tuple[str, str]) -> StoredSlot:
    """The slot, if it is one of this hall and item; an unknown or foreign one is not found."""
    slot, (hall, item) = unit.slots.get(wanted), place
    if slot is None or slot.hall != hall or item not in facts.offered:
        raise NotFound(field="slot")
    # An item without out-of-hours slots of its own may still hear why: it is not on the list (BK-07).
    unlisted = slot.kind == SlotKind.OUT_OF_HOURS.value and item not in facts.listed
    if slot.item != item and not unlisted:
        raise NotFound(field="slot")
    return slot


def check_situation(facts: BookingFacts, wish: BookingWish) -> None:
    """A situation that the item does not have is refused; none at all is decided at the window."""
    if wish.situation and wish.situation not in {one.code for one in facts.item(wish.item).situations}:
        raise UnknownSituation(field="situation")


def take(unit: Unit, slot: StoredSlot) -> None:
    """Takes the place, or says why it is gone."""
    if unit.slots.take(slot.id):
        return
    fresh = unit.slots.get(slot.id)
    closed = fresh is None or bool(fresh.closed_reason)
    raise (SlotClosed if closed else SlotFull)(field="slot", start=slot.start)


def told_of(facts: BookingFacts, booked: Booked) -> Told:
    """What a message says of it."""
    item = facts.offered.get(booked.item)
    return Told(booked.code, booked.start, facts.hall.name, short_name(facts, booked.item) if item else booked.item)


def short_name(facts: BookingFacts, item: str) -> str:
    """An item's name as it is spoken."""
    guide = facts.item(item)
    return guide.short or guide.name


def notice(hub: Hub, facts: BookingFacts, booked: Booked) -> str:
    """The one-time notice of an appointment as a message."""
    guide = facts.item(booked.item)
    known = {one.code: one for one in guide.situations}
    situation = known.get(booked.situation) or guide.situations[0]
    address = f"{hub.settings.portal_url}/items/{booked.item}"
    return booking_texts.one_time_notice(short_name(facts, booked.item), len(to_bring(guide, situation)), address)


def _new(hub: Hub, wish: BookingWish, slot: StoredSlot, state: State, by: tuple[Actor, datetime]) -> Booked:
    actor, now = by
    return Booked(
        id=hub.ids.row(),
        code=hub.ids.code(CodeKind.APPOINTMENT),
        hall=wish.hall,
        item=wish.item,
        situation=wish.situation,
        slot=slot.id,
        kind=slot.kind,
        day=slot.day,
        start=slot.start,
        end=slot.end,
        state=state.value,
        state_since=now,
        **wish.person.__dict__,
        agent_sealed=wish.agent_sealed,
        channel=wish.channel,
        made_by=actor.label,
        made_at=now,
        reason=wish.reason,
        need_by=wish.need_by,
        told_by=wish.told_by,
    )


def _add(unit: Unit, hub: Hub, new: Booked) -> Booked:
    for _ in range(DRAWS):
        added = unit.appointments.add(new)
        if added is Added.DONE:
            return new
        if added is Added.OVERLAPPING:
            raise Overlapping(field="slot", start=new.start)
        new = Booked(**{**new.__dict__, "code": hub.ids.code(CodeKind.APPOINTMENT)})
    raise RuntimeError("no free appointment code was drawn")


def _tell(unit: Unit, hub: Hub, facts: BookingFacts, booked: Booked, now: datetime) -> None:
    say = booking_texts.confirmed if booked.now_in is State.CONFIRMED else booking_texts.requested
    told = TextMessage(f"appointment.{booked.state}", say(told_of(facts, booked)), phone_sealed=booked.phone_sealed)
    hub.text_message(unit, told, now)
    if booked.channel in SPOKEN and not booked.told_by:
        said = TextMessage("appointment.notice", notice(hub, facts, booked), phone_sealed=booked.phone_sealed)
        hub.text_message(unit, said, now)
