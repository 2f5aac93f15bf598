"""A clerk takes a window or leaves it; opening and closing change the estimates at once (WD-02)."""

from datetime import datetime

from portal.hall_facts import forget_hall_facts
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.halls import Window
from portal.store.unit import Unit
from shared.refusals import NotFound, Refusal


class WindowTaken(Refusal):
    """Another clerk sits at this window."""

    code = "window_taken"
    rule = "WD-07"
    status = 409


def sit_down(unit: Unit, hub: Hub, clerk: Actor, number: int, now: datetime) -> Window:
    """Seats the clerk at a window of the own hall, leaving an earlier one."""
    window = unit.halls.window(clerk.hall, number)
    if window is None:
        raise NotFound(field="window")
    if window.clerk not in {None, clerk.id}:
        raise WindowTaken(window=number)
    earlier = unit.halls.window_of(clerk.id)
    if earlier and earlier.number != number:
        unit.halls.seat(earlier, None, False, now)
    if not unit.halls.seat(window, clerk.id, True, now):
        raise WindowTaken(window=number)
    return _changed(unit, hub, clerk, ("window.opened", window), now)


def pause(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Window:
    """Stops or resumes calling at the clerk's window without leaving it."""
    window = _own(unit, clerk)
    unit.halls.seat(window, clerk.id, not window.open, now)
    return _changed(unit, hub, clerk, ("window.paused" if window.open else "window.resumed", window), now)


def stand_up(unit: Unit, hub: Hub, clerk: Actor, now: datetime) -> Window:
    """Leaves the window; nobody is called to it any more."""
    window = _own(unit, clerk)
    unit.halls.seat(window, None, False, now)
    return _changed(unit, hub, clerk, ("window.closed", window), now)


def _own(unit: Unit, clerk: Actor) -> Window:
    window = unit.halls.window_of(clerk.id)
    if window is None:
        raise NotFound(field="window")
    return window


def _changed(unit: Unit, hub: Hub, clerk: Actor, deed: tuple[str, Window], now: datetime) -> Window:
    action, window = deed
    forget_hall_facts()
    hub.record(unit, clerk, Deed(action, f"window:{window.hall}/{window.number}", now, {}, window.hall))
    return window
