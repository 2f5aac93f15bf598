"""An appointment as JSON: the person masked, times with their offset, the code also as what a QR holds (BK-02)."""

from datetime import datetime
from typing import Any

from portal.booking_facts import BookingFacts, booking_facts
from portal.hub import Hub
from portal.store.appointments import Booked
from portal.store.unit import Unit
from portal.web.context import speaker
from shared.clock import local
from shared.privacy import mask_id, mask_name, mask_phone


def appointment_json(unit: Unit, hub: Hub, booked: Booked, now: datetime) -> dict[str, Any]:
    """All that a channel shows of it."""
    facts = booking_facts(unit, booked.hall, now)
    start = local(booked.start)
    return {
        "code": booked.code,
        "state": booked.state,
        "hall": booked.hall,
        "item": booked.item,
        "item_name": item_name(facts, booked.item, speaker().english),
        "situation": booked.situation,
        "slot": booked.slot,
        "kind": booked.kind,
        "start": start.isoformat(),
        "end": local(booked.end).isoformat(),
        "place": place_name(facts, booked.item, speaker().english),
        "qr": qr_text(hub, booked.code),
        "applicant": masked(hub, booked),
        "channel": booked.channel,
        "reason": booked.reason,
        "need_by": booked.need_by.isoformat() if booked.need_by else None,
        "answer": str(booked.answer.get("words", "")),
        "check_in_from": (start - facts.check_in_early).isoformat(),
        "cancel_until": start.isoformat(),
    }


def qr_text(hub: Hub, code: str) -> str:
    """What the QR of an appointment holds: an address that shows nothing without the phone's last digits."""
    return f"{hub.settings.portal_url}/b/{code}"


def item_name(facts: BookingFacts, item: str, english: bool) -> str:
    """The item's name in the reader's language; its code where the hall no longer offers it."""
    offered = facts.offered.get(item)
    if offered is None:
        return item
    return offered.item.name_en if english and offered.item.name_en else offered.item.name


def place_name(facts: BookingFacts, item: str, english: bool) -> str:
    """Hall and area."""
    area = facts.place(item)
    hall = facts.hall.name_en if english else facts.hall.name
    if area is None:
        return hall
    return f"{hall}, area {area.letter} {area.name_en}" if english else f"{hall} {area.letter} 区 {area.name}"


def masked(hub: Hub, booked: Booked) -> dict[str, str]:
    """The person as everybody but a clerk sees them."""
    return {
        "name": mask_name(booked.name),
        "id_type": booked.id_type,
        "id_number": mask_id(hub.vault.open(booked.id_sealed)),
        "phone": mask_phone(hub.vault.open(booked.phone_sealed)),
    }
