"""The line as a page shows it: who waits how long, who is at the window, who was called."""

from dataclasses import dataclass
from datetime import datetime

from booking.tickets import TicketState
from portal.hall_facts import HallFacts
from portal.store.halls import Window
from portal.store.tickets import Call, Ticket
from portal.store.unit import Unit
from shared.clock import today


@dataclass(frozen=True)
class Row:
    """A ticket in line: number, what for, minutes waited, and why it may stand before others."""

    number: str
    item: str
    item_en: str
    minutes: int
    priority: str
    booked_at: datetime | None


@dataclass(frozen=True)
class WindowView:
    """All that a window's console shows of the queue."""

    window: Window
    current: Ticket | None
    line: tuple[Row, ...]
    aside: tuple[Ticket, ...]
    done: int
    last_call: str

    @property
    def longest(self) -> int:
        """The longest wait in minutes."""
        return max((row.minutes for row in self.line), default=0)


def window_view(unit: Unit, window: Window, facts: HallFacts, now: datetime) -> WindowView:
    """The console's left pane."""
    line = unit.tickets.line(window.hall, today(now), window.areas)
    aside = unit.tickets.in_states(window.hall, today(now), [TicketState.PASSED, TicketState.HELD])
    ended = unit.tickets.in_states(window.hall, today(now), [TicketState.DONE])
    return WindowView(
        window=window,
        current=unit.tickets.at_window(window.hall, today(now), window.number),
        line=tuple(row(ticket, facts, now) for ticket in line),
        aside=tuple(ticket for ticket in aside if ticket.area in window.areas),
        done=sum(1 for ticket in ended if ticket.window == window.number),
        last_call=next(
            (
                call.id
                for call in unit.tickets.recent_calls(window.hall, today(now), 50)
                if call.window == window.number
            ),
            "",
        ),
    )


def row(ticket: Ticket, facts: HallFacts, now: datetime) -> Row:
    """One ticket of the line."""
    found = facts.items.get(ticket.item or "", ("", "", ""))
    minutes = max(int((now - ticket.arrived_at).total_seconds() // 60), 0)
    return Row(ticket.number, found[1], found[2], minutes, ticket.priority, ticket.slot_start)


@dataclass(frozen=True)
class AreaWait:
    """How many wait in one area."""

    letter: str
    name: str
    name_en: str
    waiting: int
    open_windows: int


@dataclass(frozen=True)
class ScreenView:
    """What the hall's screen shows: the newest call large, earlier ones in a list, waiting per area."""

    now_called: Call | None
    recent: tuple[Call, ...]
    areas: tuple[AreaWait, ...]


def screen_view(unit: Unit, facts: HallFacts, now: datetime) -> ScreenView:
    """The hall's calls and waits at this moment."""
    hall = facts.hall.code
    recent: list[Call] = []
    for call in unit.tickets.recent_calls(hall, today(now), 24):
        if call.number not in {earlier.number for earlier in recent}:
            recent.append(call)
    return ScreenView(recent[0] if recent else None, tuple(recent[1:7]), tuple(area_waits(unit, facts, now)))


def area_waits(unit: Unit, facts: HallFacts, now: datetime) -> list[AreaWait]:
    """How many wait in each area of a hall."""
    counts = unit.tickets.counts(facts.hall.code, today(now))
    standing = (TicketState.WAITING.value, TicketState.RETURNED.value)
    return [
        AreaWait(
            letter=letter,
            name=area.name,
            name_en=area.name_en,
            waiting=sum(counts.get((letter, state), 0) for state in standing),
            open_windows=sum(1 for window in facts.serving(letter) if window.open),
        )
        for letter, area in facts.areas.items()
    ]
