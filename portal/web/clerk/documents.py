"""Staff open a paper of a case they may see; every opening is written down (WD-08, WD-12)."""

from flask import Blueprint, Response

from portal.case_access import may_see
from portal.hub import Deed
from portal.store.cases import Case
from portal.store.documents import Document
from portal.store.unit import Unit
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from shared.refusals import NotFound

bp = Blueprint("documents", __name__, url_prefix="/staff/documents")


@bp.get("/<document>")
@may(Pass.STAFF)
def show(document: str) -> Response:
    """The PDF; a paper of somebody else's case is not found."""
    with hub().store.write() as unit:
        found = unit.documents.get(document)
        case = _case_of(unit, found) if found else None
        if found is None or case is None or not may_see(unit, actor(), case):
            raise NotFound
        hub().record(unit, actor(), Deed("document.opened", f"case:{case.number}", now(), {"kind": found.kind}))
    answer = Response(found.body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename={found.kind}-{case.number}.pdf"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _case_of(unit: Unit, document: Document) -> Case | None:
    if document.subject_kind == "case":
        return unit.cases.by_number(document.subject)
    certificate = unit.certificates.get(document.subject) if document.subject_kind == "certificate" else None
    return unit.cases.by_id(certificate.case_id) if certificate else None
