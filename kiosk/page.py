"""What every screen of the kiosk shares: the visit of this browser, its voice, the frame around the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from flask import Response, current_app, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from kiosk.machine import Machine
from kiosk.visit import Visit
from shared.clock import local
from shared.speech import Speaker
from shared.speech import speaker as speaker_of
from shared.voice import available

COOKIE = "kiosk_visit"
TOKEN = "csrf_token"
HELP_LINE = "12345"


def machine() -> Machine:
    """The machine behind this application."""
    return cast(Machine, current_app.extensions["kiosk"])


def visit() -> Visit:
    """The visit of this request; begun by the first page of it."""
    return cast(Visit, g.visit)


def voice() -> Speaker:
    """The voice in the visitor's language."""
    return speaker_of(visit().lang if "visit" in g else "zh_CN")


def is_partial() -> bool:
    """Whether htmx asks for a part by itself: nobody touched anything."""
    return request.headers.get("HX-Request-Type") == "partial"


def screen(template: str, status: int = 200, **values: Any) -> Response:
    """A whole screen; where no `idle` is given the usual one applies, `idle=None` switches it off."""
    frame: dict[str, Any] = {
        "here": request.path,
        "home": url_for("home.first"),
        "help": url_for("assist.help_page"),
        "back": "",
    }
    frame |= {"idle": _idle(values.pop("detail", "")), "prefer_to": url_for("home.prefer")}
    return make_response(render_template(f"{template}.html", **{**frame, **values}), status)


def go(endpoint: str, **values: Any) -> Response:
    """On to another screen after a deed; htmx follows by its own header."""
    address = url_for(endpoint, **values)
    if is_partial():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = address
        return response
    return cast(Response, redirect(address, 303))


def for_templates() -> dict[str, Any]:
    """What every template may use without asking."""
    told, now = machine().home, machine().clock()
    english = voice().english
    hall = told.get("hall", {})
    return {
        "lang": visit().lang if "visit" in g else "zh_CN",
        "mode": visit().mode if "visit" in g else "normal",
        "reach": visit().reach if "visit" in g else "normal",
        "english": english,
        "place": hall.get("name_en" if english else "name", voice().gettext("政务服务大厅")),
        "place_small": told.get("kiosk", {}).get("name", "") if not english else voice().gettext("自助终端"),
        "day": voice().day(local(now).date()),
        "clock": f"{local(now):%H:%M}",
        "clock_iso": local(now).isoformat(timespec="seconds"),
        "speech": url_for("aloud.say") if available() else "",
        "hours_words": hours_words,
        "since_words": since_words,
        "minutes_shown": minutes_shown,
    }


def csrf_field() -> Markup:
    """The hidden field every form carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(TOKEN, visit().csrf)


def once_field() -> Markup:
    """The hidden field that makes a second press of the same form the same deed."""
    return Markup('<input type="hidden" name="once" value="{}">').format(visit().once)


def _idle(detail: str) -> dict[str, Any]:
    idle = machine().idle.for_mode(visit().mode)
    leave, ask = url_for("home.leave"), url_for("home.idle", back=request.path)
    return {"after": idle.after, "countdown": idle.countdown, "leave": leave, "ask": ask, "detail": detail}


def hours_words(spans: list[list[str]]) -> str:
    """09:00–12:00、13:00–17:00."""
    return (", " if voice().english else "、").join(f"{start}–{end}" for start, end in spans)


def since_words(since: datetime) -> str:
    """The clock time at which the hub went away."""
    return voice().time(local(since))


def minutes_shown(wait: dict[str, int] | None) -> str:
    """The interval's numbers, large; the unit stands beside them."""
    if not wait:
        return "–"
    return str(wait["low"]) if wait["low"] == wait["high"] else f"{wait['low']}–{wait['high']}"
