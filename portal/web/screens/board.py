"""The hall screens: number and window only, no name (BK-16); polled, answered 304 while nothing changed."""

from flask import Blueprint, Response

from portal import line
from portal.hall_facts import hall_facts
from portal.web.context import hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page, page_or_fragment, polled
from shared.clock import local

bp = Blueprint("screens", __name__, url_prefix="/screens")


@bp.get("/")
@may(Pass.PUBLIC)
def choose() -> Response:
    """Every hall's screen."""
    with hub().store.read() as unit:
        halls = unit.halls.all()
    return page("screens/list", halls=halls)


@bp.get("/<code>")
@may(Pass.PUBLIC)
def hall(code: str) -> Response:
    """One hall's screen, or only its calls."""
    with hub().store.read() as unit:
        facts = hall_facts(unit, code, now())
        view = line.screen_view(unit, facts, now())
    english = speaker().english
    return polled(
        page_or_fragment(
            "screens/hall",
            "calls",
            hall=facts.hall,
            view=view,
            place=facts.hall.name_en if english else facts.hall.name,
            place_small=" · ".join(area.name_en if english else area.name for area in facts.areas.values()),
            day=speaker().full_date(now()),
            clock=f"{local(now()):%H:%M}",
        )
    )
