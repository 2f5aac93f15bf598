"""The JSON of a hall, an item's guide and a slot, in the reader's language (BK-04)."""

from typing import Any

from pydantic import BaseModel

from portal.booking_facts import BookingFacts
from portal.catalog.item import Item, Situation
from portal.catalog.needed import materials_for
from portal.store.halls import Hall
from portal.store.items import OfferedItem
from portal.store.slots import StoredSlot
from shared.clock import local


class HallAnswer(BaseModel):
    """A hall, where it is and when it opens (Monday first)."""

    code: str
    name: str
    name_en: str
    address: str
    phone: str
    week: list[list[list[str]]]


class ItemLine(BaseModel):
    """An item in a hall's list."""

    code: str
    name: str
    name_en: str
    type: str
    area: str
    summary: str
    out_of_hours: bool


class MaterialLine(BaseModel):
    """A material as one situation needs it."""

    no: str
    name: str
    name_en: str
    need: str
    originals: int
    copies: int
    when: str
    review_points: str


class SituationAnswer(BaseModel):
    """A situation with its conditions, materials and limits."""

    code: str
    name: str
    name_en: str
    conditions: list[str]
    materials: list[MaterialLine]
    statutory_days: int
    promised_days: int


class ItemAnswer(BaseModel):
    """The whole guide of an item."""

    code: str
    name: str
    name_en: str
    type: str
    summary: str
    fee: bool
    visits: int
    cross_region: bool
    version: int
    situations: list[SituationAnswer]


class SlotAnswer(BaseModel):
    """A slot; `reason` says why it cannot be booked now: lead_time, full or closed."""

    id: str
    start: str
    end: str
    kind: str
    capacity: int
    free: int
    bookable: bool
    reason: str | None


def hall_json(hall: Hall) -> dict[str, Any]:
    """A hall."""
    return {
        "code": hall.code,
        "name": hall.name,
        "name_en": hall.name_en,
        "address": hall.address,
        "phone": hall.phone,
        "week": hall.opening["week"],
    }


def item_line(facts: BookingFacts, offered: OfferedItem, english: bool) -> dict[str, Any]:
    """An item in a list."""
    guide = facts.item(offered.item.code).guide
    return {
        "code": offered.item.code,
        "name": offered.item.name,
        "name_en": offered.item.name_en,
        "type": offered.item.item_type,
        "area": offered.area,
        "summary": guide.summary_en if english else guide.summary,
        "out_of_hours": offered.item.code in facts.listed,
    }


def item_json(item: Item, english: bool) -> dict[str, Any]:
    """A guide with every situation."""
    return {
        "code": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "type": item.type.value,
        "summary": item.guide.summary_en if english else item.guide.summary,
        "fee": item.guide.fee.charged,
        "visits": item.guide.visits,
        "cross_region": item.cross_region,
        "version": item.version,
        "situations": [situation_json(item, situation, english) for situation in item.situations],
    }


def situation_json(item: Item, situation: Situation, english: bool) -> dict[str, Any]:
    """Conditions, materials and limits of one situation."""
    limit = item.limit_of(situation)
    conditions = item.conditions_en_of(situation) if english else item.conditions_of(situation)
    return {
        "code": situation.code,
        "name": situation.name,
        "name_en": situation.name_en,
        "conditions": list(conditions),
        "materials": [
            {
                "no": needed.no,
                "name": needed.material.name,
                "name_en": needed.material.name_en,
                "need": needed.need.value,
                "originals": needed.material.originals,
                "copies": needed.material.copies,
                "when": needed.when_en if english else needed.when,
                "review_points": needed.material.review_points,
            }
            for needed in materials_for(item, situation)
        ],
        "statutory_days": limit.statutory,
        "promised_days": limit.promised,
    }


def slot_json(slot: StoredSlot, reason: str | None) -> dict[str, Any]:
    """A slot with what is free of it."""
    return {
        "id": slot.id,
        "start": local(slot.start).isoformat(),
        "end": local(slot.end).isoformat(),
        "kind": slot.kind,
        "capacity": slot.capacity,
        "free": max(0, slot.capacity - slot.taken),
        "bookable": reason is None,
        "reason": reason,
    }
