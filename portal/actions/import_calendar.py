"""Takes a year's working-day table into force; what is computed from it is computed anew (product.md §5.3)."""

from datetime import datetime

from portal.actions.extend_slots import extend_slots
from portal.actions.sweep_clocks import sweep_clocks
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.unit import Unit
from portal.working_days import days_of
from shared.workdays import YearTable


def import_calendar(unit: Unit, hub: Hub, table: YearTable, actor: Actor, now: datetime) -> int:
    """Stores the table and answers its version; an earlier one of the same year is replaced."""
    version = unit.halls.put_calendar_year(table.year, table.source, days_of(table), now)
    facts = {"notice": table.source, "holidays": len(table.holidays), "make_up": len(table.make_up)}
    hub.record(unit, actor, Deed("calendar.imported", f"calendar:{table.year}", now, facts))
    extend_slots(unit, hub, actor, now)
    sweep_clocks(unit, hub, now)
    return version
