"""The life of an appointment: its states, who may move it, checking in and cancelling (BK-02, BK-11, BK-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from booking.refusals import (
    AppointmentMoved,
    AppointmentReasonRequired,
    CheckInOtherDay,
    CheckInOtherHall,
    TooEarlyToCheckIn,
    TooLateToCancel,
    TooLateToCheckIn,
    TooLateToReschedule,
)
from shared.clock import local


class State(StrEnum):
    REQUESTED = "requested"
    CONSULTING = "consulting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late_cancelled"
    CALLED_OFF = "called_off"
    CHECKED_IN = "checked_in"
    SERVED = "served"
    LEFT = "left"
    NO_SHOW = "no_show"
    VOIDED = "voided"


class Mover(StrEnum):
    """Who moves an appointment; a channel or a kiosk moves it in the applicant's name."""

    APPLICANT = "applicant"
    BOOKING_CLERK = "booking_clerk"
    WINDOW_CLERK = "window_clerk"
    GUIDE = "guide"
    HALL_MANAGER = "hall_manager"
    SYSTEM = "system"


_DESK = frozenset({Mover.BOOKING_CLERK, Mover.HALL_MANAGER})
_WITHDRAW = _DESK | {Mover.APPLICANT, Mover.GUIDE, Mover.WINDOW_CLERK}
_ARRIVE = _WITHDRAW
_SERVE = frozenset({Mover.WINDOW_CLERK, Mover.SYSTEM})
_HALL = frozenset({Mover.HALL_MANAGER, Mover.SYSTEM})

MOVES: Mapping[tuple[State, State], frozenset[Mover]] = {
    (State.REQUESTED, State.CONSULTING): _DESK,
    (State.REQUESTED, State.DECLINED): _DESK,
    (State.REQUESTED, State.CANCELLED): _WITHDRAW,
    (State.REQUESTED, State.EXPIRED): frozenset({Mover.SYSTEM}),
    (State.CONSULTING, State.CONFIRMED): _DESK,
    (State.CONSULTING, State.DECLINED): _DESK,
    (State.CONSULTING, State.CANCELLED): _WITHDRAW,
    (State.CONSULTING, State.EXPIRED): frozenset({Mover.SYSTEM}),
    (State.CONFIRMED, State.CANCELLED): _WITHDRAW,
    (State.CONFIRMED, State.LATE_CANCELLED): _WITHDRAW,
    (State.CONFIRMED, State.CALLED_OFF): _HALL,
    (State.CONFIRMED, State.CHECKED_IN): _ARRIVE,
    (State.CONFIRMED, State.NO_SHOW): frozenset({Mover.SYSTEM}),
    (State.CHECKED_IN, State.SERVED): _SERVE,
    (State.CHECKED_IN, State.LEFT): _SERVE | {Mover.APPLICANT, Mover.GUIDE},
    (State.NO_SHOW, State.VOIDED): _DESK | {Mover.SYSTEM},
}
"""The one table of legal moves; whatever is not here is refused. There is no automatic confirmation (BK-11)."""

NEEDS_REASON = frozenset({State.DECLINED, State.CALLED_OFF, State.VOIDED})
HOLDS_PLACE = frozenset(
    {State.REQUESTED, State.CONSULTING, State.CONFIRMED, State.CHECKED_IN, State.SERVED, State.LEFT}
)
"""States whose place in the slot stays taken; leaving them gives the place back."""

OPEN = frozenset({State.REQUESTED, State.CONSULTING, State.CONFIRMED})


@dataclass(frozen=True)
class Appointment:
    """What the rules need to know of one booking."""

    code: str
    hall: str
    state: State
    start: datetime
    end: datetime


@dataclass(frozen=True)
class CheckInRules:
    """Hall settings: how early and how late a booked visitor keeps the place the booking gives."""

    early_minutes: int = 30
    late_minutes: int = 15
    refuse_early: bool = False
    late_cancel: bool = True


class Arrival(StrEnum):
    """Early and late visitors are served too, in the order of those who come without a booking."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


def check_move(start: State, end: State, mover: Mover, reason: str = "") -> None:
    """Refuses a move that the table does not have, or that lacks the reason it must give."""
    if mover not in MOVES.get((start, end), frozenset()):
        raise AppointmentMoved(state=start.value, wanted=end.value)
    if end in NEEDS_REASON and not reason.strip():
        raise AppointmentReasonRequired(field="reason", wanted=end.value)


def check_in(booked: Appointment, hall: str, now: datetime, closing: datetime | None, rules: CheckInRules) -> Arrival:
    """How this arrival counts; `closing` is the hall's closing time of the slot's day."""
    if booked.state is not State.CONFIRMED:
        raise AppointmentMoved(state=booked.state.value, wanted=State.CHECKED_IN.value)
    if booked.hall != hall:
        raise CheckInOtherHall(hall=booked.hall)
    if local(now).date() != local(booked.start).date():
        raise CheckInOtherDay(start=booked.start)
    if now >= day_end(booked, closing):
        raise TooLateToCheckIn(start=booked.start)
    opens = booked.start - timedelta(minutes=rules.early_minutes)
    if now < opens:
        if rules.refuse_early:
            raise TooEarlyToCheckIn(start=booked.start, opens=opens)
        return Arrival.EARLY
    return Arrival.ON_TIME if now <= booked.start + timedelta(minutes=rules.late_minutes) else Arrival.LATE


def cancel(booked: Appointment, now: datetime, closing: datetime | None, rules: CheckInRules) -> State:
    """The state a cancellation leads to: in time until the slot starts, late until the hall closes (A2c)."""
    if booked.state not in OPEN:
        raise AppointmentMoved(state=booked.state.value, wanted=State.CANCELLED.value)
    if now < booked.start:
        return State.CANCELLED
    late_allowed = rules.late_cancel and booked.state is State.CONFIRMED
    if not late_allowed or now >= day_end(booked, closing):
        raise TooLateToCancel(start=booked.start)
    return State.LATE_CANCELLED


def check_reschedule(booked: Appointment, now: datetime) -> None:
    """A booking can be moved to another slot until its own starts; the new slot is then checked as a new wish."""
    if booked.state not in OPEN:
        raise AppointmentMoved(state=booked.state.value, wanted=State.CONFIRMED.value)
    if now >= booked.start:
        raise TooLateToReschedule(start=booked.start)


def expired(booked: Appointment, now: datetime) -> bool:
    """Whether a request's time has come before anybody answered it; it then counts as nothing (A20)."""
    return booked.state in (State.REQUESTED, State.CONSULTING) and now >= booked.start


def day_end(booked: Appointment, closing: datetime | None) -> datetime:
    """The later of the hall's closing and the slot's end: when the day is over for this booking."""
    return max(closing, booked.end) if closing else booked.end
