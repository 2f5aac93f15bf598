"""The hall manager's emergency switch: bookings only, for a stated reason and time; off by default (BK-03)."""

from datetime import datetime

from flask import Blueprint, Response, request

from portal.actions.order_booking_only import OrderIncomplete, end_orders, give_order
from portal.roles import Role
from portal.store.unit import Unit
from portal.walk_in_orders import orders
from portal.web.clerk.booking_rows import ADDRESS
from portal.web.clerk.desk import desk as desk_page
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from shared.clock import instant
from shared.refusals import Refusal
from shared.rules import source_of

bp = Blueprint("booking_only", __name__, url_prefix=f"{ADDRESS}/only")
FIELDS = ("reason", "start", "end", "ordered_by")


@bp.get("/")
@may(Role.HALL_MANAGER)
def show() -> Response:
    """What holds now and what was ordered before."""
    return _page({}, None)


@bp.post("/")
@may(Role.HALL_MANAGER)
def order() -> Response:
    """Gives an order."""
    typed = {name: request.form.get(name, "")[:200].strip() for name in FIELDS}

    def work(unit: Unit) -> str:
        wanted = (typed["reason"], _moment(typed["start"]), _moment(typed["end"]), typed["ordered_by"])
        give_order(unit, hub(), wanted, (actor(), now()))
        return f"{ADDRESS}/only/"

    try:
        return redirect_once(work)
    except Refusal as refusal:
        return _page(typed, refusal)


@bp.post("/end")
@may(Role.HALL_MANAGER)
def end() -> Response:
    """Opens walk-in again."""

    def work(unit: Unit) -> str:
        end_orders(unit, hub(), (actor(), now()))
        return f"{ADDRESS}/only/"

    return redirect_once(work)


def _moment(text: str) -> datetime:
    try:
        return instant(text)
    except (ValueError, OverflowError) as error:
        raise OrderIncomplete(field="start") from error


def _page(typed: dict[str, str], refusal: Refusal | None) -> Response:
    with hub().store.read() as unit:
        given = orders(unit, actor().hall)
    holding = [one for one in given if one.end > now()]
    said = speaker().say(refusal) if refusal else None
    values = {"typed": typed, "refusal": said, "holding": holding, "past": given[::-1], "source": source_of("BK-03")}
    return desk_page("clerk/booking_only", "form", refusal.status if refusal else 200, **values)
