"""Booking on the phone, one thing a page: a time, the person, a check; the draft stays with the browser (BK-04)."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request

from portal.actions.book import BookingWish, book, slot_of
from portal.booking_facts import BookingFacts, booking_facts
from portal.booking_person import sealed, sealed_agent
from portal.catalog.item import Item, Situation
from portal.catalog.needed import to_bring
from portal.offered_slots import Looking, OfferedSlot, offered_slots
from portal.store.slots import StoredSlot
from portal.store.unit import Unit
from portal.web.applicant import slot_days
from portal.web.applicant.home import situation_of
from portal.web.applicant.kept import DRAFT, remember_code
from portal.web.applicant.slot_days import Shown
from portal.web.applicant.who_form import WhoForm, typed_of
from portal.web.applicant.whose import account
from portal.web.applicant.words import PORTAL_CHANNEL
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page
from portal.web.once import redirect_once
from shared.clock import today
from shared.identity import IdType
from shared.privacy import mask_id, mask_phone
from shared.refusals import Refusal, Required, Term
from shared.rules import source_of

bp = Blueprint("booking", __name__, url_prefix="/book/<hall>/<item>")


@dataclass(frozen=True)
class Visit:
    """Everything a step of the booking needs to know."""

    facts: BookingFacts
    item: Item
    situation: Situation
    draft: dict[str, str]

    @property
    def base(self) -> str:
        """The address of the steps."""
        return f"/book/{self.facts.hall.code}/{self.item.code}"


def visit_of(unit: Unit, hall: str, item: str) -> Visit:
    """The visit with the draft of this very item; another item's draft keeps only the person."""
    facts, draft = booking_facts(unit, hall, now()), {name: str(text) for name, text in DRAFT.read().items()}
    if (draft.get("hall"), draft.get("item")) != (hall, item):
        draft = {name: text for name, text in draft.items() if name not in {"slot", "situation", "reason", "need_by"}}
    guide = facts.item(item)
    return Visit(facts, guide, situation_of(guide, request.args.get("situation") or draft.get("situation", "")), draft)


@bp.get("/")
@may(Pass.PUBLIC)
def slots(hall: str, item: str) -> Response:
    """Choose a time (BK-06)."""
    with hub().store.read() as unit:
        visit = visit_of(unit, hall, item)
        offered = offered_slots(unit, visit.facts, Looking(item), now())
    return slots_page(visit, offered)


@bp.get("/who")
@may(Pass.PUBLIC)
def who(hall: str, item: str) -> Response:
    """Who comes, prefilled with what this browser typed before or who is signed in."""
    with hub().store.read() as unit:
        visit = visit_of(unit, hall, item)
        slot = _slot(unit, visit)
        typed = typed_of({**_known(unit), **{name: text for name, text in visit.draft.items() if text}})
    return _who_page(visit, slot, typed, {})


@bp.post("/who")
@may(Pass.PUBLIC)
def keep_who(hall: str, item: str) -> Response:
    """Checks the person; every fault at once, nothing typed lost."""
    with hub().store.read() as unit:
        visit = visit_of(unit, hall, item)
        slot = _slot(unit, visit)
    typed = typed_of(request.form.to_dict())
    form = WhoForm(typed, slot, today(now()))
    if form.faults:
        return _who_page(visit, slot, typed, form.faults)
    draft = {**typed, "hall": hall, "item": item, "slot": slot.id, "situation": visit.situation.code}
    return DRAFT.write(redirect(f"{visit.base}/check", 303), draft)  # type: ignore[arg-type]


@bp.get("/check")
@may(Pass.PUBLIC)
def check(hall: str, item: str) -> Response:
    """Check your answers; nothing is booked yet."""
    with hub().store.read() as unit:
        visit = visit_of(unit, hall, item)
        if not visit.draft.get("slot"):
            return redirect(visit.base, 303)  # type: ignore[return-value]
        slot = _slot(unit, visit)
    return _check_page(visit, slot, None)


