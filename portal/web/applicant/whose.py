"""Whose appointments a browser may show: the signed-in person's, and those it booked or proved by phone digits."""

from portal.booking_facts import BookingFacts
from portal.store.appointments import Booked
from portal.store.people import Applicant
from portal.store.unit import Unit
from portal.web.applicant.kept import known_codes
from portal.web.context import actor, now


def account(unit: Unit) -> Applicant | None:
    """The signed-in person's account; None for everybody else."""
    return unit.people.get(actor().id) if actor().kind == "applicant" else None


def may_see(unit: Unit, booked: Booked) -> bool:
    """Whether this browser may show the appointment without asking for the phone's digits."""
    if booked.code in known_codes():
        return True
    person = account(unit)
    return person is not None and (
        booked.phone_blind == person.phone_blind or (person.id_blind is not None and booked.id_blind == person.id_blind)
    )


def bookings(unit: Unit) -> list[Booked]:
    """Everything this browser may show, the newest time first."""
    person = account(unit)
    mine = unit.appointments.of_person(person.phone_blind, person.id_blind) if person else []
    seen = {booked.code for booked in mine}
    more = unit.appointments.of_codes([code for code in known_codes() if code not in seen])
    return sorted([*mine, *more], key=lambda booked: booked.start, reverse=True)


def upcoming(unit: Unit, facts: BookingFacts) -> Booked | None:
    """The next appointment that still has to be kept."""
    ahead = [booked for booked in bookings(unit) if booked.is_open and booked.end > now()]
    return min(ahead, key=lambda booked: booked.start, default=None)
