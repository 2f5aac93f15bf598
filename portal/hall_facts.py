"""What a hall's queue needs at every ticket and hardly ever changes, remembered for a few seconds per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from booking.order import QueueRules
from booking.tickets import PassRules
from booking.waiting import ServiceTime, learned
from booking.walk_in import BookingOnlyOrder
from portal.store.halls import Area, Hall, Window
from portal.store.unit import Unit
from portal.walk_in_orders import orders
from shared.clock import today
from shared.hall_settings import HallValues
from shared.refusals import NotFound

MEMORY = timedelta(seconds=3)
SAMPLES = 200


@dataclass(frozen=True)
class HallFacts:
    """A hall, its areas, windows, settings, which item queues where, and how long a service takes today."""

    hall: Hall
    areas: Mapping[str, Area]
    windows: tuple[Window, ...]
    items: Mapping[str, tuple[str, str, str]]
    values: HallValues
    services: tuple[tuple[str, float], ...]
    orders: tuple[BookingOnlyOrder, ...] = ()

    @cached_property
    def queue_rules(self) -> QueueRules:
        """The hall's declared order."""
        return QueueRules(
            priority_minutes=self.values.whole("priority_minutes"),
            booked_minutes=self.values.whole("booked_minutes"),
            late_minutes=self.values.whole("appointment_late_minutes"),
            ordinary_per_priority=self.values.whole("priority_every"),
        )

    @cached_property
    def pass_rules(self) -> PassRules:
        """How often a call may be missed."""
        return PassRules(
            passes_allowed=self.values.whole("passes_allowed"),
            return_minutes=self.values.whole("passed_ticket_minutes"),
        )

    def service_time(self, area: str) -> ServiceTime:
        """Minutes of one service in an area: today's, drawn to the hall's usual figure."""
        usual = float(self.values.whole("service_minutes"))
        return learned([minutes for letter, minutes in self.services if letter == area], ServiceTime(usual, usual / 2))

    def serving(self, area: str) -> tuple[Window, ...]:
        """The windows that serve an area, open or not."""
        return tuple(window for window in self.windows if area in window.areas)


class _Memory:
    """Facts by store and hall; a change anywhere is seen within MEMORY."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[datetime, HallFacts]] = {}

    def get(self, unit: Unit, hall: str, now: datetime) -> HallFacts:
        place = (str(unit.connection.engine.url), hall)
        kept = self._kept.get(place)
        if kept and abs(now - kept[0]) < MEMORY:
            return kept[1]
        facts = read(unit, hall, now)
        self._kept[place] = (now, facts)
        return facts

    def forget(self) -> None:
        self._kept.clear()


def read(unit: Unit, code: str, now: datetime) -> HallFacts:
    """The facts as they stand now; NotFound for an unknown hall."""
    hall = unit.halls.get(code)
    if hall is None:
        raise NotFound(field="hall")
    chosen: dict[str, Any] = unit.halls.settings(code)
    return HallFacts(
        hall=hall,
        areas={area.letter: area for area in unit.halls.areas(code)},
        windows=tuple(unit.halls.windows(code)),
        items={
            offered.item.code: (offered.area, offered.item.name, offered.item.name_en)
            for offered in unit.items.offered(code)
        },
        values=HallValues({name: str(value) for name, value in chosen.items()}),
        services=tuple(unit.tickets.services(code, today(now), SAMPLES)),
        orders=orders(unit, code),
    )


_MEMORY = _Memory()
hall_facts = _MEMORY.get
forget_hall_facts = _MEMORY.forget
