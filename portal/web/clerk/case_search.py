"""Finding a case by its number, a ticket of today, or the applicant's document; each search is written down (WD-12)."""

from datetime import date

from flask import Blueprint, Response, request

from portal.booking_person import blind_id
from portal.case_access import may_see
from portal.hub import Deed
from portal.store.cases import Case
from portal.store.unit import Unit
from portal.web.clerk.case_view import said, state_tag, title_of
from portal.web.clerk.desk import SEARCH_ROLES, desk
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from shared.clock import local, today
from shared.codes import BadCode, check_code
from shared.identity import IdType, read_document
from shared.ids import CodeKind
from shared.privacy import mask_name
from shared.refusals import Refusal, Required, Term

bp = Blueprint("case_search", __name__, url_prefix="/staff/cases")


@bp.get("")
@may(*SEARCH_ROLES)
def search() -> Response:
    """The empty search."""
    return desk("clerk/case_search", found=None, typed="", error="")


@bp.post("")
@may(*SEARCH_ROLES)
def find() -> Response:
    """What was found; posted, so that no document number stands in an address or a log."""
    typed = request.form.get("words", "").strip()
    if not typed:
        sentence = speaker().say(Required(name=Term("办件号")))
        return desk("clerk/case_search", "main", 422, found=None, typed=typed, error=sentence.text)
    with hub().store.write() as unit:
        way, cases = _search(unit, typed)
        seen = [case for case in cases if may_see(unit, actor(), case)]
        deed = Deed("case.searched", f"search:{way}", now(), {"by": way, "found": len(seen)})
        hub().record(unit, actor(), deed)
        found = [_row(unit, case) for case in seen]
    return desk("clerk/case_search", found=found, typed=typed, error="")


def _search(unit: Unit, typed: str) -> tuple[str, list[Case]]:
    """By what it looks like: a case number, a ticket of today, else a document of any kind."""
    try:
        case = unit.cases.by_number(check_code(typed, CodeKind.CASE))
        return "number", [case] if case else []
    except BadCode:
        ticket = unit.tickets.by_number(actor().hall, today(now()), typed.upper()) if actor().hall else None
    if ticket is not None:
        case = unit.cases.of_ticket(ticket.id)
        return "ticket", [case] if case else []
    blinds = [blind_id(hub().vault, kind, number) for kind, number in _documents(typed, today(now()))]
    return "document", [case for blind in blinds for case in unit.cases.of_person(blind)]


def _documents(typed: str, day: date) -> list[tuple[IdType, str]]:
    found = []
    for kind in IdType:
        try:
            found.append((kind, read_document(kind, typed, day)))
        except Refusal:
            continue
    return found


def _row(unit: Unit, case: Case) -> dict[str, object]:
    return {
        "number": case.number,
        "title": title_of(unit, case),
        "who": mask_name(case.name),
        "tag": state_tag(case),
        "department": said(unit.halls.department(case.department)),
        "hall": said(unit.halls.get(case.hall)),
        "day": speaker().day(local(case.made_at).date()),
    }
