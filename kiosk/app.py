"""The kiosk's own web application: one machine, one visitor at a time, nothing kept, never a bare error."""

from __future__ import annotations

import hmac
import logging
from importlib import import_module
from pathlib import Path

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kiosk import look, page
from kiosk.machine import Machine
from kiosk.page import COOKIE, TOKEN, machine, visit, voice
from kiosk.portal_client import PortalAway, Refused

log = logging.getLogger(__name__)
SCREENS = ("home", "ticket", "check_in", "progress", "identity", "reader", "results", "guide", "assist", "aloud")
CSP = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'; connect-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def create_app(machine: Machine) -> Flask:
    """The WSGI application of one machine."""
    app = Flask("kiosk", root_path=str(Path(__file__).parent))
    app.extensions["kiosk"] = machine
    app.before_request(_meet)
    app.after_request(_harden)
    app.context_processor(page.for_templates)
    app.jinja_env.globals.update(
        csrf_field=page.csrf_field, once_field=page.once_field, _=_translated, gettext=_translated, ngettext=_counted
    )
    app.register_error_handler(PortalAway, _away)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _lost)
    app.register_error_handler(Exception, _bug)
    app.register_blueprint(look.bp)
    for name in SCREENS:
        app.register_blueprint(import_module(f"kiosk.screens.{name}").bp)
    return app


# Macros are imported without context, so what they say must be found among the globals.
def _translated(text: str, **values: object) -> str:
    return voice().gettext(text, **values)


def _counted(one: str, many: str, num: int, **values: object) -> str:
    return voice().ngettext(one, many, num, **values)


def _meet() -> Response | None:
    """Finds or begins the visit, and turns away forms that do not come from this machine's own page."""
    if request.endpoint == "static":
        return None
    if not machine().home:
        machine().refresh()
    now = machine().clock()
    found = machine().visits.find(request.cookies.get(COOKIE, ""), now)
    g.visit = found or machine().visits.begin(now)
    if not page.is_partial():
        g.visit.seen = now
    if request.method not in SAFE and not hmac.compare_digest(request.form.get(TOKEN, ""), g.visit.csrf):
        return page.go("home.first")
    return None


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
    response.headers["Cache-Control"] = "no-store"
    if "visit" in g and request.cookies.get(COOKIE) != visit().token:
        response.set_cookie(COOKIE, visit().token, httponly=True, samesite="Strict")
    return response


def _away(_away: PortalAway) -> Response:
    """The hub does not answer: what still works is told, what was chosen is kept."""
    machine().lost()
    return page.screen("away", 503, back=request.path if request.method in SAFE else "")


def _refused(refused: Refused) -> Response:
    """The hub's own sentence, whole."""
    return page.screen("refused", refused.status, refusal=refused)


def _lost(error: HTTPException) -> Response:
    if "visit" not in g:
        return make_response(error.name, error.code or 500)
    return page.screen("lost", error.code or 500)


def _bug(error: Exception) -> Response:
    # The one broad handler: a bug is logged whole, the visitor is told plainly that a person will help.
    log.exception("unhandled", exc_info=error)
    response = make_response(render_template("broken.html"), 500)
    response.headers["Refresh"] = "20; url=/"
    return response
