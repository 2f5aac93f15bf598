"""What a window clerk does with the line: call next, call again, pass over, start, hold, transfer, finish."""

from datetime import datetime

from booking.order import next_to_call, rank, rank_returned
from booking.tickets import (
    IN_LINE,
    TicketMover,
    TicketState,
    check_move,
    check_return,
    check_return_time,
    state_after_pass,
)
from portal.hall_facts import hall_facts
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.halls import Window
from portal.store.tickets import Call, Ticket
from portal.store.unit import Unit
from shared.clock import today
from shared.refusals import NotFound, Refusal

CLERK = TicketMover.WINDOW_CLERK


class NoWindow(Refusal):
    """The clerk has not sat down at a window."""

    code = "no_window"
    rule = "WD-02"
    status = 409


class NobodyWaiting(Refusal):
    """The line is empty."""

    code = "nobody_waiting"
    status = 409


class WindowBusy(Refusal):
    """Somebody is still called to, or served at, this window."""

    code = "window_busy"
    status = 409


class Overtaken(Refusal):
    """Another clerk moved this ticket first."""

    code = "overtaken"
    status = 409


def seat_of(unit: Unit, clerk: Actor) -> Window:
    """The window where the clerk sits; refused while standing."""
    window = unit.halls.window_of(clerk.id)
    if window is None:
        raise NoWindow
    return window


def current(unit: Unit, window: Window, now: datetime) -> Ticket:
    """Who is at the window now; NotFound when nobody is."""
    ticket = unit.tickets.at_window(window.hall, today(now), window.number)
    if ticket is None:
        raise NotFound
    return ticket


