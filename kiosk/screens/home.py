"""The first screen: at most seven errands, how long each area waits, and the way out (product.md §6)."""

from typing import Any, cast

from flask import Blueprint, Response, redirect, request, url_for

from kiosk.areas import waits_of
from kiosk.page import go, machine, screen, visit
from shared.clock import local
from shared.speech import LOCALES

bp = Blueprint("home", __name__)
MODES, REACHES = ("normal", "elder"), ("normal", "low")


@bp.get("/")
def first() -> Response:
    """The errands; how the hub is shows here first."""
    machine().refresh()
    idle: dict[str, Any] = {"idle": None} if visit().untouched else {}
    return screen("home", home="", waits=waits_of(machine().home), hours=_hours(), link=machine().link, **idle)


@bp.get("/more")
def more() -> Response:
    """What elders do not find on their first screen."""
    return screen("more", back=url_for("home.first"), link=machine().link)


@bp.post("/prefer")
def prefer() -> Response:
    """Language, elder mode and lower controls of this visitor."""
    chosen = request.form
    lang = {"zh-CN": "zh_CN"}.get(chosen.get("lang", ""), chosen.get("lang", ""))
    if lang in LOCALES:
        visit().lang = lang
    if chosen.get("mode") in MODES:
        visit().mode = chosen["mode"]
    if chosen.get("reach") in REACHES:
        visit().reach = chosen["reach"]
    return cast(Response, redirect(_own(chosen.get("back", "/")), 303))


@bp.route("/leave", methods=["GET", "POST"])
def leave() -> Response:
    """Everything about this visitor is wiped: here, in the browser, and the identity at the hub."""
    machine().leave(visit())
    response = go("home.first")
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@bp.get("/idle")
def idle() -> Response:
    """The question of the idle watch, for a browser without scripts."""
    return screen("idle", back=_own(request.args.get("back", "/")))


def _own(address: str) -> str:
    """Only a path of this machine is followed."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"


def _hours() -> dict[str, Any]:
    spans = machine().home.get("hours", [])
    now = f"{local(machine().clock()):%H:%M}"
    return {"spans": spans, "is_open": any(start <= now < end for start, end in spans)}
