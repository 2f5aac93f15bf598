"""The phone's first page, the items and their guides: what people look at before anything is asked (BK-04, CT-03)."""

from datetime import datetime

from flask import Blueprint, Response, request

from booking.hours import opening
from portal import line
from portal.booking_facts import BookingFacts, booking_facts
from portal.catalog.item import Item, Situation
from portal.catalog.needed import materials_for
from portal.hall_facts import hall_facts
from portal.item_search import search_items
from portal.store.halls import Hall
from portal.store.unit import Unit
from portal.web.applicant.hall_choice import chosen_hall, remember_hall
from portal.web.applicant.whose import upcoming
from portal.web.applicant.words import TYPES
from portal.web.context import hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page, page_or_fragment
from shared.clock import today
from shared.refusals import NotFound
from shared.rules import source_of

bp = Blueprint("home", __name__)
bp.after_request(remember_hall)
SHOWN_FIRST = 3


@bp.get("/")
@may(Pass.PUBLIC)
def home() -> Response:
    """Search, the next appointment, how long the areas take now, and what people come for."""
    with hub().store.read() as unit:
        facts = booking_facts(unit, chosen_hall(unit), now())
        queue = hall_facts(unit, facts.hall.code, now())
        areas = line.area_waits(unit, queue, now())
        coming = upcoming(unit, facts)
    offered = [facts.item(code) for code in facts.offered]
    many = sorted(offered, key=lambda item: len(item.situations), reverse=True)[:SHOWN_FIRST]
    return page_or_fragment(
        "applicant/home",
        "waits",
        facts=facts,
        areas=areas,
        coming=coming,
        order=next((one for one in queue.orders if one.holds(now())), None),
        together=[item for item in many if len(item.situations) > 1],
        hours=hours_today(facts, now()),
        tab="home",
    )


@bp.get("/items")
@may(Pass.PUBLIC)
def items() -> Response:
    """Everything the hall offers, or what fits the words."""
    words = request.args.get("q", "")[:100].replace("\x00", "")
    with hub().store.read() as unit:
        facts = booking_facts(unit, chosen_hall(unit), now())
        halls = unit.halls.all()
    found = [facts.item(offered.item.code) for offered in search_items(facts, words)]
    return page_or_fragment(
        "applicant/items",
        "found",
        facts=facts,
        halls_links=[_hall_link(hall, facts.hall.code) for hall in halls],
        items=found,
        words=words,
        tab="items",
    )


@bp.get("/items/<code>")
@may(Pass.PUBLIC)
def item(code: str) -> Response:
    """One item's guide; the situation decides conditions and materials."""
    with hub().store.read() as unit:
        facts = booking_facts(unit, hall_with(unit, code), now())
        department = unit.items.department(code, "", facts.hall.region)
        office = unit.halls.department(department) if department else None
    guide = facts.item(code)
    situation = situation_of(guide, request.args.get("situation", ""))
    return page(
        "applicant/item",
        facts=facts,
        item=guide,
        situation=situation,
        area=facts.place(code),
        needed=[one for one in materials_for(guide, situation) if one.need != "no"],
        office=office,
        listed=code in facts.listed,
        type_name=TYPES[guide.type],
        situation_links=[_situation_link(facts, guide, one, situation) for one in guide.situations],
    )


@bp.get("/out-of-hours")
@may(Pass.PUBLIC)
def out_of_hours() -> Response:
    """The published list of items bookable outside working hours (BK-07)."""
    with hub().store.read() as unit:
        facts = booking_facts(unit, chosen_hall(unit), now())
    listed = [(facts.item(code), day) for code, day in facts.listed.items() if code in facts.offered]
    return page("applicant/out_of_hours", facts=facts, listed=listed, source=source_of("BK-07"))


def hall_with(unit: Unit, code: str) -> str:
    """The chosen hall if it offers the item, else the first that does."""
    chosen = chosen_hall(unit)
    for hall in [chosen, *(one.code for one in unit.halls.all())]:
        if code in booking_facts(unit, hall, now()).offered:
            return hall
    raise NotFound(field="item")


def situation_of(guide: Item, code: str) -> Situation:
    """The situation with this code, else the first."""
    return next((one for one in guide.situations if one.code == code), guide.situations[0])


def hours_today(facts: BookingFacts, at: datetime) -> str:
    """今天 09:00–17:00 办公, or that the hall is closed."""
    spans, say = opening(today(at), facts.hours, facts.calendar), speaker()
    if not spans:
        return say.gettext("今天休息，7×24 小时可以预约")
    return say.gettext("今天 %(hours)s 办公", hours=say.time_range(spans[0].start, spans[-1].end))


def _hall_link(hall: Hall, chosen: str) -> dict[str, object]:
    name = hall.name_en if speaker().english else hall.name
    return {"href": f"/items?hall={hall.code}", "label": name, "chosen": hall.code == chosen}


def _situation_link(facts: BookingFacts, guide: Item, one: Situation, chosen: Situation) -> dict[str, object]:
    name = one.name_en if speaker().english else one.name
    address = f"/items/{guide.code}?hall={facts.hall.code}&situation={one.code}"
    return {"href": address, "label": name, "chosen": one.code == chosen.code}
