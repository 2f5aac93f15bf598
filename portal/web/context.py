"""What a view may ask of its surroundings: the hub, the clock, the caller, the reader's language."""

from datetime import datetime
from typing import cast

from flask import current_app, g, request

from portal.hub import Hub
from portal.people import NOBODY, Actor
from shared.speech import LOCALES, Speaker, negotiate
from shared.speech import speaker as speaker_of

LANGUAGES = LOCALES
LANG_COOKIE = "tb_lang"
MODE_COOKIE = "tb_mode"


def hub() -> Hub:
    """The process's hub."""
    return cast(Hub, current_app.extensions["tongban"])


def now() -> datetime:
    """The instant of this request: read once, the same for everything the request does."""
    found = cast("datetime | None", g.get("now"))
    if found is None:
        found = g.now = hub().now()
    return found


def actor() -> Actor:
    """Who is asking; nobody when unknown."""
    return cast(Actor, g.get("actor", NOBODY))


def language() -> str:
    """zh_CN or en: the reader's own choice first, then what the browser asks for."""
    chosen = "" if wants_json() else request.args.get("lang") or request.cookies.get(LANG_COOKIE, "")
    return negotiate(request.headers.get("Accept-Language", ""), chosen)


def speaker() -> Speaker:
    """The voice in the reader's language."""
    found = cast("Speaker | None", g.get("speaker"))
    if found is None:
        found = g.speaker = speaker_of(language())
    return found


def mode() -> str:
    """normal or elder."""
    return "elder" if request.cookies.get(MODE_COOKIE) == "elder" else "normal"


def wants_json() -> bool:
    """Whether the caller speaks the JSON interface."""
    return request.path.startswith("/api/")
