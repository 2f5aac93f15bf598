"""Whether a confirmed booking was missed, derived from what is on record and never typed in (BK-13)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from booking.appointment import Appointment, State, day_end
from booking.blacklist import NoShow
from shared.clock import local


class Outcome(StrEnum):
    """Why a booking is or is not a no-show; only MISSED is one."""

    MISSED = "missed"
    NOT_YET = "not_yet"
    NOT_CONFIRMED = "not_confirmed"
    CAME = "came"
    TOOK_A_TICKET = "took_a_ticket"
    HALL_CLOSED = "hall_closed"
    HALL_FAULT = "hall_fault"


@dataclass(frozen=True)
class Fault:
    """A time in which the hall could not serve: system down, windows shut, a closure announced late."""

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class Record:
    """All that is known of one booking's day: the hall's closing, the person's tickets there, the hall's own faults."""

    appointment: Appointment
    closing: datetime | None
    tickets: tuple[str, ...] = ()
    hall_closed: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What is kept beside the verdict, so that it can be explained and objected to."""

    outcome: Outcome
    appointment: str
    slot_day: date
    start: datetime
    established_at: datetime
    counted_from: datetime
    tickets: tuple[str, ...]
    fault: str
    rule: str = "BK-13"

    @property
    def is_no_show(self) -> bool:
        return self.outcome is Outcome.MISSED


def established_from(record: Record) -> datetime:
    """Not before this instant: the later of the hall's closing and the slot's end."""
    return day_end(record.appointment, record.closing)


def judge(record: Record, now: datetime) -> Evidence:
    """The verdict on one booking with its evidence; asking again later with the same record gives the same verdict."""
    booked = record.appointment
    fault = _fault(record)
    return Evidence(
        outcome=_outcome(record, fault, now),
        appointment=booked.code,
        slot_day=local(booked.start).date(),
        start=booked.start,
        established_at=now,
        counted_from=established_from(record),
        tickets=record.tickets,
        fault=fault.reason if fault else "",
    )


def strike(evidence: Evidence, item: str, hall: str, group: str = "") -> NoShow:
    """The entry the blacklist counts; it bears the slot's date, whenever it was established."""
    if not evidence.is_no_show:
        raise ValueError(f"{evidence.appointment} is not a no-show: {evidence.outcome}")
    return NoShow(on=evidence.slot_day, appointment=evidence.appointment, group=group, item=item, hall=hall)


def _outcome(record: Record, fault: Fault | None, now: datetime) -> Outcome:
    state = record.appointment.state
    if state in (State.CHECKED_IN, State.SERVED, State.LEFT):
        return Outcome.CAME
    if state not in (State.CONFIRMED, State.NO_SHOW):
        return Outcome.NOT_CONFIRMED
    if record.tickets:
        return Outcome.TOOK_A_TICKET
    if record.hall_closed:
        return Outcome.HALL_CLOSED
    if fault:
        return Outcome.HALL_FAULT
    return Outcome.MISSED if now >= established_from(record) else Outcome.NOT_YET


def _fault(record: Record) -> Fault | None:
    """The first fault that touches the slot."""
    booked = record.appointment
    touching = (one for one in record.faults if one.start < booked.end and booked.start < one.end)
    return min(touching, key=lambda one: one.start, default=None)
