"""One case on one page for everybody of its hall and its department; the window takes supplements here (CS-15)."""

from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for

from portal.actions import window_intake
from portal.case_access import taken_in_here, visible
from portal.cases.states import State
from portal.hub import Deed
from portal.store.cases import Case
from portal.store.unit import Unit
from portal.web.clerk.case_view import case_view
from portal.web.clerk.desk import SEARCH_ROLES, WINDOW_ROLES, desk
from portal.web.clerk.intake_form import as_seen, findings_of
from portal.web.clerk.intake_pane import person_of
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from shared.refusals import Refusal

bp = Blueprint("case_page", __name__, url_prefix="/staff/cases")


@bp.get("/<number>")
@may(*SEARCH_ROLES)
def show(number: str) -> Response:
    """The case as it stands."""
    return _page(number)


@bp.post("/<number>/reveal")
@may(*SEARCH_ROLES)
def reveal(number: str) -> Response:
    """Shows name and numbers in full; that is written down."""
    with hub().store.write() as unit:
        case = visible(unit, actor(), number)
        hub().record(unit, actor(), Deed("person.revealed", f"case:{case.number}", now(), {}, case.hall))
    return _page(number, revealed=True)


@bp.post("/<number>/supplement")
@may(*WINDOW_ROLES)
def supplement(number: str) -> Response:
    """Takes what the department asked for: everything at once, with its receipt."""

    def work(unit: Unit) -> str:
        case = as_seen(taken_in_here(unit, actor(), number), request.form)
        found = findings_of(request.form)
        return url_for(".show", number=window_intake.supplemented(unit, hub(), case, found, (actor(), now())).number)

    try:
        return redirect_once(work)
    except Refusal as refusal:
        return _page(number, request.form.to_dict(), refusal)


def _page(
    number: str, typed: Mapping[str, str] | None = None, refusal: Refusal | None = None, revealed: bool = False
) -> Response:
    with hub().store.read() as unit:
        case = visible(unit, actor(), number)
        values = {
            "view": case_view(unit, case),
            "case": case,
            "asked": case.facts.get("asked", []) if _may_supplement(case) else [],
            "at_window": case.hall == actor().hall and actor().is_any(*WINDOW_ROLES),
            "checking": case.state in {State.INTAKE_CHECKING, State.INTAKE_REFUSED},
            "person": person_of(case, revealed),
        }
    sentence = speaker().say(refusal) if refusal else None
    status = refusal.status if refusal else 200
    return desk("clerk/case", "facts", status, **values, typed=typed or {}, sentence=sentence, revealed=revealed)


def _may_supplement(case: Case) -> bool:
    at_window = case.hall == actor().hall and actor().is_any(*WINDOW_ROLES)
    return case.state is State.SUPPLEMENT_REQUIRED and at_window
