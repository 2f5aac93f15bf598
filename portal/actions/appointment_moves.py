"""Finds an appointment by its code, and makes one guarded move of it (BK-02, BK-11, BK-12, BK-13)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from booking.appointment import HOLDS_PLACE, Mover, State, check_move
from booking.refusals import AppointmentMoved
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.roles import Role
from portal.store.appointments import Booked
from portal.store.unit import Unit
from shared.codes import BadCode, check_code
from shared.ids import CodeKind
from shared.refusals import NotFound

_MOVERS = {
    Role.BOOKING_CLERK: Mover.BOOKING_CLERK,
    Role.HALL_MANAGER: Mover.HALL_MANAGER,
    Role.WINDOW_CLERK: Mover.WINDOW_CLERK,
    Role.GUIDE: Mover.GUIDE,
}


@dataclass(frozen=True)
class Move:
    """Where an appointment goes, why, and what is written on it."""

    end: State
    reason: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


def found(unit: Unit, code: str) -> Booked:
    """The appointment with this code; a mistyped code finds nothing."""
    try:
        booked = unit.appointments.find(check_code(code, CodeKind.APPOINTMENT))
    except BadCode as error:
        raise NotFound(field="code") from error
    if booked is None:
        raise NotFound(field="code")
    return booked


def mover(actor: Actor) -> Mover:
    """In whose name somebody moves an appointment; channels and devices move it for the applicant."""
    if actor.kind == "system":
        return Mover.SYSTEM
    for role, who in _MOVERS.items():
        if actor.is_any(role):
            return who
    return Mover.APPLICANT


def move(unit: Unit, hub: Hub, booked: Booked, step: Move, by: tuple[Actor, datetime]) -> Booked:
    """Moves it by the table, gives its place back where it no longer needs one, and records the deed."""
    actor, now = by
    check_move(booked.now_in, step.end, mover(actor), step.reason)
    if not unit.appointments.move(booked, step.end, now, **step.changes):
        raise AppointmentMoved(state=booked.state, wanted=step.end.value)
    if booked.now_in in HOLDS_PLACE and step.end not in HOLDS_PLACE:
        unit.slots.give_back(booked.slot)
    facts = {"from": booked.state, "to": step.end.value, "reason": step.reason}
    hub.record(unit, actor, Deed(f"appointment.{step.end}", f"appointment:{booked.id}", now, facts, booked.hall))
    return Booked(**{**booked.__dict__, **step.changes, "state": step.end.value, "state_since": now})
