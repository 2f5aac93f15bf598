"""The department's inbox: the legal end first, one case beside it, steps with their reasons (CS-19, RV-01 … RV-10)."""

from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for

from portal.case_access import visible
from portal.case_terms import checklist
from portal.cases.clock_words import STOP_NAMES
from portal.cases.states import State
from portal.catalog.item import Need
from portal.people import Actor
from portal.roles import Role
from portal.store.cases import Case
from portal.store.unit import Unit
from portal.web.clerk import inbox_rows
from portal.web.clerk.case_view import case_view, line_row, said
from portal.web.clerk.desk import desk
from portal.web.clerk.inbox_steps import Step, step_named, steps_for
from portal.web.clerk.intake_form import as_seen
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from shared.refusals import NotFound, Refusal

bp = Blueprint("inbox", __name__, url_prefix="/staff/inbox")
REVIEWERS = (Role.REVIEWER, Role.LEAD_DEPARTMENT)


@bp.get("")
@may(*REVIEWERS)
def inbox() -> Response:
    """The list, with one case open beside it."""
    return _page(request.args.get("case", ""), request.args.get("do", ""), {}, None)


@bp.post("/<number>/<name>")
@may(*REVIEWERS)
def step(number: str, name: str) -> Response:
    """One step of a case; refused, the page comes back with everything typed."""

    def work(unit: Unit) -> str:
        case = as_seen(visible(unit, actor(), number), request.form)
        chosen = step_named(name, case.state)
        if chosen is None:
            raise NotFound
        after = chosen.work(unit, hub(), case, request.form, (actor(), now()))
        kept = after.number if after.department == actor().department else ""
        return url_for(".inbox", f=request.form.get("f", "all"), case=kept)

    try:
        return redirect_once(work)
    except Refusal as refusal:
        return _page(number, name, request.form.to_dict(), refusal)


def _page(number: str, do: str, typed: Mapping[str, str], refusal: Refusal | None) -> Response:
    wanted = request.values.get("f", "all")
    chosen = wanted if wanted in inbox_rows.FILTERS else "all"
    with hub().store.read() as unit:
        rows = inbox_rows.rows_of(unit, actor().department, chosen)
        listed = [row for row in rows if row.fits(chosen)]
        case = _open_case(unit, actor(), number or (listed[0].case.number if listed else ""))
        values = {
            "filters": inbox_rows.filters(rows, chosen),
            "rows": [inbox_rows.shown(row, chosen, case.number if case else "") for row in listed],
            "chosen": chosen,
            **(_beside(unit, case, do) if case else {"view": None}),
        }
    sentence = speaker().say(refusal) if refusal else None
    return desk("clerk/inbox", "main", refusal.status if refusal else 200, **values, typed=typed, sentence=sentence)


def _open_case(unit: Unit, clerk: Actor, number: str) -> Case | None:
    found = unit.cases.by_number(number) if number else None
    return found if found and found.department == clerk.department else None


def _beside(unit: Unit, case: Case, do: str) -> dict[str, object]:
    steps = steps_for(unit, case)
    asked = next((one for one in steps if one.name == do and one.asks), None)
    return {
        "view": case_view(unit, case),
        "case": case,
        "steps": steps,
        "asked": asked,
        "form": _form(unit, case, asked) if asked else {},
        "waiting": case.state is State.SUPPLEMENT_REQUIRED,
    }


def _form(unit: Unit, case: Case, asked: Step) -> dict[str, object]:
    """What a form offers to choose from."""
    if asked.name == "supplement":
        lines = [line_row(line) for line in checklist(unit, case).lines if line.needed.need is not Need.NO]
        return {"lines": lines, "second": int(case.facts.get("supplements_sent", 0)) > 0}
    if asked.name == "forward":
        others = [one for one in unit.halls.departments() if one.code != case.department]
        return {"departments": [(one.code, said(one)) for one in others]}
    return {"reasons": [(code, speaker().gettext(name)) for code, name in STOP_NAMES.items()]}
