"""The public check: a certificate by its QR, a paper by its number and check code; the least that is needed."""

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel

from portal.hub import Deed
from portal.store.certificates import Certificate
from portal.store.unit import Unit
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.fragments import page
from shared.clock import today
from shared.privacy import mask_name
from shared.refusals import NotFound

bp = Blueprint("verify", __name__)
NAMES = frozenset({"姓名", "持证人", "名称", "经营者", "权利人", "女方姓名"})


class VerifyAnswer(BaseModel):
    """What a third party may learn: that it exists, whose (masked), by whom, since when, and whether it holds."""

    id: str
    title: str
    identifier: str
    holder: str
    issued_on: str
    valid_until: str | None
    state: str


@bp.get("/api/v1/verify/<certificate_id>")
@may(Pass.PUBLIC)
@described(Described("Check a certificate", answer=VerifyAnswer))
def verify(certificate_id: str) -> Response:
    """A certificate's public facts; every check is recorded."""
    return jsonify(_facts(_checked(certificate_id)))


@bp.get("/v/<certificate_id>")
@may(Pass.PUBLIC)
def show(certificate_id: str) -> Response:
    """The same as a page."""
    return page("verify/certificate", found=_facts(_checked(certificate_id)))


@bp.get("/v")
@may(Pass.PUBLIC)
def paper() -> Response:
    """Where the QR of a paper leads: number, kind and check code stand behind the # and are filled in by the page."""
    return page("verify/paper", found=None, asked=False, number="", check="")


@bp.post("/v")
@may(Pass.PUBLIC)
def check_paper() -> Response:
    """Whether a paper with this number and check code was made here."""
    number, check = request.form.get("number", "").strip(), request.form.get("check", "").strip().upper()
    with hub().store.read() as unit:
        kinds = ("case", "appointment") if number else ()
        documents = [one for kind in kinds for one in unit.documents.about(kind, number)]
    plain = check.replace("-", "")
    found = next((one for one in documents if str(one.data.get("check", "")).replace("-", "") == plain), None)
    return page("verify/paper", found=found, asked=True, number=number, check=check)


def _checked(certificate_id: str) -> Certificate:
    with hub().store.write() as unit:
        found = _certificate(unit, certificate_id)
        hub().record(unit, actor(), Deed("certificate.checked", f"certificate:{found.id}", now(), {}))
    return found


def _certificate(unit: Unit, name: str) -> Certificate:
    found = unit.certificates.get(name) or unit.certificates.by_serial(name)
    if found is None:
        raise NotFound
    return found


def _facts(found: Certificate) -> dict[str, str | None]:
    holder = next((value for label, value in found.face.get("lines", []) if label in NAMES), "")
    until = found.valid_until
    expired = until is not None and until < today(now()) and found.state == "valid"
    return {
        "id": found.id,
        "title": found.title,
        "identifier": found.identifier,
        "holder": mask_name(holder),
        "issued_on": today(found.issued_at).isoformat(),
        "valid_until": until.isoformat() if until else None,
        "state": "expired" if expired else found.state,
    }
