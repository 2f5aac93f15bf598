"""Demonstration only: a page that lays a made-up identity card on the simulated reader."""

from flask import Blueprint, Response, abort, request

from kiosk.page import go, machine, screen
from kiosk.reader import Card, SimulatedReader

bp = Blueprint("reader", __name__, url_prefix="/simulated-reader")


@bp.get("/")
def page() -> Response:
    """A form for the card."""
    _reader()
    return screen("results/reader", next=request.args.get("next", "results"))


@bp.post("/")
def lay() -> Response:
    """Lays it down; the waiting screen reads it as it would a real one."""
    _reader().lay(Card(request.form.get("name", ""), request.form.get("number", "")))
    return go("identity.card", next=request.form.get("next", "results"))


def _reader() -> SimulatedReader:
    reader = machine().reader
    if not machine().demo or not isinstance(reader, SimulatedReader):
        abort(404)
    return reader
