"""Halls, what they offer and when: everything a channel shows before somebody books (BK-04, BK-06, BK-07)."""

from datetime import date, datetime
from typing import Annotated, Any

from flask import Blueprint, Response, jsonify
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from portal.booking_facts import booking_facts
from portal.catalog.catalogue import item_of
from portal.item_search import search_items
from portal.offered_slots import Looking, offered_slots
from portal.web.api.checks import Body, query
from portal.web.api.describe import Described, described
from portal.web.api.guides import (
    HallAnswer,
    ItemAnswer,
    ItemLine,
    SlotAnswer,
    hall_json,
    item_json,
    item_line,
    slot_json,
)
from portal.web.context import hub, now, speaker
from portal.web.door import Pass, may
from shared.clock import today
from shared.refusals import NotFound

bp = Blueprint("api_halls", __name__, url_prefix="/api/v1")
PAGE = 1000
MIN, MAX = 1900, 9000


def _its_day(given: date | datetime | None) -> date | None:
    """The hall's day of an instant; a day stays itself."""
    if not isinstance(given, datetime):
        return given
    # Next to the ends of time there is no hall time any more.
    return today(given) if MIN < given.year < MAX else given.date()


Day = Annotated[date | AwareDatetime | None, AfterValidator(_its_day)]


class ItemQuery(Body):
    """Words to look for in names and what people call it."""

    q: str = Field(default="", max_length=100)


class SlotQuery(Body):
    """An item and days in the hall's time (an instant names its day); `cursor` is the `next` of the page before."""

    item: str = Field(max_length=40, min_length=1)
    first: Annotated[Day, Field(alias="from")] = None
    last: Annotated[Day, Field(alias="to")] = None
    cursor: AwareDatetime | None = None


class HallList(BaseModel):
    """A page of halls."""

    items: list[HallAnswer]
    next: str | None


class ItemList(BaseModel):
    """A page of items."""

    items: list[ItemLine]
    next: str | None


class SlotList(BaseModel):
    """A page of slots."""

    items: list[SlotAnswer]
    next: str | None


@bp.get("/halls")
@may(Pass.PUBLIC)
@described(Described("The halls, the city's first", answer=HallList))
def halls() -> Response:
    """Every hall."""
    with hub().store.read() as unit:
        return jsonify(items=[hall_json(hall) for hall in unit.halls.all()], next=None)


@bp.get("/halls/<hall>/items")
@may(Pass.PUBLIC)
@described(Described("What a hall offers", query=ItemQuery, answer=ItemList))
def items(hall: str) -> Response:
    """Items in catalogue order, or by how well they fit the words."""
    words = query(ItemQuery).q
    with hub().store.read() as unit:
        facts = booking_facts(unit, hall, now())
    found = search_items(facts, words)
    return jsonify(items=[item_line(facts, offered, speaker().english) for offered in found], next=None)


@bp.get("/items/<code>")
@may(Pass.PUBLIC)
@described(Described("An item's guide: conditions, materials, limits", answer=ItemAnswer))
def item(code: str) -> Response:
    """The guide of one item (BK-04)."""
    with hub().store.read() as unit:
        stored = unit.items.get(code)
    if stored is None:
        raise NotFound(field="item")
    return jsonify(item_json(item_of(stored.body), speaker().english))


@bp.get("/halls/<hall>/slots")
@may(Pass.PUBLIC)
@described(Described("Slots of an item that start after now", query=SlotQuery, answer=SlotList))
def slots(hall: str) -> Response:
    """Slots in order of time; out-of-hours ones only for items on the published list."""
    wanted = query(SlotQuery)
    with hub().store.read() as unit:
        facts = booking_facts(unit, hall, now())
        facts.item(wanted.item)
        looking = Looking(wanted.item, _its_day(wanted.first), _its_day(wanted.last), wanted.cursor, PAGE)
        found = offered_slots(unit, facts, looking, now())
    lines: list[dict[str, Any]] = [slot_json(one.slot, one.reason) for one in found]
    return jsonify(items=lines, next=_cursor(found[-1].slot.start) if len(found) == PAGE else None)


def _cursor(start: datetime) -> str:
    return start.isoformat()
