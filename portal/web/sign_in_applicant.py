"""Signing in on the phone with a code by SMS, being identified once, and signing out (WD-07)."""

from flask import Blueprint, Response, redirect, request

from portal.actions.identify import identify
from portal.actions.sign_in_applicant import check_code, open_session, send_code
from portal.hub import digest
from portal.identity_adapter import Claim, identity_service
from portal.web.applicant.kept import PHONE
from portal.web.callers import ABSOLUTE, APPLICANT_COOKIE
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page
from portal.web.prefer import local_path
from shared.clock import today
from shared.contact import mobile, person_name
from shared.identity import IdType, read_document
from shared.privacy import mask_phone
from shared.refusals import Refusal

bp = Blueprint("sign_in_applicant", __name__, url_prefix="/me")


@bp.get("/sign-in")
@may(Pass.PUBLIC)
def ask_phone() -> Response:
    """Which phone."""
    return _phone_page(request.args.get("next", "/me"), "", None)


@bp.post("/sign-in")
@may(Pass.PUBLIC)
def send() -> Response:
    """Sends the code."""
    typed, after = request.form.get("phone", "")[:40], request.form.get("next", "/me")[:500]
    try:
        phone = mobile(typed)
        send_code(hub(), phone, now())
    except Refusal as refusal:
        return _phone_page(after, typed, refusal)
    return PHONE.write(redirect("/me/sign-in/code", 303), {"phone": phone, "next": after})  # type: ignore[arg-type]


@bp.get("/sign-in/code")
@may(Pass.PUBLIC)
def ask_code() -> Response:
    """The code that was sent."""
    kept = PHONE.read()
    return _code_page(str(kept["phone"]), None) if kept else redirect("/me/sign-in", 303)  # type: ignore[return-value]


@bp.post("/sign-in/code")
@may(Pass.PUBLIC)
def enter() -> Response:
    """Opens the session."""
    kept = PHONE.read()
    if not kept:
        return redirect("/me/sign-in", 303)  # type: ignore[return-value]
    phone = str(kept["phone"])
    try:
        check_code(hub(), phone, "".join(request.form.get("code", "").split())[:12], now())
    except Refusal as refusal:
        return _code_page(phone, refusal)
    with hub().store.write() as unit:
        token = open_session(hub(), unit, phone, now())
    response: Response = redirect(local_path(str(kept.get("next", "/me"))), 303)  # type: ignore[assignment]
    lasting, secure = int(ABSOLUTE["applicant"].total_seconds()), request.is_secure
    response.set_cookie(APPLICANT_COOKIE, token, max_age=lasting, httponly=True, samesite="Lax", secure=secure)
    return PHONE.forget(response)


@bp.post("/sign-out")
@may(Pass.PUBLIC)
def leave() -> Response:
    """Ends the session on the server and in the browser."""
    token = request.cookies.get(APPLICANT_COOKIE)
    if token:
        with hub().store.write() as unit:
            unit.sessions.close(digest(token))
    response: Response = redirect("/me", 303)  # type: ignore[assignment]
    response.delete_cookie(APPLICANT_COOKIE)
    return response


@bp.get("/identify")
@may(Pass.APPLICANT)
def ask_identity() -> Response:
    """Name and number, once."""
    return _identity_page({}, {})


@bp.post("/identify")
@may(Pass.APPLICANT)
def prove_identity() -> Response:
    """Asks the identity service."""
    typed = {name: request.form.get(name, "")[:200] for name in ("name", "id_type", "id_number")}
    kind = IdType(typed["id_type"]) if typed["id_type"] in set(IdType) else IdType.ID_CARD
    try:
        number = read_document(kind, typed["id_number"], today(now()))
        claim = Claim(person_name(typed["name"]), kind, number)
        with hub().store.write() as unit:
            identify(unit, hub(), claim, actor(), now())
    except Refusal as refusal:
        return _identity_page(typed, {refusal.field or "id_number": refusal})
    return redirect("/me", 303)  # type: ignore[return-value]


def _phone_page(after: str, typed: str, refusal: Refusal | None) -> Response:
    said = speaker().say(refusal) if refusal else None
    status = refusal.status if refusal else 200
    return page("applicant/sign_in", status, after=local_path(after), typed=typed, refusal=said)


def _code_page(phone: str, refusal: Refusal | None) -> Response:
    said = speaker().say(refusal) if refusal else None
    demo = hub().settings.demo
    values = {"masked": mask_phone(phone), "refusal": said, "demo": demo}
    return page("applicant/sign_in_code", refusal.status if refusal else 200, **values)


def _identity_page(typed: dict[str, str], faults: dict[str, Refusal]) -> Response:
    errors = {name: " ".join(_parts(fault)) for name, fault in faults.items()}
    kinds = [(kind.value, speaker().gettext(kind.label)) for kind in IdType if kind is not IdType.USCC]
    stand_in = identity_service(hub().settings).stand_in
    status = next((fault.status for fault in faults.values()), 200)
    return page("applicant/identify", status, typed=typed, errors=errors, kinds=kinds, stand_in=stand_in)


def _parts(fault: Refusal) -> tuple[str, str]:
    said = speaker().say(fault)
    return said.text, said.now
