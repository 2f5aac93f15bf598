"""The kiosk's share of the one look: its own built assets and the macros' templates; nothing comes from the hub."""

from pathlib import Path

from flask import Blueprint, url_for

from shared.look import TEMPLATES, Built

bp = Blueprint("look", __name__, template_folder=str(TEMPLATES))
built = Built(Path(__file__).parent / "static" / "built")


@bp.app_template_global()
def asset(name: str) -> str:
    """The address of a built asset: asset("kiosk.css"), asset("icons.svg")."""
    return url_for("static", filename=built.path(name))
