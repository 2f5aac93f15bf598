"""Queue numbers, tickets and calls. A number comes from one counter row; a move is a guarded update."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from booking.order import Entry, Priority, Rank, RankReason, TicketKind, Waiting
from booking.tickets import IN_LINE, TicketState
from portal.store.prepared import Prepared
from portal.store.repository import Repository
from portal.store.tables.queue import calls, counters, tickets

_NAMES = tuple(tickets.columns.keys())
_LINE = tuple(state.value for state in IN_LINE)


def _next_serial(dialect: Any) -> Any:
    row = dialect.insert(counters).values(hall=bindparam("hall"), area=bindparam("area"), day=bindparam("day"), last=1)
    return row.on_conflict_do_update(
        index_elements=["hall", "area", "day"], set_={"last": counters.c.last + 1}
    ).returning(counters.c.last)


_SERIAL = Prepared({"sqlite": _next_serial(sqlite), "postgresql": _next_serial(postgresql)})
_INSERT = Prepared(insert(tickets))
_CALL = Prepared(insert(calls))
_BY_TOKEN = Prepared(select(tickets).where(tickets.c.token == bindparam("b_token")))
_BY_ID = Prepared(select(tickets).where(tickets.c.id == bindparam("b_id")))
_BEFORE = select(func.count()).where(
    tickets.c.hall == bindparam("hall"),
    tickets.c.day == bindparam("day"),
    tickets.c.area == bindparam("area"),
    tickets.c.state.in_([literal(state) for state in _LINE]),
    tickets.c.rank < bindparam("rank"),
)
_AHEAD = Prepared(_BEFORE)


def _line_of(hall: Any, day: Any, areas: Any) -> Select[Any]:
    return (
        select(tickets)
        .where(
            tickets.c.hall == hall,
            tickets.c.day == day,
            tickets.c.area.in_(areas),
            tickets.c.state.in_(_LINE),
        )
        .order_by(tickets.c.rank)
    )


_FIRST = (
    _line_of(bindparam("hall"), bindparam("day"), bindparam("areas", expanding=True))
    .limit(1)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True)
class Ticket:
    """A ticket as stored; `rank` is the text that orders the line, `token` opens its page."""

    id: str
    hall: str
    area: str
    day: date
    serial: int
    number: str
    token: str
    kind: TicketKind
    priority: str
    state: TicketState
    rank: str
    rank_at: datetime
    rank_reason: RankReason
    arrived_at: datetime
    state_since: datetime
    slot_start: datetime | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    window: int | None = None
    clerk: str | None = None
    passes: int = 0
    calls: int = 0
    item: str | None = None
    appointment: str | None = None
    id_blind: str | None = None
    source: str = ""
    helped_by: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def entry(self) -> Entry:
        """How it joined the line, as the order sees it."""
        priority = Priority(self.priority) if self.priority else None
        return Entry(self.arrived_at, self.serial, self.kind, priority, self.slot_start)

    @property
    def waiting(self) -> Waiting:
        """Its place, as the order sees it."""
        head_start = max(self.arrived_at - self.rank_at, self.arrived_at - self.arrived_at)
        return Waiting(self.number, self.entry, Rank(self.rank_at, self.rank, self.rank_reason, head_start))


@dataclass(frozen=True)
class Call:
    """One call of a number to a window, as the hall screen shows it."""

    id: str
    hall: str
    day: date
    ticket: str
    number: str
    window: int
    kind: str
    at: datetime


class Tickets(Repository):
    """Questions about one day's line and the tickets in it."""

    def next_serial(self, hall: str, area: str, day: date) -> int:
        """The next number of an area's day; the counter row makes every answer different."""
        counted = _SERIAL.all(self._connection, {"hall": hall, "area": area, "day": day})
        return int(counted[0][0])

    def add(self, ticket: Ticket) -> None:
        """Stores a new ticket."""
        _INSERT.changed(self._connection, {**ticket.__dict__, "facts": dict(ticket.facts)})

    def ahead(self, ticket: Ticket) -> int:
        """How many in the same area are called before it."""
        place = {"hall": ticket.hall, "day": ticket.day, "area": ticket.area, "rank": ticket.rank}
        return int(_AHEAD.all(self._connection, place)[0][0])

    def by_token(self, token: str) -> Ticket | None:
        """The ticket behind a token, or None."""
        row = _BY_TOKEN.first(self._connection, {"b_token": token})
        return _ticket(dict(zip(_NAMES, row, strict=True))) if row else None

    def by_id(self, ticket: str) -> Ticket | None:
        """One ticket, or None."""
        row = _BY_ID.first(self._connection, {"b_id": ticket})
        return _ticket(dict(zip(_NAMES, row, strict=True))) if row else None

    def by_number(self, hall: str, day: date, number: str) -> Ticket | None:
        """A day's ticket by the number people say, or None."""
        query = select(tickets).where(tickets.c.hall == hall, tickets.c.day == day, tickets.c.number == number)
        row = self._connection.execute(query).mappings().first()
        return _ticket(row) if row else None

    def line(self, hall: str, day: date, areas: Collection[str]) -> list[Ticket]:
        """Everybody in line in these areas, in the order of the rank."""
        return [_ticket(row) for row in self._connection.execute(_line_of(hall, day, tuple(areas))).mappings()]

    def first_in_line(self, hall: str, day: date, areas: Collection[str]) -> Ticket | None:
        """Who is next; a row that another clerk is just calling is passed by."""
        place = {"hall": hall, "day": day, "areas": tuple(areas)}
        row = self._connection.execute(_FIRST, place).mappings().first()
        return _ticket(row) if row else None

    def move(self, ticket: Ticket, end: TicketState, now: datetime, **changes: Any) -> bool:
        """Moves a ticket on; False when somebody else was first."""
        moved = self._connection.execute(
            update(tickets)
            .where(tickets.c.id == ticket.id, tickets.c.state == ticket.state.value, tickets.c.calls == ticket.calls)
            .values(state=end.value, state_since=now, **changes)
        )
        return moved.rowcount == 1

    def at_window(self, hall: str, day: date, window: int) -> Ticket | None:
        """Who is called to, or served at, a window now."""
        query = select(tickets).where(
            tickets.c.hall == hall,
            tickets.c.day == day,
            tickets.c.window == window,
            tickets.c.state.in_([TicketState.CALLED.value, TicketState.SERVING.value]),
        )
        row = self._connection.execute(query.order_by(tickets.c.called_at.desc())).mappings().first()
        return _ticket(row) if row else None

    def in_states(self, hall: str, day: date, states: Collection[TicketState]) -> list[Ticket]:
        """A day's tickets in some states, the latest change last."""
        query = select(tickets).where(
            tickets.c.hall == hall, tickets.c.day == day, tickets.c.state.in_([state.value for state in states])
        )
        rows = self._connection.execute(query.order_by(tickets.c.state_since)).mappings()
        return [_ticket(row) for row in rows]

    def counts(self, hall: str, day: date) -> dict[tuple[str, str], int]:
        """How many tickets of the day stand in which state, by (area, state)."""
        query = (
            select(tickets.c.area, tickets.c.state, func.count().label("count"))
            .where(tickets.c.hall == hall, tickets.c.day == day)
            .group_by(tickets.c.area, tickets.c.state)
        )
        return {(row.area, row.state): row.count for row in self._connection.execute(query)}

    def services(self, hall: str, day: date, limit: int) -> list[tuple[str, float]]:
        """The latest finished services of the day: area and minutes each took."""
        query = (
            select(tickets.c.area, tickets.c.started_at, tickets.c.ended_at)
            .where(
                tickets.c.hall == hall,
                tickets.c.day == day,
                tickets.c.state == TicketState.DONE.value,
                tickets.c.started_at.is_not(None),
            )
            .order_by(tickets.c.ended_at.desc())
            .limit(limit)
        )
        rows = self._connection.execute(query)
        return [(row.area, (row.ended_at - row.started_at).total_seconds() / 60) for row in rows]

    def helped_by(self, hall: str, day: date, guide: str) -> list[Ticket]:
        """The tickets a guide took for visitors on one day, the newest first."""
        query = (
            select(tickets)
            .where(tickets.c.hall == hall, tickets.c.day == day, tickets.c.helped_by == guide)
            .order_by(tickets.c.id.desc())
            .limit(20)
        )
        return [_ticket(row) for row in self._connection.execute(query).mappings()]

    def of_person(self, id_blind: str, hall: str, day: date) -> list[Ticket]:
        """A person's tickets in one hall on one day (evidence against a no-show, BK-13)."""
        query = select(tickets).where(tickets.c.id_blind == id_blind, tickets.c.hall == hall, tickets.c.day == day)
        return [_ticket(row) for row in self._connection.execute(query).mappings()]

    def add_call(self, call: Call) -> None:
        """Remembers a call for the hall screen."""
        _CALL.changed(self._connection, call.__dict__)

    def recent_calls(self, hall: str, day: date, limit: int) -> list[Call]:
        """The latest calls of a hall, newest first."""
        query = select(calls).where(calls.c.hall == hall, calls.c.day == day).order_by(calls.c.id.desc()).limit(limit)
        return [Call(**row) for row in self._connection.execute(query).mappings()]


def _ticket(row: Any) -> Ticket:
    return Ticket(
        **{
            **row,
            "kind": TicketKind(row["kind"]),
            "state": TicketState(row["state"]),
            "rank_reason": RankReason(row["rank_reason"]),
        }
    )