@bp.post("/check")
@may(Pass.PUBLIC)
def confirm(hall: str, item: str) -> Response:
    """Books; a refusal comes back to the same page with everything that was typed."""
    with hub().store.read() as unit:
        visit = visit_of(unit, hall, item)
        slot = _slot(unit, visit)
    form = WhoForm(typed_of(visit.draft), slot, today(now()))
    if form.faults:
        return _who_page(visit, slot, form.typed, form.faults)
    try:
        _check_agreed()
        response = redirect_once(lambda unit: f"/b/{book(unit, hub(), _wish(visit, form), actor(), now()).code}")
    except Refusal as refusal:
        return _check_page(visit, slot, refusal)
    code = response.location.rsplit("/", 1)[-1]
    return DRAFT.forget(remember_code(response, code))


def slots_page(visit: Visit, offered: list[OfferedSlot]) -> Response:
    """The days and slots of an item."""
    chosen = request.args.get("slot") or visit.draft.get("slot", "")
    known = next((one for one in offered if one.slot.id == chosen and one.reason is None), None)
    first = offered[0].slot.day if offered else today(now())
    last = offered[-1].slot.day if offered else first
    wanted = slot_days.read_day(request.args.get("day"), today(now()))
    day = slot_days.choose_day(offered, wanted or (known.slot.day if known else None), first)
    base = f"{visit.base}/?situation={visit.situation.code}"
    shown = Shown(base, day, known.slot.id if known else "", first, last)
    return page(
        "applicant/slots",
        visit=visit,
        shown=shown,
        days=slot_days.days(offered, shown, visit.facts, (now(), speaker())),
        parts=slot_days.parts(offered, shown, speaker()),
        chosen=known.slot if known else None,
        listed=visit.item.code in visit.facts.listed,
        earlier=slot_days.week_link(shown, -1, today(now())),
        later=slot_days.week_link(shown, 1, today(now())),
        source=source_of("BK-09"),
        source_missed=source_of("BK-14"),
    )


def _check_agreed() -> None:
    if not request.form.get("agreed"):
        raise Required(name=Term("我已看过条件和材料"), field="agreed")


def _slot(unit: Unit, visit: Visit) -> StoredSlot:
    wanted = request.values.get("slot") or visit.draft.get("slot", "")
    return slot_of(unit, visit.facts, wanted[:40].replace("\x00", ""), (visit.facts.hall.code, visit.item.code))


def _known(unit: Unit) -> dict[str, str]:
    """What an identified person need not type again."""
    person = account(unit)
    if person is None:
        return {}
    found = {"name": person.name, "phone": hub().vault.open(person.phone_sealed)}
    if person.id_sealed and person.id_type:
        found |= {"id_type": person.id_type, "id_number": hub().vault.open(person.id_sealed)}
    return found


def _who_page(visit: Visit, slot: StoredSlot, typed: dict[str, str], faults: dict[str, Refusal]) -> Response:
    sentences = {name: speaker().say(fault).text for name, fault in faults.items()}
    kinds = [(kind.value, speaker().gettext(kind.label)) for kind in IdType]
    values = {"visit": visit, "slot": slot, "typed": typed, "errors": sentences, "kinds": kinds}
    return page("applicant/who", 422 if faults else 200, **values)


def _check_page(visit: Visit, slot: StoredSlot, refusal: Refusal | None) -> Response:
    said = speaker().say(refusal) if refusal else None
    draft, person = visit.draft, WhoForm(typed_of(visit.draft), slot, today(now()))
    shown = {
        "name": person.read.get("name", draft.get("name", "")),
        "id_kind": speaker().gettext(person.id_type.label),
        "id_number": mask_id(person.read.get("id_number", "")),
        "phone": mask_phone(person.read.get("phone", "")),
    }
    bring = to_bring(visit.item, visit.situation)
    values = {"visit": visit, "slot": slot, "refusal": said, "shown": shown, "bring": bring, "form": person}
    return page("applicant/check", refusal.status if refusal else 200, **values)


def _wish(visit: Visit, form: WhoForm) -> BookingWish:
    return BookingWish(
        hall=visit.facts.hall.code,
        item=visit.item.code,
        slot=form.slot.id,
        person=sealed(hub().vault, form.person),
        channel=PORTAL_CHANNEL,
        situation=visit.situation.code,
        reason=form.read.get("reason", ""),
        need_by=form.need_by,
        agent_sealed=sealed_agent(hub().vault, form.agent),
    )
