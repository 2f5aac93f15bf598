"""The reader's own choices: language and 长辈版, kept in a cookie and nowhere else."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request

from portal.web.context import LANG_COOKIE, LANGUAGES, MODE_COOKIE
from portal.web.door import Pass, may

bp = Blueprint("prefer", __name__)
A_YEAR = 365 * 24 * 3600
CHOICES = {LANG_COOKIE: ("lang", LANGUAGES), MODE_COOKIE: ("mode", ("normal", "elder"))}


@bp.post("/prefer")
@may(Pass.PUBLIC)
def choose() -> Response:
    """Keeps a choice and goes back to where it was made."""
    response = redirect(local_path(request.form.get("back", "/")), 303)
    for cookie, (field, allowed) in CHOICES.items():
        value = request.form.get(field, "").replace("-", "_")  # a page writes zh-CN
        if value in allowed:
            response.set_cookie(cookie, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response  # type: ignore[return-value]


def local_path(wanted: str) -> str:
    """A path of this site, whatever was asked for (no open redirect)."""
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    return wanted
