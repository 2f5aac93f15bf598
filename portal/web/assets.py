"""The portal's share of the one look: built assets kept and compressed, the macros' templates and their texts."""

from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, jsonify, request, send_from_directory, url_for
from werkzeug.security import safe_join

from portal.web.context import speaker
from portal.web.door import Pass, may
from shared.look import TEMPLATES, Built

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
CODINGS = {"br": ".br", "gzip": ".gz"}

bp = Blueprint("look", __name__, template_folder=str(TEMPLATES))
built = Built(STATIC / "built")


def asset(name: str) -> str:
    """The address of a built asset: asset("phone.css"), asset("icons.svg")."""
    return url_for("static", filename=built.path(name))


# Macros are imported without context, so what they say must be found among the globals.
@bp.app_template_global("_")
def _translated(text: str, **values: object) -> str:
    return speaker().gettext(text, **values)


@bp.app_template_global("ngettext")
def _counted(one: str, many: str, num: int, **values: object) -> str:
    return speaker().ngettext(one, many, num, **values)


@bp.get("/sw.js")
@may(Pass.PUBLIC)
def service_worker() -> Response:
    """The phone's offline helper; it must live at the root to reach every page."""
    return send_from_directory(STATIC / "built", "sw.js", mimetype="text/javascript", max_age=0)


@bp.get("/app.webmanifest")
@may(Pass.PUBLIC)
def web_manifest() -> Response:
    """What a phone needs to put the hall on its home screen."""
    say = speaker().gettext
    answer = jsonify(
        name=say("政务服务大厅"),
        short_name=say("通办"),
        start_url="/",
        display="standalone",
        background_color="#f6f4ee",
        theme_color="#07423b",
        icons=[_icon(size) for size in (192, 512)],
    )
    answer.content_type = "application/manifest+json"
    return answer


def _icon(size: int) -> dict[str, str]:
    return {"src": asset(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}


@bp.before_app_request
def _smaller() -> Response | None:
    """The copy that the build compressed, where there is one and the browser takes it."""
    if request.endpoint != "static" or request.view_args is None:
        return None
    name = str(request.view_args["filename"])
    for coding, ending in CODINGS.items():
        path = safe_join(str(STATIC), name + ending)
        if request.accept_encodings[coding] and path and Path(path).is_file():
            return _coded(name, coding)
    return None


def _coded(name: str, coding: str) -> Response:
    kind = guess_type(name)[0] or "application/octet-stream"
    answer = send_from_directory(STATIC, name + CODINGS[coding], mimetype=kind)
    answer.headers["Content-Encoding"] = coding
    answer.headers["Vary"] = "Accept-Encoding"
    return answer


@bp.after_app_request
def _keep(response: Response) -> Response:
    """Hashed files never change: browsers need not ask for them again."""
    if request.endpoint == "static" and "/built/" in request.path and response.status_code == HTTPStatus.OK:
        response.headers["Cache-Control"] = FOR_EVER
    return response
