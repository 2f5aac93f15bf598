"""Who is here: a card on the reader, or a one-time code from phone or clerk; never name and birth date (DL-07)."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from kiosk import codes
from kiosk.page import go, is_partial, machine, screen, visit
from kiosk.portal_client import Refused
from kiosk.reader import ReaderTrouble, SimulatedReader

bp = Blueprint("identity", __name__, url_prefix="/identity")
NEXT = {"results": "results.choose", "check_in": "check_in.mine"}
READER_SECONDS = 120


@bp.get("/card")
def card() -> Response:
    """Waits for a card; waiting at the reader is not idling, so the watch is patient here."""
    try:
        laid = machine().reader.take()
    except ReaderTrouble:
        return _page("results/identity", 503, trouble=True)
    if laid is not None:
        return _identify({"card": laid.as_proof()}, "results/identity")
    if is_partial():
        return Response(status=204)
    return _page("results/identity")


@bp.get("/code")
def code() -> Response:
    """The one-time code's box and keys."""
    return _page("results/one_time", code="")


@bp.post("/code")
def typed() -> Response:
    """A key, a scanned code, or the whole code."""
    key = request.form.get("key")
    value = codes.digits(request.form.get("code", ""), codes.ONE_TIME_LENGTH)
    if key is not None:
        return _page("results/one_time", code=codes.press(value, key, codes.ONE_TIME_LENGTH))
    return _identify({"code": value}, "results/one_time")


def _identify(proof: dict[str, Any], template: str) -> Response:
    try:
        told = machine().portal.post("/kiosk/identify", visit().asking(), proof)
    except Refused as refusal:
        if is_partial():
            visit().kept["identity_refusal"] = refusal
            return go("identity.card", next=_next())
        return _page(template, 422, code="", refusal=refusal)
    visit().session, visit().name = told["session"], told["name_masked"]
    return go(NEXT[_next()])


def _next() -> str:
    wanted = request.values.get("next", "results")
    return wanted if wanted in NEXT else "results"


def _page(template: str, status: int = 200, **values: Any) -> Response:
    values.setdefault("refusal", visit().kept.pop("identity_refusal", None))
    simulated = machine().demo and isinstance(machine().reader, SimulatedReader)
    own = machine().idle.for_mode(visit().mode)
    patient = {"after": own.after + READER_SECONDS, "countdown": own.countdown, "leave": url_for("home.leave")}
    frame = {"back": url_for("home.first"), "idle": patient, "next": _next(), "simulated": simulated, "again_after": 4}
    return screen(template, status, **{**frame, **values})
