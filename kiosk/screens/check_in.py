"""Checking in: scan the booking's code, type it, or lay the card down; the visitor leaves with a ticket (BK-02)."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from kiosk import codes
from kiosk.page import go, machine, screen, visit
from kiosk.portal_client import Refused
from kiosk.screens.ticket import keep_ticket

bp = Blueprint("check_in", __name__, url_prefix="/check-in")


@bp.get("/")
def scan() -> Response:
    """The scanner types into this page by itself."""
    return _page("check_in/scan")


@bp.get("/type")
def type_code() -> Response:
    """The code box and its keys."""
    return _page("check_in/type", code="")


@bp.post("/type")
def typed() -> Response:
    """One key, or the whole code."""
    code, key = codes.digits(request.form.get("code", ""), codes.APPOINTMENT_LENGTH), request.form.get("key")
    if key is not None:
        return _page("check_in/type", code=codes.press(code, key, codes.APPOINTMENT_LENGTH))
    return _arrive(code, "check_in/type")


@bp.post("/")
def scanned() -> Response:
    """What the scanner read: digits, or an address that ends in them."""
    return _arrive(codes.appointment_code(request.form.get("code", "")), "check_in/scan")


@bp.get("/mine")
def mine() -> Response:
    """Today's bookings of who was identified by card."""
    if not visit().session:
        return go("identity.card", next="check_in")
    found = machine().portal.get("/kiosk/appointments", visit().asking())["items"]
    return _page("check_in/mine", found=found)


def _arrive(code: str, template: str) -> Response:
    with visit().lock:
        if request.form.get("once") == visit().kept.get("ticket_once"):
            return go("ticket.done")
        if not code:
            return _page(template, 422, code="", unread=True)
        key = f"{visit().once}-{code}"
        try:
            keep_ticket(machine().portal.post(f"/appointments/{code}/check-in", visit().asking(key)))
        except Refused as refusal:
            return _page(template, 422, code=code, refusal=refusal)
    return go("ticket.done")


def _page(template: str, status: int = 200, **values: Any) -> Response:
    return screen(template, status, back=url_for("home.first"), **values)
