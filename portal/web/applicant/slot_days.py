"""A week of days and the slots of one day as the page shows them: free, few, full, to be asked for, closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from booking.hours import opening
from booking.slots import SlotKind
from portal.booking_facts import BookingFacts
from portal.offered_slots import LONGEST, OfferedSlot
from shared.clock import local, today
from shared.speech import Speaker

FEW = 2
NOON = 12
EVENING = 17
WEEK = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """What the visitor has chosen so far and where the links lead."""

    base: str
    day: date
    slot: str
    first: date
    last: date


def read_day(text: str | None, earliest: date) -> date | None:
    """The day an address names, if it is one for which slots may exist."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if earliest <= day <= earliest + LONGEST else None


def choose_day(offered: list[OfferedSlot], wanted: date | None, first: date) -> date:
    """The day that was asked for, else the first with a free in-hours slot, else the first with any."""
    if wanted:
        return wanted
    free = [one.slot.day for one in offered if one.reason is None]
    ordinary = [one.slot.day for one in offered if one.reason is None and one.slot.kind == SlotKind.IN_HOURS.value]
    return (ordinary or free or [first])[0]


def days(offered: list[OfferedSlot], shown: Shown, facts: BookingFacts, at: tuple[datetime, Speaker]) -> list[Any]:
    """The seven days of the chosen day's week."""
    monday = shown.day - timedelta(days=shown.day.weekday())
    week = [monday + place * ONE_DAY for place in range(WEEK)]
    return [_day(day, [one for one in offered if one.slot.day == day], shown, facts, at) for day in week]


def week_link(shown: Shown, way: int, earliest: date) -> str:
    """The address of the week before or after; empty where nothing is offered any more."""
    monday = shown.day - timedelta(days=shown.day.weekday()) + timedelta(days=WEEK * way)
    day = max(monday, earliest)
    there = monday + timedelta(days=WEEK) > earliest if way < 0 else monday <= shown.last
    return f"{shown.base}&day={day.isoformat()}" if there else ""


def _day(
    day: date, slots: list[OfferedSlot], shown: Shown, facts: BookingFacts, at: tuple[datetime, Speaker]
) -> dict[str, Any]:
    now, say = at
    free = [one for one in slots if one.reason is None]
    return {
        "href": f"{shown.base}&day={day.isoformat()}",
        "weekday": say.gettext(f"周{'一二三四五六日'[day.weekday()]}"),
        "number": day.day,
        "mark": _mark(day, slots, facts, at),
        "chosen": day == shown.day,
        "off": not free and day != shown.day,
        "label": say.full_date(day),
    }


def _mark(day: date, slots: list[OfferedSlot], facts: BookingFacts, at: tuple[datetime, Speaker]) -> str:
    """One word under the day; a make-up day says 班, a provisional one 暂定."""
    now, say = at
    free = [one for one in slots if one.reason is None]
    if day == today(now):
        return say.gettext("今天")
    if not free:
        word = "满" if any(one.reason == "full" for one in slots) else "休"
        return say.gettext(word) if slots or not opening(day, facts.hours, facts.calendar) else ""
    if all(one.slot.kind == SlotKind.OUT_OF_HOURS.value for one in free):
        return say.gettext("申请")
    if any(one.slot.provisional for one in free):
        return say.gettext("暂定")
    made_up = day.weekday() >= WEEK - 2 and facts.calendar.day(day).working
    return say.gettext("班") if made_up else ""


def parts(offered: Iterable[OfferedSlot], shown: Shown, say: Speaker) -> list[tuple[str, list[dict[str, Any]]]]:
    """The chosen day's slots under morning, afternoon and what has to be asked for."""
    mine = [one for one in offered if one.slot.day == shown.day]
    groups = {"上午": [], "下午": [], "工作时间之外（要申请）": []}  # type: dict[str, list[OfferedSlot]]
    for one in mine:
        groups[_part(one)].append(one)
    return [(say.gettext(name), [_slot(one, shown, say) for one in some]) for name, some in groups.items() if some]


def _part(one: OfferedSlot) -> str:
    if one.slot.kind == SlotKind.OUT_OF_HOURS.value:
        return "工作时间之外（要申请）"
    return "上午" if local(one.slot.start).hour < NOON else "下午"


def _slot(one: OfferedSlot, shown: Shown, say: Speaker) -> dict[str, Any]:
    free = one.slot.capacity - one.slot.taken
    return {
        "href": f"{shown.base}&day={shown.day.isoformat()}&slot={one.slot.id}",
        "time": say.time(one.slot.start),
        "note": _note(one, free, say),
        "few": one.reason is None and free <= FEW,
        "chosen": one.slot.id == shown.slot,
        "off": one.reason is not None,
    }


def _note(one: OfferedSlot, free: int, say: Speaker) -> str:
    if one.reason == "full":
        return say.gettext("已满")
    if one.reason == "lead_time":
        return say.gettext("来不及申请") if one.slot.kind == SlotKind.OUT_OF_HOURS.value else say.gettext("还没开放")
    if one.reason == "closed":
        return one.slot.closed_reason or say.gettext("不开放")
    left = say.gettext("余 %(free)s", free=free)
    return f"{left} · {say.gettext('暂定')}" if one.slot.provisional else left
