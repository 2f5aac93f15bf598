"""What the tests of a case need: instants in Shanghai, the shipped calendar and catalogue, a fresh checklist."""

from datetime import date, datetime, time

from portal.cases.clocks import Clock, Suspension, Unit
from portal.cases.materials import Checklist, Finding, Tick, checklist_for
from portal.cases.moves import ClockKind
from portal.catalog.catalogue import load_catalogue
from portal.catalog.item import Item, Situation
from portal.catalog.places import load_places
from shared.clock import SHANGHAI
from shared.workdays import load

CALENDAR = load()
CATALOGUE = load_catalogue()
PLACES = load_places()
CONSTRUCTOR, COST_ENGINEER = "410190021000", "410190022000"
FOOD, SOCIAL_CARD = "410190002000", "412090001000"


def at(text: str) -> datetime:
    """An instant by the hall's wall clock: "2026-11-23 10:21"."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def on(day: date, clock: time = time(10)) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)


def review(start: str, length: int = 10, *stops: Suspension) -> Clock:
    return Clock(ClockKind.REVIEW, at(start), length, Unit.WORKING_DAY, stops)


def stopped(start: str, end: str | None = None, days: int | None = None, reason: str = "publicity") -> Suspension:
    until = date.fromisoformat(end) if end else None
    return Suspension(date.fromisoformat(start), until, reason, "操作规程附件 四（二）5", days)


def renewal() -> tuple[Item, Situation]:
    return CATALOGUE.situation(CONSTRUCTOR, "renewal")


def missing(problem: str = "没有企业公章", remedy: str = "盖章后重交") -> Finding:
    return Finding(Tick.MISSING, problem, remedy)


def all_complete(checklist: Checklist | None = None) -> Checklist:
    """The renewal with every line that may be needed ticked as complete."""
    checked = checklist or checklist_for(*renewal())
    for line in checked.unchecked:
        checked = checked.found(line.no, Finding(Tick.COMPLETE))
    return checked
