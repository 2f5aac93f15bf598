"""A tiny application that shows the shared look by itself: the gallery and a sample of each layout."""

from pathlib import Path

import qrcode
from flask import Flask, Response, render_template, request, send_from_directory
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup

from shared.look import TEMPLATES, Built
from shared.speech import speaker

ROOT = Path(__file__).parents[2]
SHEETS = {"phone": "phone", "kiosk": "kiosk", "desktop": "desk", "tablet": "tablet", "board": "board"}
USUAL = {"lang": "zh_CN", "mode": "normal", "reach": "normal"}
SAMPLES = ("kiosk", "keypad", "desk", "phone", "tablet", "board", "login")
CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"


def look_app() -> Flask:
    """Serves /gallery?device=&mode=&lang= and both applications' built assets."""
    app = Flask(__name__, static_folder=None)
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(folder) for folder in (TEMPLATES, *template_folders())])
    built = {place: Built(ROOT / place / "static/built") for place in ("portal/web", "kiosk")}

    def asset(name: str) -> str:
        place = "kiosk" if _on_kiosk() else "portal/web"
        return f"/{place}/static/{built[place].path(name)}"

    app.jinja_env.globals.update(asset=asset, csrf_field=_csrf, _=_translated, ngettext=_counted)
    app.add_url_rule("/gallery", view_func=_gallery)
    app.add_url_rule("/sample/<name>", view_func=_sample)
    app.add_url_rule("/posted", view_func=_posted, methods=["POST"])
    app.add_url_rule("/leave", "leave", _posted, methods=["POST"])
    app.add_url_rule("/favicon.ico", view_func=_no_icon)
    app.add_url_rule("/app.webmanifest", "look.web_manifest", dict)
    app.add_url_rule("/sw.js", view_func=lambda: send_from_directory(ROOT / "portal/web/static/built", "sw.js"))
    app.add_url_rule("/<path:name>", view_func=_static)
    app.after_request(_harden)
    return app


def _on_kiosk() -> bool:
    return request.args.get("device") == "kiosk" or request.path in {"/sample/kiosk", "/sample/keypad"}


def template_folders() -> list[Path]:
    """Where the two applications keep their own templates."""
    return [ROOT / "portal/web/templates", ROOT / "kiosk/templates", Path(__file__).parent / "look_samples"]


def _gallery() -> str:
    device = request.args.get("device", "desktop")
    name = SHEETS[device]
    body = "sheet" if device in {"desktop", "board"} else device
    return render_template(
        "gallery/page.html",
        device=device,
        sheet=f"{name}.css",
        script=f"{name}.js",
        body=body,
        lang=request.args.get("lang", "zh_CN"),
        mode=request.args.get("mode", "normal"),
        svg_qr=a_qr(),
    )


def _sample(name: str) -> str:
    wishes = {wish: request.args.get(wish, usual) for wish, usual in USUAL.items()}
    return render_template(f"{name}.html", **wishes)


def _posted() -> str:
    return "<h1>" + " ".join(f"{name}={value}" for name, value in sorted(request.form.items())) + "</h1>"


def _no_icon() -> tuple[str, int]:
    return "", 204


def _static(name: str) -> Response:
    return send_from_directory(ROOT, name)


def a_qr() -> Markup:
    """A QR code as one path without style attributes, quiet zone included."""
    code = qrcode.QRCode(border=4)
    code.add_data("23110473")
    modules = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark)
    return Markup('<svg viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>').format(len(modules), path)


def _translated(text: str, **values: object) -> str:
    return speaker(request.args.get("lang", "zh_CN")).gettext(text, **values)


def _counted(one: str, many: str, num: int, **values: object) -> str:
    return speaker(request.args.get("lang", "zh_CN")).ngettext(one, many, num, **values)


def _csrf() -> Markup:
    return Markup('<input type="hidden" name="csrf_token" value="x">')


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CSP
    return response
