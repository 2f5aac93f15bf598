"""办件结果和评价公开: what was decided and how it was rated, without the people; CSV and JSON too (SV-05, SV-30)."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, jsonify

from portal.case_terms import read
from portal.store.unit import Unit
from portal.supervision.published import Decision, as_csv, as_json, hidden_items
from portal.supervision.rating import LEVEL_NAMES, Level
from portal.web.applicant.hall_choice import chosen_hall, remember_hall
from portal.web.context import hub, now
from portal.web.door import Pass, may
from portal.web.fragments import page
from shared.refusals import NotFound

bp = Blueprint("published", __name__)
bp.after_request(remember_hall)
SHOWN_DAYS = 30
MEDIA_TYPE = "text/csv; charset=utf-8"


@bp.get("/published")
@may(Pass.PUBLIC)
def published() -> Response:
    """The last thirty days of one hall."""
    since = _since(now())
    with hub().store.read() as unit:
        hall = unit.halls.get(chosen_hall(unit))
        decisions = _decisions(unit, chosen_hall(unit), since)
        opinions = unit.published.opinions(chosen_hall(unit), since)
    counted = [(level, sum(one.level == level for one in opinions)) for level in sorted(Level, reverse=True)]
    shown: dict[str, object] = {"decisions": decisions, "opinions": opinions, "counted": counted, "names": LEVEL_NAMES}
    return page("applicant/published", 200, hall=hall, days=SHOWN_DAYS, **shown)


@bp.get("/published.csv")
@may(Pass.PUBLIC)
def published_csv() -> Response:
    """The decisions as a table for spreadsheets and media."""
    answer = Response(as_csv(_of_chosen_hall()), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="published.csv"'
    return answer


@bp.get("/published.json")
@may(Pass.PUBLIC)
def published_json() -> Response:
    """The decisions for the platform."""
    return jsonify(items=as_json(_of_chosen_hall()))


def _of_chosen_hall() -> list[Decision]:
    with hub().store.read() as unit:
        return _decisions(unit, chosen_hall(unit), _since(now()))


def _decisions(unit: Unit, hall: str, since: datetime) -> list[Decision]:
    if unit.halls.get(hall) is None:
        raise NotFound(field="hall")
    hidden = hidden_items((item.code, item.public_result) for item in map(read, unit.items.all()))
    return unit.published.decisions(hall, since, hidden)


def _since(at: datetime) -> datetime:
    return at - timedelta(days=SHOWN_DAYS)
