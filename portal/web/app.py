"""Makes the portal from a hub: door, forms' protection, language, refusals, then every part of the site."""

from importlib import import_module
from pathlib import Path

from flask import Flask, Response, current_app, request

from portal.hub import Hub
from portal.web import areas, csrf, door, refusals
from portal.web.assets import asset
from portal.web.context import actor, language, mode, now, speaker
from shared.voice import available

CSP = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'; connect-src 'self'"
)
HEADERS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), microphone=()"),
)
PRIVATE_HEADERS = (*HEADERS, ("Cache-Control", "no-store"))
SECURE_HEADERS = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),)
LARGEST_REQUEST = 32 * 1024 * 1024


def create_app(hub: Hub) -> Flask:
    """The WSGI application of one hub."""
    app = Flask("portal.web", root_path=str(Path(__file__).parent))
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.extensions["tongban"] = hub
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    door.guard(app)
    csrf.protect(app)
    refusals.speak(app)
    app.after_request(_harden)
    app.context_processor(_for_templates)
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals.update(asset=asset)
    for name in areas.MODULES:
        app.register_blueprint(import_module(name).bp)
    return app


def _harden(response: Response) -> Response:
    asked = request._get_current_object()  # type: ignore[attr-defined]
    named = {name.lower() for name, _ in response.headers}
    wanted = HEADERS if asked.path.startswith("/static/") else PRIVATE_HEADERS
    for name, value in (*wanted, *(SECURE_HEADERS if asked.is_secure else ())):
        if name.lower() not in named:
            response.headers.add(name, value)
    return response


def _for_templates() -> dict[str, object]:
    voice = speaker()
    return {
        "_": voice.gettext,
        "gettext": voice.gettext,
        "ngettext": voice.ngettext,
        "speaker": voice,
        "lang": language(),
        "mode": mode(),
        "now": now(),
        "actor": actor(),
        "speech": "/speech" if available() else "",
        "demo": current_app.extensions["tongban"].settings.demo,
    }
