"""The booking desk's rows: requests by the time that is left, the day's appointments, what was missed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from booking.appointment import State
from portal.booking_facts import BookingFacts
from portal.store.appointments import Booked
from portal.store.no_shows import Miss
from portal.store.unit import Unit
from portal.web.api.appointment_json import item_name
from portal.web.applicant.words import STATES
from shared.codes import show_code
from shared.privacy import mask_name
from shared.speech import Speaker

WAITING = (State.REQUESTED, State.CONSULTING)
ADDRESS = "/staff/bookings"
NEAR, SOON = 0.8, 0.5
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """What is shown: which list, which day, which appointment stands open."""

    view: str
    day: date
    code: str

    def href(self, code: str) -> str:
        """The same list with another appointment open."""
        return f"{ADDRESS}/?view={self.view}&day={self.day.isoformat()}&code={code}"


def rows(unit: Unit, facts: BookingFacts, desk: Desk, at: tuple[datetime, Speaker]) -> list[dict[str, Any]]:
    """The rows of the chosen list."""
    if desk.view == "missed":
        return _missed_rows(unit, facts, desk, at[1])
    if desk.view == "day":
        return [_row(facts, one, desk, at) for one in unit.appointments.of_day(facts.hall.code, desk.day)]
    return [_row(facts, one, desk, at) for one in unit.appointments.in_states(facts.hall.code, WAITING)]


def _row(facts: BookingFacts, booked: Booked, desk: Desk, at: tuple[datetime, Speaker]) -> dict[str, Any]:
    now, say = at
    words, kind, drawing = STATES[booked.now_in]
    waits = booked.now_in in WAITING
    used = _used(booked, now) if waits else 0.0
    state = "near" if used >= NEAR else "soon" if used >= SOON else "ok"
    return {
        "href": desk.href(booked.code),
        "title": item_name(facts, booked.item, say.english),
        "tag": {"text": say.gettext(words), "kind": kind, "drawing": drawing},
        "who": mask_name(booked.name),
        "number": show_code(booked.code),
        "state": state if waits else "done" if not booked.is_open else "ok",
        "words": say.datetime(booked.start) if waits else say.time_range(booked.start, booked.end),
        "aside": say.duration(booked.start - now) if waits and timedelta(0) < booked.start - now < A_DAY else "",
        "parts": [(state, round(used * 100))] if waits else [("done", 100 if not booked.is_open else 0)],
        "current": booked.code == desk.code,
    }


def _used(booked: Booked, now: datetime) -> float:
    """How much of the time between asking and the slot is gone."""
    given = (booked.start - booked.made_at).total_seconds()
    return min(1.0, max(0.0, (now - booked.made_at).total_seconds() / given)) if given > 0 else 1.0


def _missed_rows(unit: Unit, facts: BookingFacts, desk: Desk, say: Speaker) -> list[dict[str, Any]]:
    misses = sorted(unit.no_shows.of_hall(facts.hall.code), key=lambda one: not _waits(one))
    return [_missed_row(facts, miss, desk, say) for miss in misses]


def _missed_row(facts: BookingFacts, miss: Miss, desk: Desk, say: Speaker) -> dict[str, Any]:
    code = str(miss.evidence.get("code", ""))
    waits, voided = _waits(miss), miss.voided_at is not None
    word = "爽约已撤销" if voided else "有说明，待答复" if waits else "爽约"
    return {
        "href": desk.href(code),
        "title": item_name(facts, str(miss.evidence.get("item", "")), say.english),
        "tag": {"text": say.gettext(word), "kind": "go" if voided else "wait" if waits else "stop", "drawing": ""},
        "who": say.gettext("预约号"),
        "number": show_code(code),
        "state": "soon" if waits else "done",
        "words": say.day(miss.day),
        "aside": "",
        "parts": [("soon" if waits else "done", 100)],
        "current": code == desk.code,
    }


def _waits(miss: Miss) -> bool:
    return bool(miss.objection) and (miss.objection or {}).get("state") == "waiting"
