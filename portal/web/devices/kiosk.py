"""The hub's side of a kiosk: what it shows first, how it is, and when somebody at it wants help (GD-04)."""

from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from portal.help_calls import ring
from portal.hub import Hub
from portal.kiosk_view import kiosk_view
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.once import Answer, answer_once

bp = Blueprint("kiosk", __name__, url_prefix="/api/v1/kiosk")


class HomeAnswer(BaseModel):
    """What the first screen shows."""

    kiosk: dict[str, str]
    hall: dict[str, str]
    areas: list[dict[str, Any]]
    hours: list[list[str]]
    printers: dict[str, str]
    case_prefix: str
    case_halls: list[dict[str, str]]
    settings: dict[str, int]
    now: str
    notices: list[str]


class PrinterSaid(Body):
    """How one printer of the kiosk is: its medium, state and reasons."""

    media: str = Field(max_length=8)
    state: str = Field(max_length=16)
    reasons: list[str] = Field(default_factory=list, max_length=20)
    paper: str = Field(default="", max_length=20)
    toner: int | None = Field(default=None, ge=0, le=100)


class Heartbeat(Body):
    """A kiosk is alive."""

    printers: list[PrinterSaid] = Field(default_factory=list, max_length=8)
    journal: int = Field(default=0, ge=0)


class CallForHelp(Body):
    """Somebody at the kiosk wants a guide; `screen` is where they are."""

    screen: str = Field(default="", max_length=60)


class Taken(BaseModel):
    """What was noted."""

    at: str


@bp.get("/home")
@may(Pass.KIOSK)
@described(Described("What the kiosk's first screen shows", answer=HomeAnswer))
def home() -> Response:
    """Areas with their waits, hours, printers, settings."""
    with hub().store.read() as unit:
        return jsonify(kiosk_view(unit, actor(), now()))


@bp.post("/heartbeat")
@may(Pass.KIOSK)
@described(Described("A kiosk and its printers are alive", body=Heartbeat, answer=Taken))
def heartbeat() -> Response:
    """Kept for the staff's page of machines."""
    said = body(Heartbeat)
    with hub().store.write() as unit:
        unit.devices.seen(actor().id, now(), {"journal": said.journal})
        codes = {printer.media: printer.code for printer in unit.print_jobs.printers_of(actor().id)}
        for one in said.printers:
            if one.media in codes:
                levels = {"paper": one.paper, "toner": one.toner}
                unit.print_jobs.printer_says(codes[one.media], one.state, one.reasons, levels)
                unit.print_jobs.printer_seen(codes[one.media], now())
    return jsonify(at=now().isoformat())


@bp.post("/help")
@may(Pass.KIOSK)
@described(Described("Call a guide to this kiosk", body=CallForHelp, answer=Taken))
def call_for_help() -> Response:
    """Stands on the guide's tablet until somebody comes."""
    wanted = body(CallForHelp)
    return answer_once(lambda unit: _call(unit, hub(), wanted))


def _call(unit: Unit, home: Hub, wanted: CallForHelp) -> Answer:
    ring(unit, home, actor(), wanted.screen, now())
    return 200, {"at": now().isoformat()}
