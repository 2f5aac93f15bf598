"""Removes what has outlived its time: sessions, one-time codes, kept answers of retried requests."""

from datetime import datetime

from portal.hub import Hub
from portal.store.unit import Unit


def forget_expired(unit: Unit, _hub: Hub, now: datetime) -> int:
    """How many rows were removed; none of them is a record of what happened."""
    return unit.sessions.forget_expired(now) + unit.idempotency.forget_expired(now)
