"""Forms carry a token bound to a random cookie; a foreign site can send neither."""

import hashlib
import hmac

from flask import Flask, Response, g, request
from markupsafe import Markup

from portal.web.context import hub, wants_json
from shared.refusals import Refusal

COOKIE = "tb_seed"
FIELD = "csrf_token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class StalePage(Refusal):
    """The form does not come from a page of this browser's session."""

    code = "stale_page"
    status = 400


def protect(app: Flask) -> None:
    """Checks every changing request that a browser could be tricked into."""
    app.before_request(_check)
    app.after_request(_plant)
    app.jinja_env.globals.update(csrf_field=csrf_field, csrf_token=token, once_field=once_field)


def token() -> str:
    """The token for this browser's forms."""
    return hmac.new(hub().vault.derive("csrf"), seed().encode(), hashlib.sha256).hexdigest()


def csrf_field() -> Markup:
    """The hidden field every form carries."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def once_field() -> Markup:
    """The hidden field that makes a second press of the same form the same request."""
    return Markup('<input type="hidden" name="once" value="{}">').format(request.form.get("once") or hub().ids.token())


def seed() -> str:
    """This browser's random value; planted with the answer when it is new."""
    if "seed" not in g:
        g.seed = request.cookies.get(COOKIE) or hub().ids.token()
    return str(g.seed)


def _check() -> None:
    if request.method in SAFE or wants_json():
        return
    sent = request.form.get(FIELD) or request.headers.get("X-CSRF-Token", "")
    if COOKIE not in request.cookies or not hmac.compare_digest(sent, token()):
        raise StalePage


def _plant(response: Response) -> Response:
    if "seed" in g and COOKIE not in request.cookies:
        response.set_cookie(COOKIE, g.seed, httponly=True, samesite="Lax", secure=request.is_secure, path="/")
    return response
