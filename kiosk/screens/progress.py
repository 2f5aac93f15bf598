"""Where a case stands: its number and its 6-digit password, then state and clocks in words, and a slip N23 (CS-29)."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from kiosk import codes
from kiosk.page import go, machine, screen, visit
from kiosk.portal_client import Refused
from kiosk.progress_slip import n23
from kiosk.slips import is_out, print_slip

bp = Blueprint("progress", __name__, url_prefix="/progress")


@bp.get("/")
def ask() -> Response:
    """The number: scanned from the receipt, or its twelve digits typed."""
    chosen = request.args.get("prefix", "")
    if chosen in _prefixes():
        visit().kept["prefix"] = chosen
    return _number_page(code="")


@bp.get("/halls")
def halls() -> Response:
    """A case that another hall took in begins with that hall's letters."""
    return screen("progress/halls", back=url_for("progress.ask"), halls=machine().home.get("case_halls", []))


@bp.post("/")
def number() -> Response:
    """A key, a scanned number, or the whole number."""
    key, typed = request.form.get("key"), request.form.get("code", "")
    if key is not None:
        return _number_page(code=codes.press(codes.digits(typed, codes.CASE_DIGITS), key, codes.CASE_DIGITS))
    found = codes.case_number(request.form.get("scanned", "") or typed, _prefix())
    if not found:
        return _number_page(422, code=codes.digits(typed, codes.CASE_DIGITS), unread=True)
    visit().kept["case"] = found
    return go("progress.password")


@bp.get("/password")
def password() -> Response:
    """The six digits that were given with the receipt."""
    if "case" not in visit().kept:
        return go("progress.ask")
    return _password_page(code="")


@bp.post("/password")
def open_case() -> Response:
    """A key, or the question to the hub."""
    key, typed = request.form.get("key"), codes.digits(request.form.get("code", ""), codes.PASSWORD_LENGTH)
    if key is not None:
        return _password_page(code=codes.press(typed, key, codes.PASSWORD_LENGTH))
    case = visit().kept.get("case", "")
    try:
        told = machine().portal.post(f"/cases/{case}/progress", visit().asking(), {"password": typed})
    except Refused as refusal:
        return _password_page(422, code="", refusal=refusal)
    visit().kept["progress"] = told
    return go("progress.shown")


@bp.get("/case")
def shown() -> Response:
    """State, what it means, and every clock with its reasoning."""
    told = visit().kept.get("progress")
    if told is None:
        return go("progress.ask")
    return screen("progress/case", back=url_for("progress.ask"), case=told, paper=visit().kept.get("n23"))


@bp.post("/slip")
def slip() -> Response:
    """The same on paper; the password is never printed."""
    told: dict[str, Any] | None = visit().kept.get("progress")
    if told is not None and visit().kept.get("n23") != "out":
        outcome = print_slip(machine(), n23(machine(), told, visit()))
        visit().kept["n23"] = "out" if is_out(outcome) else "none"
    return go("progress.shown")


def _prefixes() -> list[str]:
    return [hall["prefix"] for hall in machine().home.get("case_halls", [])]


def _prefix() -> str:
    return str(visit().kept.get("prefix") or machine().home.get("case_prefix", ""))


def _number_page(status: int = 200, **values: Any) -> Response:
    return screen("progress/number", status, back=url_for("home.first"), prefix=_prefix(), **values)


def _password_page(status: int = 200, **values: Any) -> Response:
    case = visit().kept.get("case", "")
    return screen("progress/password", status, back=url_for("progress.ask"), case=case, **values)
