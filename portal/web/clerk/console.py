"""The window console as one page: the line, intake and machines; after a refusal it shows again what was typed."""

from collections.abc import Callable

from flask import Response

from portal import line
from portal.hall_facts import hall_facts
from portal.web.clerk import beside, intake_pane
from portal.web.clerk.desk import desk
from portal.web.clerk.intake_pane import Shown
from portal.web.context import actor, hub, now
from portal.web.fragments import polled


def console(shown: Shown) -> Response:
    """The console of the clerk's window, or the choice of a window."""
    with hub().store.read() as unit:
        window = unit.halls.window_of(actor().id)
        if window is None:
            return desk("clerk/window_choice", windows=unit.halls.windows(actor().hall))
        facts = hall_facts(unit, window.hall, now())
        view = line.window_view(unit, window, facts, now())
        pane = intake_pane.pane(unit, view, facts, shown)
        end = beside.beside(unit, view, pane)
    status = shown.refusal.status if shown.refusal else 200
    values = {"view": view, "facts": facts, "intake": pane, "beside": end, "once_key": keys(view)}
    return polled(desk("clerk/window", "queue", status, **values))


def keys(view: line.WindowView) -> Callable[[str], str]:
    """Keys that stay the same while the window stands still: a second press is the same move."""
    one = view.current
    stands = f"{one.id}-{one.state}-{one.calls}-{one.passes}" if one else f"free-{view.last_call}-{view.window.open}"
    return lambda step: f"{view.window.hall}-{view.window.number}-{stands}-{step}"[:120]
