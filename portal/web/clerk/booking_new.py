"""A clerk books for somebody who calls or stands at the desk, and tells everything once (BK-01, BK-05)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, request

from portal.actions.book import BookingWish, book, slot_of
from portal.booking_facts import BookingFacts, booking_facts
from portal.booking_person import sealed
from portal.catalog.item import Item
from portal.catalog.needed import to_bring
from portal.offered_slots import Looking, OfferedSlot, offered_slots
from portal.roles import Role
from portal.store.unit import Unit
from portal.web.applicant.home import situation_of
from portal.web.applicant.who_form import WhoForm, typed_of
from portal.web.clerk.booking_rows import ADDRESS
from portal.web.clerk.desk import desk as desk_page
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from shared.clock import today
from shared.identity import IdType
from shared.refusals import NotFound, Refusal

bp = Blueprint("booking_new", __name__, url_prefix=ADDRESS)
HELPERS = (Role.BOOKING_CLERK, Role.HALL_MANAGER, Role.WINDOW_CLERK, Role.GUIDE)
DESK = (Role.BOOKING_CLERK, Role.HALL_MANAGER)
CHANNELS = ("phone", "on_site")
MORE = ("channel", "slot", "situation", "told")


@dataclass(frozen=True)
class Chosen:
    """What the desk looks at: the hall, its item and day, and the slots of that day."""

    facts: BookingFacts
    guide: Item | None
    day: date
    slots: list[OfferedSlot]


@bp.get("/new")
@may(*HELPERS)
def ask() -> Response:
    """The form, once an item is chosen."""
    return _page(_chosen(), {}, {}, None)


@bp.post("/new")
@may(*HELPERS)
def add() -> Response:
    """Books; faults and refusals come back with everything typed."""
    chosen, typed = _chosen(), {**typed_of(request.form.to_dict()), **_more()}
    try:
        form = _form(chosen, typed)
    except NotFound as refusal:
        return _page(chosen, typed, {}, refusal)
    if form.faults:
        return _page(chosen, typed, form.faults, None)
    try:
        return redirect_once(lambda unit: _booked(unit, chosen, form, typed))
    except Refusal as refusal:
        return _page(chosen, typed, {}, refusal)


def _chosen() -> Chosen:
    code, day = request.args.get("item", ""), _day()
    with hub().store.read() as unit:
        facts = booking_facts(unit, actor().hall, now())
        guide = facts.item(code) if code in facts.offered else None
        looking = Looking(code, day, day)
        found = offered_slots(unit, facts, looking, now()) if guide else []
    return Chosen(facts, guide, day, [one for one in found if one.slot.day == day])


def _form(chosen: Chosen, typed: dict[str, str]) -> WhoForm:
    if chosen.guide is None:
        raise NotFound(field="item")
    with hub().store.read() as unit:
        slot = slot_of(unit, chosen.facts, typed["slot"], (chosen.facts.hall.code, chosen.guide.code))
    return WhoForm(typed, slot, today(now()))


def _booked(unit: Unit, chosen: Chosen, form: WhoForm, typed: dict[str, str]) -> str:
    told = typed["told"] and actor().id
    wish = BookingWish(
        hall=chosen.facts.hall.code,
        item=form.slot.item,
        slot=form.slot.id,
        person=sealed(hub().vault, form.person),
        channel=typed["channel"] if typed["channel"] in CHANNELS else CHANNELS[0],
        situation=typed["situation"],
        reason=form.read.get("reason", ""),
        need_by=form.need_by,
        told_by=told or None,
    )
    booked = book(unit, hub(), wish, actor(), now())
    if not actor().is_any(*DESK):
        return f"{ADDRESS}/new?done={booked.code}"
    return f"{ADDRESS}/?view=day&day={booked.day.isoformat()}&code={booked.code}"


def _page(chosen: Chosen, typed: dict[str, str], faults: dict[str, Refusal], refusal: Refusal | None) -> Response:
    say, failed = speaker(), refusal or next(iter(faults.values()), None)
    return desk_page(
        "clerk/booking_new",
        "form",
        failed.status if failed else 200,
        **_guide(chosen, typed),
        typed=typed,
        done=request.args.get("done", "")[:8],
        at_desk=actor().is_any(*DESK),
        errors={name: say.say(fault).text for name, fault in faults.items()},
        refusal=say.say(refusal) if refusal else None,
        items=[("", say.gettext("选一个事项")), *_items(chosen.facts)],
        kinds=[(kind.value, say.gettext(kind.label)) for kind in IdType],
        slots=[(one.slot.id, _slot_words(one)) for one in chosen.slots if one.reason is None],
        day=chosen.day.isoformat(),
    )


def _guide(chosen: Chosen, typed: dict[str, str]) -> dict[str, Any]:
    if chosen.guide is None:
        return {"item": "", "situations": [], "guide": None, "situation": None, "bring": ()}
    situation = situation_of(chosen.guide, typed.get("situation", ""))
    english = speaker().english
    names = [(one.code, one.name_en if english else one.name) for one in chosen.guide.situations]
    bring = to_bring(chosen.guide, situation)
    item = chosen.guide.code
    return {"item": item, "situations": names, "guide": chosen.guide, "situation": situation, "bring": bring}


def _items(facts: BookingFacts) -> list[tuple[str, str]]:
    english = speaker().english
    offered = [one.item for one in facts.offered.values()]
    return [(item.code, item.name_en if english else item.name) for item in offered]


def _slot_words(one: OfferedSlot) -> str:
    say = speaker()
    left = say.gettext("余 %(free)s", free=one.slot.capacity - one.slot.taken)
    outside = f" · {say.gettext('要申请')}" if one.slot.kind == "out_of_hours" else ""
    return f"{say.time_range(one.slot.start, one.slot.end)} · {left}{outside}"


def _more() -> dict[str, str]:
    return {name: request.form.get(name, "")[:40].replace("\x00", "") for name in MORE}


def _day() -> date:
    try:
        return max(date.fromisoformat(request.args.get("day", "")), today(now()))
    except ValueError:
        return today(now())
