"""Checking in over HTTP: a known code becomes a ticket, at the hall's kiosk or by a guide's channel (BK-02)."""

from flask import Blueprint, Response
from pydantic import Field

from portal.actions.check_in import check_in
from portal.hub import Hub
from portal.store.appointments import Booked
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.api.tickets import TicketAnswer, answered_ticket
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.once import Answer, answer_once
from shared.codes import BadCode, check_code
from shared.ids import CodeKind
from shared.refusals import NotFound

bp = Blueprint("api_check_in", __name__, url_prefix="/api/v1")


class CheckIn(Body):
    """The visitor is here; `print` sends the slip to the hall's printer instead of answering it."""

    print: bool = Field(default=False)


@bp.post("/appointments/<code>/check-in")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Check in", body=CheckIn, answer=TicketAnswer, status=201, refusals=(409,)))
def arrive(code: str) -> Response:
    """The ticket of a booked visitor; early or late ones come in the order of walk-ins."""
    wanted = body(CheckIn)
    return answer_once(lambda unit: _arrive(unit, hub(), code, wanted))


def _arrive(unit: Unit, home: Hub, code: str, wanted: CheckIn) -> Answer:
    issued = check_in(unit, home, _booked(unit, code), actor(), now())
    return answered_ticket(unit, home, issued, wanted.print)


def _booked(unit: Unit, code: str) -> Booked:
    try:
        booked = unit.appointments.find(check_code(code, CodeKind.APPOINTMENT))
    except BadCode as bad:
        raise bad.at("code") from None
    if booked is None or (actor().kind == "channel" and booked.channel != actor().id):
        raise NotFound(field="code")
    return booked
