"""At the issuing window each step has its paper: N14, N20, N17; identity is compared (DL-04)."""

from datetime import datetime

from portal.actions import hand_out
from portal.actions.window_intake import printed
from portal.booking_person import blind_id
from portal.cases.refusals import IdentityUnchecked
from portal.cases.states import State
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.unit import Unit
from shared.clock import today
from shared.identity import IdType, read_document
from shared.refusals import Refusal

By = tuple[Actor, datetime]


class OtherPerson(Refusal):
    """The document shown is not the applicant's."""

    code = "other_person"
    rule = "WD-13"
    status = 403


def hand_over(unit: Unit, hub: Hub, case: Case, signed: tuple[str, str], by: By) -> Case:
    """Signed by the department and by the issuing window; the sheet prints (T24, N14)."""
    after = hand_out.hand_over(unit, hub, case, (signed[0].strip(), signed[1]), by)
    printed(unit, hub, after, "n14", by)
    return after


def notify(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """The applicant is told by SMS; the notice prints for those who asked for paper (T25, N20)."""
    after = hand_out.notify(unit, hub, case, by)
    printed(unit, hub, after, "n20", by)
    return after


def deliver(unit: Unit, hub: Hub, case: Case, id_number: str, by: By) -> Case:
    """Handed out after the shown document was compared with the applicant's (T26a, N17)."""
    if not id_number.strip():
        raise IdentityUnchecked(field="id_number")
    kind = IdType(case.id_type)
    shown = read_document(kind, id_number, today(by[1]))
    if blind_id(hub.vault, kind, shown) != case.id_blind:
        raise OtherPerson(field="id_number")
    after = hand_out.deliver(unit, hub, case, by)
    hub.record(unit, by[0], Deed("person.identified", f"case:{case.number}", by[1], {"way": "document"}, case.hall))
    printed(unit, hub, after, "n17", by)
    return after


def mail(unit: Unit, hub: Hub, case: Case, tracking: str, by: By) -> Case:
    """Posted with its number; a posted one is noted as delivered (T26b)."""
    if case.state is State.MAILED:
        return hand_out.deliver(unit, hub, case, by)
    return hand_out.mail(unit, hub, case, tracking, by)
