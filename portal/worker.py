"""The process that does what nobody asks for: timers, messages, audit seals, silent printers; a crash loses nothing."""

import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta

from portal.actions.print_jobs import lapse_silent
from portal.hub import Hub
from portal.messages.dispatch import dispatch, drivers_of
from portal.start import open_hub
from portal.timers.run import due, put_off, run_one
from shared.ending import ended, hold_ends
from shared.settings import Settings

log = logging.getLogger("tongban.worker")
SEALS_AT_ONCE = 1000
SEAL_TIMER = "seal"
# A row can be committed later than a younger one; what is older than this is looked for once an hour.
LATE_ROWS = timedelta(minutes=10)

Chore = Callable[[Hub, datetime], object]


def work(settings: Settings) -> None:
    """Runs until SIGINT or SIGTERM; a round that is under way is finished first."""
    hold_ends()
    hub = open_hub(settings)
    chores = chores_of(settings)
    log.info("worker %d started", os.getpid())
    round_of(hub, chores)
    while not ended(settings.worker_seconds):
        round_of(hub, chores)
    hub.store.close()


def chores_of(settings: Settings) -> dict[str, Chore]:
    """What every round does, by name."""
    drivers = drivers_of(settings)
    return {
        "timers": run_timers,
        "messages": lambda hub, now: dispatch(hub, drivers, now),
        "printers": lapse,
        "seals": seal,
    }


def round_of(hub: Hub, chores: dict[str, Chore]) -> None:
    """One round; a chore that fails is logged and does not stop the others."""
    for name, chore in chores.items():
        try:
            chore(hub, hub.now())
        except Exception:
            log.exception("%s failed", name)


def run_timers(hub: Hub, now: datetime) -> None:
    """Runs the timers that are due; one that fails is tried again in a minute."""
    for timer, planned in due(hub, now):
        try:
            run_one(hub, timer, planned, now)
        except Exception:
            log.exception("timer %s failed", timer.name)
            put_off(hub, timer.name, now)


def lapse(hub: Hub, now: datetime) -> None:
    """Moves on print jobs whose agent fell silent."""
    with hub.store.read() as unit:
        if not unit.print_jobs.lapsing(now):
            return
    with hub.store.write() as unit:
        lapse_silent(unit, hub, now)


def seal(hub: Hub, now: datetime) -> int:
    """Chains the audit rows that were committed since the last round; a lock row keeps a second sealer out."""
    floor = f"{int((now - LATE_ROWS).timestamp() * 1000):012x}"
    with hub.store.read() as unit:
        if not unit.audit.waits(floor):
            return 0
    with hub.store.write() as unit:
        unit.timers.set(SEAL_TIMER, now, now)
        return unit.audit.seal(SEALS_AT_ONCE, floor)
