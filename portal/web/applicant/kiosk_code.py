"""A one-time code from the phone that identifies its person at a kiosk (product §5.10); only for who was identified."""

from flask import Blueprint, Response

from portal.actions.kiosk_code import VALID, kiosk_code
from portal.web.applicant.whose import account
from portal.web.context import actor, hub, now
from portal.web.door import NotYours, Pass, may
from portal.web.fragments import page

bp = Blueprint("kiosk_code", __name__, url_prefix="/me")


@bp.post("/kiosk-code")
@may(Pass.APPLICANT)
def show() -> Response:
    """A fresh code, shown once; an earlier one is void from here on."""
    with hub().store.write() as unit:
        person = account(unit)
        if person is None or person.id_blind is None:
            raise NotYours
        code = kiosk_code(unit, hub(), (person.id_blind, person.name), actor(), now())
    return page("applicant/kiosk_code", code=code, until=now() + VALID)
