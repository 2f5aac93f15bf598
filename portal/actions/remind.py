"""Reminds of tomorrow's appointments in time to cancel them (BK-12)."""

from datetime import datetime, timedelta

from portal import booking_texts
from portal.actions.book import told_of
from portal.booking_facts import booking_facts
from portal.hub import Hub, TextMessage
from portal.store.unit import Unit

SOON, LATEST = timedelta(hours=2), timedelta(hours=20)


def remind(unit: Unit, hub: Hub, now: datetime) -> int:
    """Sends each reminder once and says how many; who booked within the span was told just now and is left out."""
    sent = 0
    for booked in unit.appointments.to_remind(now + SOON, now + LATEST):
        if now - booked.made_at < SOON or not unit.appointments.change(booked, reminded_at=now):
            continue
        text = booking_texts.reminder(told_of(booking_facts(unit, booked.hall, now), booked))
        hub.text_message(unit, TextMessage("appointment.reminder", text, phone_sealed=booked.phone_sealed), now)
        sent += 1
    return sent
