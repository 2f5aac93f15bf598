"""How far ahead an appointment may be asked for, and in which order a wish is refused (BK-07, BK-08, BK-09)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from booking.appointment import State
from booking.blacklist import Listing
from booking.refusals import (
    BeyondHorizon,
    Blacklisted,
    LeadTime,
    NotOnOutOfHoursList,
    Overlapping,
    Past,
    ReasonRequired,
    SlotClosed,
    SlotFull,
    TooSoon,
)
from booking.slots import Slot, SlotKind
from shared.clock import local
from shared.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)


class LeadRule(StrEnum):
    """How the working days of BK-09 are counted (requirements A1)."""

    BACKWARD = "backward"
    FORWARD = "forward"


@dataclass(frozen=True)
class BookingRules:
    """Hall settings of this room; the lead of 1 to 5 working days is the regulation's own."""

    lead_rule: LeadRule = LeadRule.BACKWARD
    lead_min_days: int = 1
    lead_max_days: int = 5
    in_hours_min_minutes: int = 0
    in_hours_max_days: int = 14

    def __post_init__(self) -> None:
        if not 1 <= self.lead_min_days <= self.lead_max_days:
            raise ValueError("the lead is at least one working day, and its end not before its start")


@dataclass(frozen=True)
class LeadWindow:
    """From and to which date an out-of-hours slot may be asked for, both days included."""

    earliest: date
    first_working: date
    latest: date
    provisional: bool = False


@dataclass(frozen=True)
class Wish:
    """What a person asks for, with everything the answer depends on."""

    slot: Slot
    listed: bool = False
    reason: str = ""
    listing: Listing | None = None
    held: tuple[tuple[datetime, datetime], ...] = ()


def lead_days(booked_on: date, slot_day: date, calendar: WorkCalendar, rule: LeadRule = LeadRule.BACKWARD) -> int:
    """Working days of lead. Backward: `booked_on <= w < slot_day`. Forward: `booked_on < w <= slot_day`."""
    shift = _shift(rule)
    return calendar.working_days_between(booked_on + shift, slot_day + shift)


def lead_window(slot_day: date, calendar: WorkCalendar, rules: BookingRules) -> LeadWindow:
    """The dates on which this slot may be asked for; days off just before the earliest working day belong to it."""
    shift = _shift(rules.lead_rule)
    end = slot_day + shift
    earliest = calendar.back(end, rules.lead_max_days + 1) + ONE_DAY - shift
    latest = calendar.back(end, rules.lead_min_days) - shift
    first_working = earliest if calendar.working(earliest) else calendar.add(earliest, 1).day
    provisional = calendar.provisional(earliest) or calendar.provisional(slot_day)
    return LeadWindow(earliest, first_working, latest, provisional)


def last_slot_day(today: date, calendar: WorkCalendar, rules: BookingRules) -> date:
    """The last day for which slots must exist: the ordinary horizon, or further where the lead rule still reaches."""
    last = today + rules.in_hours_max_days * ONE_DAY
    while lead_days(today, last + ONE_DAY, calendar, rules.lead_rule) <= rules.lead_max_days:
        last += ONE_DAY
    return last


def check_wish(wish: Wish, now: datetime, calendar: WorkCalendar, rules: BookingRules) -> State:
    """The state a granted wish starts in; otherwise the first refusal in the published order (product §4)."""
    slot = wish.slot
    _check_slot_time(slot, now)
    if slot.kind is SlotKind.OUT_OF_HOURS:
        _check_out_of_hours(wish, local(now).date(), calendar, rules)
    else:
        _check_in_hours(slot, now, rules)
    _check_person(wish)
    if slot.free == 0:
        raise SlotFull(field="slot", start=slot.start)
    return State.REQUESTED if slot.kind is SlotKind.OUT_OF_HOURS else State.CONFIRMED


def bookable_reason(slot: Slot, now: datetime, calendar: WorkCalendar, rules: BookingRules) -> str | None:
    """Why nobody can book this slot now (`closed`, `lead_time`, `full`), or None; the person is not asked here."""
    try:
        _check_slot_time(slot, now)
        if slot.kind is SlotKind.OUT_OF_HOURS:
            _check_lead(slot, local(now).date(), calendar, rules)
        else:
            _check_in_hours(slot, now, rules)
    except (Past, SlotClosed):
        return "closed"
    except (LeadTime, BeyondHorizon, TooSoon):
        return "lead_time"
    return "full" if slot.free == 0 else None


def _shift(rule: LeadRule) -> timedelta:
    """Counting forward is counting backward one day later."""
    return ONE_DAY if rule is LeadRule.FORWARD else timedelta(0)


def _lead_fits(booked_on: date, slot_day: date, calendar: WorkCalendar, rules: BookingRules) -> bool:
    ahead = lead_days(booked_on, slot_day, calendar, rules.lead_rule)
    return rules.lead_min_days <= ahead <= rules.lead_max_days


def _check_slot_time(slot: Slot, now: datetime) -> None:
    if slot.start <= now:
        raise Past(field="slot", start=slot.start)
    # A day whose calendar was taken back after its slots were made is not offered either.
    if slot.closed or (slot.provisional and slot.kind is SlotKind.OUT_OF_HOURS):
        raise SlotClosed(field="slot", start=slot.start)


def _check_out_of_hours(wish: Wish, today: date, calendar: WorkCalendar, rules: BookingRules) -> None:
    if not wish.listed:
        raise NotOnOutOfHoursList(field="slot", start=wish.slot.start)
    _check_lead(wish.slot, today, calendar, rules)
    if not wish.reason.strip():
        raise ReasonRequired(field="reason")


def _check_lead(slot: Slot, today: date, calendar: WorkCalendar, rules: BookingRules) -> None:
    slot_day = local(slot.start).date()
    if not _lead_fits(today, slot_day, calendar, rules):
        window = lead_window(slot_day, calendar, rules)
        ahead = lead_days(today, slot_day, calendar, rules.lead_rule)
        raise LeadTime(field="slot", day=slot_day, earliest=window.earliest, latest=window.latest, ahead=ahead)


def _check_in_hours(slot: Slot, now: datetime, rules: BookingRules) -> None:
    if slot.start - now < timedelta(minutes=rules.in_hours_min_minutes):
        raise TooSoon(field="slot", start=slot.start, minutes=rules.in_hours_min_minutes)
    slot_day = local(slot.start).date()
    opens = slot_day - rules.in_hours_max_days * ONE_DAY
    if local(now).date() < opens:
        raise BeyondHorizon(field="slot", day=slot_day, opens=opens, days=rules.in_hours_max_days)


def _check_person(wish: Wish) -> None:
    if wish.listing is not None:
        raise Blacklisted(since=wish.listing.since, until=wish.listing.until, again=wish.listing.until + ONE_DAY)
    if any(start < wish.slot.end and wish.slot.start < end for start, end in wish.held):
        raise Overlapping(field="slot", start=wish.slot.start)
