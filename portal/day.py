"""A hall's day for the supervisor: counts, waits, clocks near due, bad ratings, what needs a person (SV-10 … SV-12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.appointment import State as BookingState
from booking.order import TicketKind
from booking.tickets import TicketState
from portal.cases.readings import Reading, read
from portal.cases.states import State
from portal.progress import ClockView, clock_view
from portal.store.cases import Case
from portal.store.clocks import StoredClock
from portal.store.ratings import RatingTask, StoredRating
from portal.store.tickets import Ticket
from portal.store.unit import Unit
from portal.supervision.day import DepartmentLoad, Flow, Hour, Visit, Waits, by_hour, flow_of, loads, waiting_now, waits
from portal.supervision.rating import Figures, Level, Loop, Rating, Step, figures
from portal.working_days import calendar
from printers.hub import JobState
from shared.clock import today, wall
from shared.speech import Speaker
from shared.workdays import WorkCalendar

MONTH = timedelta(days=30)
WINDOW = timedelta(days=3650)


@dataclass(frozen=True)
class Near:
    """A clock near or past its end, with its case."""

    case: Case
    clock: ClockView


@dataclass(frozen=True)
class DayView:
    """Everything the supervisor's page of one day shows."""

    day: date
    visits: int
    waiting: int
    waits: Waits
    hours: tuple[Hour, ...]
    flow: Flow
    loads: tuple[DepartmentLoad, ...]
    near: tuple[Near, ...]
    ratings: Figures
    tasks: tuple[tuple[RatingTask, StoredRating], ...]
    unknown_prints: int
    requests: int
    missing_year: int | None

    @property
    def over(self) -> int:
        """Open clocks that are broken."""
        return sum(load.over for load in self.loads)


def day_view(unit: Unit, hall: str, speaker: Speaker, now: datetime) -> DayView:
    """The hall's day as it stands now."""
    day, days = today(now), calendar(unit)
    tickets = unit.tickets.in_states(hall, day, list(TicketState))
    visits = [_visit(ticket) for ticket in tickets]
    clocks = _clocks(unit, hall)
    rated = unit.ratings.between(hall, now - MONTH, now + timedelta(seconds=1))
    return DayView(
        day=day,
        visits=len(visits),
        waiting=waiting_now(visits),
        waits=waits(visits),
        hours=by_hour(visits),
        flow=flow_of(_moves(unit, hall, day)),
        loads=loads((name, read(stored.clock, days, now)) for name, _, stored in clocks),
        near=_near(clocks, days, speaker, now),
        ratings=figures(_rating(one) for one in rated),
        tasks=tuple(unit.ratings.open_tasks(hall)),
        unknown_prints=unit.print_jobs.counts(hall).get(JobState.UNKNOWN.value, 0),
        requests=unit.appointments.count_in(hall, (BookingState.REQUESTED, BookingState.CONSULTING)),
        missing_year=days.missing_year(day),
    )


def _visit(ticket: Ticket) -> Visit:
    return Visit(
        area=ticket.area,
        taken_at=ticket.arrived_at,
        called_at=ticket.called_at,
        served_at=ticket.started_at,
        done_at=ticket.ended_at,
        booked=ticket.kind is TicketKind.BOOKED,
    )


def _rating(stored: StoredRating) -> Rating:
    return Rating(Step(stored.step), Level(stored.level), stored.named, stored.made_at, Loop(stored.state))


def _moves(unit: Unit, hall: str, day: date) -> Iterable[tuple[State, State]]:
    start, end = wall(day, "00:00"), wall(day + timedelta(days=1), "00:00")
    for event in unit.cases.events_between(hall, start, end):
        yield State(event.from_state), State(event.to_state)


Known = tuple[str, Case, StoredClock]


def _clocks(unit: Unit, hall: str) -> list[Known]:
    names = {one.code: one.name for one in unit.halls.departments()}
    cases = {case.id: case for case in unit.cases.open_in(hall)}
    found = unit.clocks.of_cases(list(cases))
    return [
        (names.get(stored.department, stored.department), cases[case_id], stored)
        for case_id, clocks in found.items()
        for stored in clocks
        if stored.clock.stopped_at is None and not stored.clock.open_ended
    ]


def _near(clocks: list[Known], days: WorkCalendar, speaker: Speaker, now: datetime) -> tuple[Near, ...]:
    views = [Near(case, clock_view(stored, days, speaker, now)) for _, case, stored in clocks]
    alarming = [one for one in views if one.clock.reading.alarm]
    return tuple(sorted(alarming, key=lambda one: _due(one.clock.reading, now)))[:8]


def _due(reading: Reading, now: datetime) -> datetime:
    return reading.due.at if reading.due else now + WINDOW
