"""What the intake forms say: the wish for a case, and what was found on each line of its list."""

from collections.abc import Mapping

from portal.actions.intake import Applicant, CaseWish, finding
from portal.case_terms import item
from portal.cases.materials import Finding
from portal.cases.refusals import AlreadyMoved, WrongWay
from portal.cases.states import STATE_NAMES
from portal.store.appointments import Booked
from portal.store.cases import Case
from portal.store.halls import Window
from portal.store.tickets import Ticket
from portal.store.unit import Unit
from portal.web.context import hub
from shared.identity import IdType
from shared.privacy import mask_id, mask_phone
from shared.refusals import Required, Term

Form = Mapping[str, str]


def wish_of(unit: Unit, form: Form, at: tuple[Window, Ticket | None], booked: Booked | None) -> CaseWish:
    """The case as the clerk wants it opened; a way the item does not offer is refused."""
    window, ticket = at
    chosen = item(unit, form.get("item", ""))
    delivery = form.get("delivery", "")
    if not form.get("situation"):
        raise Required(field="situation", name=Term("业务情形"))
    if delivery not in {way.value for way in chosen.outcome.ways}:
        raise WrongWay(field="delivery")
    return CaseWish(
        hall=window.hall,
        item=chosen.code,
        situation=form["situation"],
        applicant=_applicant(form, booked),
        region=form.get("region", ""),
        ticket=ticket.id if ticket else None,
        window=window.number,
        delivery=delivery,
    )


def _applicant(form: Form, booked: Booked | None) -> Applicant:
    """As typed; a field still showing the appointment's mask means the appointment's own value."""
    number, phone = form.get("id_number", "").strip(), form.get("phone", "").strip()
    if booked is not None:
        known_number, known_phone = hub().vault.open(booked.id_sealed), hub().vault.open(booked.phone_sealed)
        number = known_number if number == mask_id(known_number) else number
        phone = known_phone if phone == mask_phone(known_phone) else phone
    id_type = form.get("id_type", "")
    if id_type not in set(IdType):
        raise Required(field="id_type", name=Term("证件"))
    return Applicant(form.get("name", ""), id_type, number, phone)


def findings_of(form: Form) -> dict[str, Finding]:
    """Every ticked line with problem and remedy."""
    numbers = [name[2:] for name in form if name.startswith("m-")]
    return {
        number: finding(form[f"m-{number}"], form.get(f"problem-{number}", ""), form.get(f"remedy-{number}", ""))
        for number in numbers
    }


def as_seen(case: Case, form: Form) -> Case:
    """The case, if it still stands where the form showed it; otherwise somebody was first."""
    if form.get("seen", case.state.value) != case.state.value:
        raise AlreadyMoved(state=Term(STATE_NAMES[case.state].zh))
    return case
