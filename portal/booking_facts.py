"""What every booking needs of a hall and its catalogue, read once and remembered for seconds, never per request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from booking.appointment import CheckInRules
from booking.blacklist import BlacklistRules
from booking.hours import HallHours, closing
from booking.window import BookingRules
from portal.booking_rules import booking_rules, values_of
from portal.catalog.catalogue import item_of
from portal.catalog.item import Item
from portal.opening import hours_of
from portal.store.halls import Area, Hall
from portal.store.items import OfferedItem
from portal.store.unit import Unit
from portal.working_days import calendar
from shared.clock import today
from shared.hall_settings import HallValues
from shared.refusals import NotFound
from shared.workdays import WorkCalendar

MEMORY = timedelta(seconds=3)
BACK, AHEAD = timedelta(days=400), timedelta(days=400)


@dataclass(frozen=True)
class BookingFacts:
    """A hall with its hours, calendar, settings, offered items and out-of-hours list."""

    hall: Hall
    areas: Mapping[str, Area]
    hours: HallHours
    calendar: WorkCalendar
    values: HallValues
    offered: Mapping[str, OfferedItem]
    listed: Mapping[str, date]

    @cached_property
    def rules(self) -> BookingRules:
        """How far ahead may be booked (BK-09)."""
        return booking_rules(self.values)

    @cached_property
    def check_in_rules(self) -> CheckInRules:
        """How early, how late, and whether a late cancellation spares the no-show."""
        return CheckInRules(
            early_minutes=self.values.whole("appointment_early_minutes"),
            late_minutes=self.values.whole("appointment_late_minutes"),
            late_cancel=not self.values.yes("late_cancel_is_no_show"),
        )

    @cached_property
    def check_in_early(self) -> timedelta:
        """How long before its start a booking can check in as booked."""
        return timedelta(minutes=self.check_in_rules.early_minutes)

    @cached_property
    def blacklist_rules(self) -> BlacklistRules:
        """When no-shows close booking (BK-14)."""
        return BlacklistRules(
            misses=self.values.whole("no_show_limit"),
            within_months=self.values.whole("no_show_months"),
            barred_months=self.values.whole("blacklist_months"),
            one_per_day=self.values.yes("same_day_counts_once"),
        )

    def closing(self, day: date) -> datetime | None:
        """When ordinary service ends on a day; None where the hall does not open."""
        return closing(day, self.hours, self.calendar)

    def item(self, code: str) -> Item:
        """The guide of an offered item; NotFound when this hall does not offer it (CT-22)."""
        offered = self.offered.get(code)
        if offered is None:
            raise NotFound(field="item")
        return guide_of(offered)

    def place(self, code: str) -> Area | None:
        """The area where an item is done in this hall."""
        offered = self.offered.get(code)
        return self.areas.get(offered.area) if offered else None


class _Memory:
    """Facts by database and hall; a change in another process is seen within MEMORY."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, dict[str, tuple[datetime, BookingFacts]]] = WeakKeyDictionary()

    def get(self, unit: Unit, hall: str, now: datetime) -> BookingFacts:
        """The facts of a hall; NotFound for an unknown one."""
        halls = self._kept.setdefault(unit.connection.engine, {})
        kept = halls.get(hall)
        if kept and abs(now - kept[0]) < MEMORY:
            return kept[1]
        facts = read(unit, hall, now)
        halls[hall] = (now, facts)
        return facts

    def forget(self) -> None:
        """Reads anew at the next question, for those who just changed something."""
        self._kept.clear()


def read(unit: Unit, code: str, now: datetime) -> BookingFacts:
    """The facts as they stand now."""
    hall = unit.halls.get(code)
    if hall is None:
        raise NotFound(field="hall")
    day = today(now)
    return BookingFacts(
        hall=hall,
        areas={area.letter: area for area in unit.halls.areas(code)},
        hours=hours_of(unit, hall, day - BACK, day + AHEAD),
        calendar=calendar(unit),
        values=values_of(unit, code),
        offered={offered.item.code: offered for offered in unit.items.offered(code)},
        listed=unit.items.out_of_hours(code, day),
    )


_GUIDES: dict[str, tuple[tuple[int, datetime], Item]] = {}


def guide_of(offered: OfferedItem) -> Item:
    """The guide of an item; each version of it is read once per process."""
    item = offered.item
    version = (item.version, item.changed_at)
    known = _GUIDES.get(item.code)
    if known is None or known[0] != version:
        known = _GUIDES[item.code] = (version, item_of(item.body))
    return known[1]


_MEMORY = _Memory()
booking_facts = _MEMORY.get
forget_booking_facts = _MEMORY.forget
