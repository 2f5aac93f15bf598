"""What the booking desk prints: N2 on the laser; N1, N26 and N25 on the thermal printer of the hall (BK-05, BK-10)."""

from typing import Any

from booking.appointment import State
from portal.actions import print_paper
from portal.booking_facts import BookingFacts, booking_facts
from portal.hub import Hub
from portal.papers.n1 import n1
from portal.papers.n2 import n2
from portal.papers.n25 import n25
from portal.papers.n26 import n26
from portal.store.appointments import Booked
from portal.store.unit import Unit
from portal.web.applicant.home import situation_of
from portal.web.context import actor, now, speaker
from shared.clock import today
from shared.wire import Media


def print_registration(unit: Unit, home: Hub, booked: Booked) -> None:
    """《预约登记表》."""
    data = n2(home, booking_facts(unit, booked.hall, now()), booked)
    _queue(unit, home, booked, print_paper.Paper("n2", Media.A4, data, "预约登记表", "appointment", data["number"]))


def print_slips(unit: Unit, home: Hub, booked: Booked) -> None:
    """Proof and checklist of a confirmed booking; for a missed one the notice, where the person is listed."""
    facts = booking_facts(unit, booked.hall, now())
    if booked.now_in is State.NO_SHOW:
        _notice(unit, home, facts, booked)
        return
    guide = facts.item(booked.item)
    matter = (guide, situation_of(guide, booked.situation))
    where = speaker().gettext("预约受理")
    _slip(unit, home, booked, ("n1", n1(home, facts, booked, speaker(), where)))
    _slip(unit, home, booked, ("n26", n26(home, facts, matter, speaker(), where)))


def _notice(unit: Unit, home: Hub, facts: BookingFacts, booked: Booked) -> None:
    day = today(now())
    misses = {miss.id: miss for miss in unit.no_shows.of_person(booked.id_blind)}
    for entry in unit.no_shows.listings(booked.id_blind):
        if entry.lifted_at is None and entry.from_day <= day <= entry.until_day:
            used = [misses[one] for one in entry.no_shows if one in misses]
            _slip(unit, home, booked, ("n25", n25(home, facts, (booked, entry), used, speaker())))


def _slip(unit: Unit, home: Hub, booked: Booked, paper: tuple[str, dict[str, Any]]) -> None:
    kind, data = paper
    made = print_paper.Paper(kind, Media.SLIP, data, booked.code, "appointment", booked.id)
    _queue(unit, home, booked, made)


def _queue(unit: Unit, home: Hub, booked: Booked, paper: print_paper.Paper) -> None:
    document = print_paper.make(unit, home, paper, actor(), now())
    print_paper.queue(unit, home, document, print_paper.PrintWish(booked.hall), (actor(), now()))
