"""The one exception to open walk-in: an emergency order with reason, start, end and who ordered it (BK-03, S28)."""

from datetime import datetime

from portal.hall_facts import forget_hall_facts
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.unit import Unit
from portal.walk_in_orders import keep_orders, kept_orders
from shared.clock import instant
from shared.refusals import Refusal


class OrderIncomplete(Refusal):
    """An order names its reason and who ordered it, and ends after it starts."""

    code = "order_incomplete"
    rule = "BK-03"


def give_order(unit: Unit, hub: Hub, order: tuple[str, datetime, datetime, str], by: tuple[Actor, datetime]) -> None:
    """Closes walk-in for a time; whoever has a booking is served as always."""
    actor, now = by
    reason, start, end, ordered_by = order
    if not reason.strip() or not ordered_by.strip() or start >= end or end <= now:
        raise OrderIncomplete(field="reason")
    kept = kept_orders(unit, actor.hall)
    new = {"reason": reason, "start": start.isoformat(), "end": end.isoformat(), "ordered_by": ordered_by}
    keep_orders(unit, actor.hall, [*kept, new])
    hub.record(unit, actor, Deed("booking_only.ordered", f"hall:{actor.hall}", now, new, actor.hall))
    forget_hall_facts()


def end_orders(unit: Unit, hub: Hub, by: tuple[Actor, datetime]) -> None:
    """Opens walk-in again at once; what was ordered stays on record."""
    actor, now = by
    kept = kept_orders(unit, actor.hall)
    past = [{**one, "end": min(instant(one["end"]), now).isoformat()} for one in kept if instant(one["start"]) < now]
    keep_orders(unit, actor.hall, past)
    hub.record(unit, actor, Deed("booking_only.ended", f"hall:{actor.hall}", now, {}, actor.hall))
    forget_hall_facts()
