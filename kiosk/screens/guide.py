"""The guide at the kiosk: items, conditions, materials; readable without the hub once it was read (BK-04)."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from kiosk.page import machine, screen, visit, voice
from kiosk.portal_client import Asking, PortalAway
from kiosk.qr import qr_svg

bp = Blueprint("guide", __name__, url_prefix="/guide")
PAGE = 6


@bp.get("/")
def items() -> Response:
    """What this hall offers, by area, a few on each page."""
    found = _kept(f"/halls/{machine().home.get('hall', {}).get('code', '')}/items")["items"]
    letter = request.args.get("area", "")
    chosen = [item for item in found if letter in {"", item["area"]}]
    first = max(request.args.get("from", 0, type=int), 0)
    shown = chosen[first : first + PAGE]
    more = {
        "before": max(first - PAGE, 0) if first else None,
        "after": first + PAGE if chosen[first + PAGE :] else None,
    }
    values: dict[str, Any] = {
        "items": shown,
        "letter": letter,
        "area_filters": _filters(letter),
        "link": machine().link,
        **more,
    }
    return screen("guide/items", back=url_for("home.first"), **values)


@bp.get("/<code>")
def item(code: str) -> Response:
    """One item: who may ask for it, what to bring, how long it takes; a ticket for it is one touch away."""
    found = _kept(f"/items/{code}")
    wanted = request.args.get("situation", "")
    situations = found["situations"]
    chosen = next((one for one in situations if one["code"] == wanted), situations[0] if len(situations) == 1 else None)
    address = f"{machine().portal_url}/items/{code}"
    back = url_for("guide.item", code=code) if chosen and len(situations) > 1 else url_for("guide.items")
    return screen("guide/item", back=back, item=found, chosen=chosen, address=address, svg=qr_svg(address))


@bp.get("/book")
def book() -> Response:
    """Booking goes on on the phone; who has none takes a ticket or is helped."""
    address = f"{machine().portal_url}/items"
    return screen("guide/book", back=url_for("home.first"), address=address, svg=qr_svg(address))


def _filters(letter: str) -> list[dict[str, Any]]:
    """All, then each area of the hall."""
    english = voice().english
    named = [(area["letter"], area["name_en" if english else "name"]) for area in machine().home.get("areas", [])]
    return [
        {"href": url_for("guide.items", area=one), "label": f"{one} {name}".strip(), "chosen": one == letter}
        for one, name in [("", voice().gettext("全部")), *named]
    ]


def _kept(path: str) -> dict[str, Any]:
    """The hub's newest answer; what was read before is shown while it is away."""
    key = f"{visit().lang} {path}"
    try:
        machine().guides[key] = machine().portal.get(path, Asking(visit().lang))
    except PortalAway:
        machine().lost()
        if key not in machine().guides:
            raise
    kept: dict[str, Any] = machine().guides[key]
    return kept
