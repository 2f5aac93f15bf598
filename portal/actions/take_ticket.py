"""A ticket for a walk-in or a booked visitor: no account, no phone, no identity (BK-16); one number, once."""

from dataclasses import dataclass, field
from datetime import datetime

from booking.order import Entry, Priority, TicketKind, rank
from booking.tickets import TicketState, ticket_number
from booking.waiting import Interval, Windows, estimate
from booking.walk_in import check_walk_in
from portal.hall_facts import HallFacts, hall_facts
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.halls import Area
from portal.store.tickets import Ticket
from portal.store.unit import Unit
from shared.clock import today
from shared.refusals import NotFound, Refusal


class UnknownPriority(Refusal):
    """A priority that the hall does not know."""

    code = "unknown_priority"
    rule = "GD-04"


class AreaOrItem(Refusal):
    """Neither an area nor an item was named."""

    code = "area_or_item"
    rule = "WD-05"


@dataclass(frozen=True)
class TicketWish:
    """What a visitor wants; `item` chooses the area where none is named (WD-05)."""

    hall: str
    area: str = ""
    item: str = ""
    priority: str = ""
    kind: TicketKind = TicketKind.WALK_IN
    appointment: str | None = None
    slot_start: datetime | None = None
    id_blind: str | None = None
    source: str = ""
    helped_by: str | None = None


@dataclass(frozen=True)
class Issued:
    """A ticket with its place: how many are ahead and how long that may take (None while no window is open)."""

    ticket: Ticket
    ahead: int
    wait: Interval | None
    area: Area
    facts: HallFacts = field(repr=False)

    @property
    def item_names(self) -> tuple[str, str]:
        """The item's names in both languages, empty when none was chosen."""
        found = self.facts.items.get(self.ticket.item or "")
        return (found[1], found[2]) if found else ("", "")


def issue(unit: Unit, hub: Hub, wish: TicketWish, actor: Actor, now: datetime) -> Issued:
    """Takes the next number of the area and stands it in line."""
    facts = hall_facts(unit, wish.hall, now)
    if wish.appointment is None:
        check_walk_in(now, facts.orders)
    area = _area(facts, wish)
    ticket = _new_ticket(unit, hub, wish, area, now)
    unit.tickets.add(ticket)
    hub.record(unit, actor, Deed("ticket.taken", f"ticket:{ticket.id}", now, {"number": ticket.number}, wish.hall))
    return place(unit, ticket, facts)


def place(unit: Unit, ticket: Ticket, facts: HallFacts) -> Issued:
    """Where a ticket stands now."""
    ahead = unit.tickets.ahead(ticket)
    wait = _wait(facts, ticket.area, ahead) if ticket.state in _STANDING else None
    return Issued(ticket, ahead, wait, facts.areas[ticket.area], facts)


_STANDING = frozenset({TicketState.WAITING, TicketState.RETURNED})


def _wait(facts: HallFacts, area: str, ahead: int) -> Interval | None:
    windows = facts.serving(area)
    staffed = sum(1 for window in windows if window.open)
    # Before opening nobody sits at a window yet; then one window is assumed, the longest honest wait.
    return estimate(ahead, Windows(max(staffed, 1)), facts.service_time(area))


def _area(facts: HallFacts, wish: TicketWish) -> Area:
    letter = wish.area
    if wish.item:
        if wish.item not in facts.items:
            raise NotFound(field="item")
        letter = letter or facts.items[wish.item][0]
    if not letter:
        raise AreaOrItem(field="area")
    if letter not in facts.areas:
        raise NotFound(field="area")
    return facts.areas[letter]


def _new_ticket(unit: Unit, hub: Hub, wish: TicketWish, area: Area, now: datetime) -> Ticket:
    if wish.priority and wish.priority not in set(Priority):
        raise UnknownPriority(field="priority")
    rules = hall_facts(unit, wish.hall, now).queue_rules
    serial = unit.tickets.next_serial(wish.hall, area.letter, today(now))
    priority = Priority(wish.priority) if wish.priority else None
    standing = rank(Entry(now, serial, wish.kind, priority, wish.slot_start), rules)
    return Ticket(
        id=hub.ids.row(),
        hall=wish.hall,
        area=area.letter,
        day=today(now),
        serial=serial,
        number=ticket_number(area.letter, serial),
        token=hub.ids.token(),
        kind=wish.kind,
        priority=wish.priority,
        state=TicketState.WAITING,
        rank=standing.key,
        rank_at=standing.at,
        rank_reason=standing.reason,
        arrived_at=now,
        state_since=now,
        slot_start=wish.slot_start,
        item=wish.item or None,
        appointment=wish.appointment,
        id_blind=wish.id_blind,
        source=wish.source,
        helped_by=wish.helped_by,
    )
