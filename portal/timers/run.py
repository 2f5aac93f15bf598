"""Runs the timers that are due, each in one transaction with the row that says when it runs next (exactly once)."""

import logging
from datetime import datetime, timedelta

from portal.hub import Hub
from portal.timers.table import TIMERS, Timer

log = logging.getLogger("tongban.timers")
AFTER_FAILURE = timedelta(minutes=1)


def due(hub: Hub, now: datetime) -> list[tuple[Timer, datetime | None]]:
    """The timers that should run at this instant, each with the time it was planned for."""
    with hub.store.read() as unit:
        kept = unit.timers.all()
    planned = {timer.name: kept[timer.name][0] if timer.name in kept else None for timer in TIMERS}
    return [(timer, planned[timer.name]) for timer in TIMERS if _is_due(planned[timer.name], now)]


def run_due(hub: Hub, now: datetime) -> list[str]:
    """Runs what is due and answers the names of what ran; a failure ends it."""
    return [timer.name for timer, planned in due(hub, now) if run_one(hub, timer, planned, now)]


def run_one(hub: Hub, timer: Timer, planned: datetime | None, now: datetime) -> bool:
    """Runs one timer unless another worker moved it on first."""
    with hub.store.write() as unit:
        if not unit.timers.take(timer.name, planned, timer.following(now), now):
            return False
        done = timer.work(unit, hub, now) if timer.work else 0
    if timer.sweep:
        done = timer.sweep(hub, now)
    if done:
        log.info("%s: %s", timer.name, done)
    return True


def put_off(hub: Hub, name: str, now: datetime) -> None:
    """After a failure: not at every round, but soon."""
    with hub.store.write() as unit:
        unit.timers.set(name, now + AFTER_FAILURE)


def _is_due(planned: datetime | None, now: datetime) -> bool:
    return planned is None or planned <= now