def call_next(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Ticket:
    """Calls who is first in the window's areas; two clerks never get the same ticket."""
    window = seat_of(unit, clerk)
    if unit.tickets.at_window(window.hall, today(now), window.number):
        raise WindowBusy
    ticket = _next(unit, window, now)
    if ticket is None:
        raise NobodyWaiting
    return _call(unit, hub, clerk, (ticket, window, "call"), now)


def call_number(unit: Unit, hub: Hub, clerk: Actor, number: str, now: datetime) -> Ticket:
    """Calls a passed or held visitor who stands at the window."""
    window = seat_of(unit, clerk)
    if unit.tickets.at_window(window.hall, today(now), window.number):
        raise WindowBusy
    ticket = unit.tickets.by_number(window.hall, today(now), number)
    if ticket is None:
        raise NotFound(field="number")
    return _call(unit, hub, clerk, (ticket, window, "call"), now)


def recall(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Ticket:
    """Calls the same number again."""
    window = seat_of(unit, clerk)
    ticket = current(unit, window, now)
    if ticket.state is not TicketState.CALLED:
        raise Overtaken
    changed = unit.tickets.move(ticket, TicketState.CALLED, now, calls=ticket.calls + 1)
    return _called(unit, hub, clerk, (ticket, window, "recall"), (changed, now))


def pass_over(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Ticket:
    """The visitor did not come; after one pass too many the ticket ends."""
    window = seat_of(unit, clerk)
    ticket = current(unit, window, now)
    passes = ticket.passes + 1
    end = state_after_pass(passes, hall_facts(unit, window.hall, now).pass_rules)
    return _move(unit, hub, clerk, (ticket, end, {"passes": passes, "window": None}), now)


def start(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Ticket:
    """The visitor has come to the window."""
    ticket = current(unit, seat_of(unit, clerk), now)
    started = {} if ticket.started_at else {"started_at": now}
    return _move(unit, hub, clerk, (ticket, TicketState.SERVING, started), now)


def hold(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Ticket:
    """The visitor fetches something and keeps the turn; the window is free meanwhile."""
    ticket = current(unit, seat_of(unit, clerk), now)
    return _move(unit, hub, clerk, (ticket, TicketState.HELD, {"window": None}), now)


def finish(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Ticket:
    """The service is done; the rating is invited (SV-01)."""
    ticket = current(unit, seat_of(unit, clerk), now)
    return _move(unit, hub, clerk, (ticket, TicketState.DONE, {"ended_at": now}), now)


def transfer(unit: Unit, hub: Hub, clerk: Actor, area: str, now: datetime) -> Ticket:
    """Sends the visitor to another area; the number stays, and so does the first arrival."""
    window = seat_of(unit, clerk)
    facts = hall_facts(unit, window.hall, now)
    if area not in facts.areas:
        raise NotFound(field="area")
    ticket = current(unit, window, now)
    standing = rank(ticket.entry, facts.queue_rules)
    changes = {
        "area": area,
        "window": None,
        "rank": standing.key,
        "rank_at": standing.at,
        "rank_reason": standing.reason.value,
        "facts": {**ticket.facts, "from_area": ticket.area, "from_window": window.number},
    }
    return _move(unit, hub, clerk, (ticket, TicketState.WAITING, changes), now)


def come_back(unit: Unit, hub: Hub, actor: Actor, ticket: Ticket, now: datetime) -> Ticket:
    """A passed visitor is back: behind two others, before everybody after them."""
    facts = hall_facts(unit, ticket.hall, now)
    mover = TicketMover.VISITOR if actor.kind != "staff" else CLERK
    check_return(ticket.state, ticket.passes, mover, facts.pass_rules)
    check_return_time(ticket.state_since, now, facts.pass_rules)
    line = [other.waiting.rank for other in unit.tickets.line(ticket.hall, ticket.day, [ticket.area])]
    standing = rank_returned(ticket.entry, line, now, facts.pass_rules.behind)
    changes = {"rank": standing.key, "rank_at": standing.at, "rank_reason": standing.reason.value}
    return _save(unit, hub, actor, (ticket, TicketState.RETURNED, changes), now)


def leave(unit: Unit, hub: Hub, actor: Actor, ticket: Ticket, now: datetime) -> Ticket:
    """The visitor gives the turn up; who leaves is not a no-show (BK-13)."""
    check_move(ticket.state, TicketState.LEFT, TicketMover.VISITOR if actor.kind != "staff" else CLERK)
    return _save(unit, hub, actor, (ticket, TicketState.LEFT, {"ended_at": now}), now)


Change = tuple[Ticket, TicketState, dict[str, object]]
Calling = tuple[Ticket, Window, str]


def _next(unit: Unit, window: Window, now: datetime) -> Ticket | None:
    rules = hall_facts(unit, window.hall, now).queue_rules
    if rules.ordinary_per_priority == 0:
        return unit.tickets.first_in_line(window.hall, today(now), window.areas)
    line = unit.tickets.line(window.hall, today(now), window.areas)
    chosen = next_to_call([ticket.waiting for ticket in line], _ordinary_since(unit, window, now), rules)
    return next((ticket for ticket in line if chosen and ticket.number == chosen.number), None)


def _ordinary_since(unit: Unit, window: Window, now: datetime) -> int:
    count = 0
    for call in unit.tickets.recent_calls(window.hall, today(now), 20):
        ticket = unit.tickets.by_id(call.ticket)
        if ticket and ticket.priority:
            break
        count += call.kind == "call"
    return count


def _call(unit: Unit, hub: Hub, clerk: Actor, calling: Calling, now: datetime) -> Ticket:
    ticket, window, _ = calling
    check_move(ticket.state, TicketState.CALLED, CLERK)
    changed = unit.tickets.move(
        ticket,
        TicketState.CALLED,
        now,
        window=window.number,
        clerk=clerk.id,
        called_at=ticket.called_at if ticket.state not in IN_LINE else now,
        calls=ticket.calls + 1,
    )
    return _called(unit, hub, clerk, calling, (changed, now))


def _called(unit: Unit, hub: Hub, clerk: Actor, calling: Calling, moved: tuple[bool, datetime]) -> Ticket:
    (ticket, window, kind), (changed, now) = calling, moved
    if not changed:
        raise Overtaken
    unit.tickets.add_call(
        Call(hub.ids.row(), ticket.hall, ticket.day, ticket.id, ticket.number, window.number, kind, now)
    )
    return _recorded(unit, hub, clerk, (ticket, TicketState.CALLED, {"window": window.number}), now)


def _move(unit: Unit, hub: Hub, clerk: Actor, change: Change, now: datetime) -> Ticket:
    check_move(change[0].state, change[1], CLERK)
    return _save(unit, hub, clerk, change, now)


def _save(unit: Unit, hub: Hub, actor: Actor, change: Change, now: datetime) -> Ticket:
    ticket, end, changes = change
    if not unit.tickets.move(ticket, end, now, **changes):
        raise Overtaken
    return _recorded(unit, hub, actor, change, now)


def _recorded(unit: Unit, hub: Hub, actor: Actor, change: Change, now: datetime) -> Ticket:
    ticket, end, _ = change
    facts = {"number": ticket.number, "from": ticket.state.value}
    hub.record(unit, actor, Deed(f"ticket.{end.value}", f"ticket:{ticket.id}", now, facts, ticket.hall))
    found = unit.tickets.by_id(ticket.id)
    if found is None:
        raise NotFound
    return found
