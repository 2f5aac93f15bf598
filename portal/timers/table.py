"""The table of timers: name, rhythm, work. A timer that was missed runs once, as soon as the worker is back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.actions.close_day import close_day
from portal.actions.extend_slots import extend_slots
from portal.actions.forget_expired import forget_expired
from portal.actions.remind import remind
from portal.actions.sweep_clocks import sweep_clocks
from portal.hub import Hub
from portal.people import SYSTEM
from portal.store.unit import Unit
from portal.timers.schedule import Next, daily, every

AT_ONCE = 10_000
Work = Callable[[Unit, Hub, datetime], object]
Sweep = Callable[[Hub, datetime], object]


@dataclass(frozen=True)
class Timer:
    """One thing the hub does by itself; it answers how much it did.

    `work` happens in the transaction that moves the timer on, `sweep` afterwards in transactions of its own: a sweep
    judges each thing once by itself, so that a crash in the middle only leaves the rest for the next time.
    """

    name: str
    following: Next
    work: Work | None = None
    sweep: Sweep | None = None


def _extend(unit: Unit, hub: Hub, now: datetime) -> object:
    return extend_slots(unit, hub, SYSTEM, now)


def _seal_late(unit: Unit, _hub: Hub, _now: datetime) -> object:
    """The sealer of each second looks at young rows only; this one looks at all."""
    return unit.audit.seal(AT_ONCE)


TIMERS = (
    Timer("slots", daily("00:05"), _extend),
    Timer("close_day", every(timedelta(minutes=5)), sweep=close_day),
    Timer("remind", every(timedelta(minutes=5)), work=remind),
    Timer("sweep_clocks", every(timedelta(minutes=5)), work=sweep_clocks),
    Timer("late_seals", every(timedelta(hours=1)), _seal_late),
    Timer("forget", every(timedelta(hours=1)), forget_expired),
)
