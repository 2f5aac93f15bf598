"""Queue tickets: their numbers, their states and who may move them (BK-02, BK-16; kiosk and window)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from booking.refusals import NotATicketNumber, PassedTooLong, PassedTooOften, TicketMoved

_NUMBER = re.compile(r"([A-Z])(\d{3,6})")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""One per area; I and O are left out because they look like digits."""


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    PASSED = "passed"
    RETURNED = "returned"
    DONE = "done"
    LEFT = "left"


class TicketMover(StrEnum):
    VISITOR = "visitor"
    GUIDE = "guide"
    WINDOW_CLERK = "window_clerk"
    HALL_MANAGER = "hall_manager"
    SYSTEM = "system"


_WINDOW = frozenset({TicketMover.WINDOW_CLERK})
_ANY_STAFF = frozenset({TicketMover.WINDOW_CLERK, TicketMover.GUIDE, TicketMover.HALL_MANAGER})
_LEAVE = _ANY_STAFF | {TicketMover.VISITOR, TicketMover.SYSTEM}

MOVES: Mapping[tuple[TicketState, TicketState], frozenset[TicketMover]] = {
    (TicketState.WAITING, TicketState.CALLED): _WINDOW,
    (TicketState.RETURNED, TicketState.CALLED): _WINDOW,
    (TicketState.HELD, TicketState.CALLED): _WINDOW,
    (TicketState.PASSED, TicketState.CALLED): _WINDOW,
    (TicketState.CALLED, TicketState.SERVING): _WINDOW,
    (TicketState.CALLED, TicketState.PASSED): _WINDOW | {TicketMover.SYSTEM},
    (TicketState.CALLED, TicketState.WAITING): _WINDOW | {TicketMover.HALL_MANAGER},
    (TicketState.SERVING, TicketState.WAITING): _WINDOW | {TicketMover.HALL_MANAGER},
    (TicketState.SERVING, TicketState.HELD): _WINDOW,
    (TicketState.HELD, TicketState.SERVING): _WINDOW,
    (TicketState.PASSED, TicketState.RETURNED): _ANY_STAFF | {TicketMover.VISITOR},
    (TicketState.SERVING, TicketState.DONE): _WINDOW,
    (TicketState.SERVING, TicketState.LEFT): _WINDOW | {TicketMover.SYSTEM},
    (TicketState.WAITING, TicketState.LEFT): _LEAVE,
    (TicketState.RETURNED, TicketState.LEFT): _LEAVE,
    (TicketState.CALLED, TicketState.LEFT): _LEAVE,
    (TicketState.PASSED, TicketState.LEFT): _LEAVE,
    (TicketState.HELD, TicketState.LEFT): _LEAVE,
}
"""The one table of legal moves. CALLED and SERVING go back to WAITING by a transfer or a mistaken call."""

IN_LINE = frozenset({TicketState.WAITING, TicketState.RETURNED})
AT_WINDOW = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.HELD})
ENDED = frozenset({TicketState.DONE, TicketState.LEFT})


@dataclass(frozen=True)
class PassRules:
    """Hall settings: how often a call may be missed, how long one may stay away (0 = all day), and behind how many
    a returning visitor is placed."""

    passes_allowed: int = 3
    behind: int = 2
    return_minutes: int = 60


def check_move(start: TicketState, end: TicketState, mover: TicketMover) -> None:
    """Refuses a move that the table does not have."""
    if mover not in MOVES.get((start, end), frozenset()):
        raise TicketMoved(state=start.value, wanted=end.value)


def check_return(state: TicketState, passes: int, mover: TicketMover, rules: PassRules) -> None:
    """Whether a passed visitor may join the line again; `passes` counts the calls missed so far."""
    if state is TicketState.LEFT and passes > rules.passes_allowed:
        raise PassedTooOften(passes=passes, allowed=rules.passes_allowed)
    check_move(state, TicketState.RETURNED, mover)


def check_return_time(passed_at: datetime, now: datetime, rules: PassRules) -> None:
    """Whether a passed visitor is back soon enough to keep the number."""
    if rules.return_minutes and now > passed_at + timedelta(minutes=rules.return_minutes):
        raise PassedTooLong(minutes=rules.return_minutes)


def state_after_pass(passes: int, rules: PassRules) -> TicketState:
    """Where a missed call leads; `passes` counts this one. One too many ends the ticket, and a new one is free."""
    return TicketState.PASSED if passes <= rules.passes_allowed else TicketState.LEFT


def ticket_number(letter: str, count: int) -> str:
    """A012 for the twelfth of the day; from the thousandth on the number simply has four digits."""
    if letter not in LETTERS or len(letter) != 1 or count < 1:
        raise ValueError(f"no ticket number from {letter!r} and {count}")
    return f"{letter}{count:03d}"


def read_number(text: str) -> tuple[str, int]:
    """Letter and count of a number as people type it: small letters, blanks and hyphens do not matter."""
    found = _NUMBER.fullmatch(re.sub(r"[\s\-]", "", text).upper())
    if not found or found[1] not in LETTERS or int(found[2]) == 0:
        raise NotATicketNumber(field="number", number=text[:20])
    return found[1], int(found[2])
