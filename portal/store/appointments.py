"""Appointments: added once, moved by guarded updates, found by code, person, phone or day (BK-01 … BK-13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Date, bindparam, func, literal, null, or_, select, type_coerce, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from booking.appointment import OPEN, Appointment, State
from portal.store.base import Instant
from portal.store.prepared import Prepared
from portal.store.repository import Repository
from portal.store.tables.booking import appointments, blacklist

_HOLDING = (State.REQUESTED, State.CONSULTING, State.CONFIRMED, State.CHECKED_IN)
_ADD = Prepared(
    {
        "postgresql": postgresql.insert(appointments).on_conflict_do_nothing(),
        "sqlite": sqlite.insert(appointments).on_conflict_do_nothing(),
    }
)
_FIND = Prepared(select(appointments).where(appointments.c.code == bindparam("b_code")))
_BARRED_OR_HELD = union_all(
    select(
        appointments.c.start,
        appointments.c.end,
        type_coerce(null(), Date).label("since"),
        type_coerce(null(), Date).label("until"),
    ).where(
        appointments.c.id_blind == bindparam("b_person"),
        appointments.c.day == bindparam("b_day"),
        appointments.c.state.in_([literal(state.value) for state in _HOLDING]),
    ),
    select(
        type_coerce(null(), Instant),
        type_coerce(null(), Instant),
        blacklist.c.from_day,
        blacklist.c.until_day,
    ).where(
        blacklist.c.id_blind == bindparam("b_person"),
        blacklist.c.from_day <= bindparam("b_today"),
        blacklist.c.until_day >= bindparam("b_today"),
        blacklist.c.lifted_at.is_(None),
    ),
)
_STANDING = Prepared(_BARRED_OR_HELD)


@dataclass(frozen=True)
class Booked:
    """One appointment as stored; names of persons and numbers are only opened where they are shown."""

    id: str
    code: str
    hall: str
    item: str
    situation: str
    slot: str
    kind: str
    day: date
    start: datetime
    end: datetime
    state: str
    state_since: datetime
    name: str
    id_type: str
    id_blind: str
    id_sealed: str
    phone_sealed: str
    phone_blind: str
    agent_sealed: str | None
    channel: str
    made_by: str
    made_at: datetime
    reason: str = ""
    need_by: date | None = None
    told_by: str | None = None
    answer: Mapping[str, Any] = field(default_factory=dict)
    ticket: str | None = None
    judged_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def now_in(self) -> State:
        """Its state as the rules name it."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Whether it can still be kept, moved or cancelled."""
        return self.now_in in OPEN

    def as_rule(self) -> Appointment:
        """What the rules need to know of it."""
        return Appointment(self.code, self.hall, self.now_in, self.start, self.end)


@dataclass(frozen=True)
class Standing:
    """What a person already holds on a day, and the listing that bars booking today."""

    held: tuple[tuple[datetime, datetime], ...]
    barred: tuple[date, date] | None


class Added(Enum):
    """What became of a new appointment."""

    DONE = "done"
    CODE_TAKEN = "code_taken"
    OVERLAPPING = "overlapping"


class Appointments(Repository):
    """Questions about appointments."""

    def add(self, new: Booked) -> Added:
        """Stores it; the unique indexes answer for a code drawn twice and for two bookings at one time."""
        if _ADD.changed(self._connection, {**new.__dict__, "answer": dict(new.answer)}) == 1:
            return Added.DONE
        return Added.CODE_TAKEN if self.find(new.code) else Added.OVERLAPPING

    def find(self, code: str) -> Booked | None:
        """The appointment with this code, or None."""
        row = _FIND.first(self._connection, {"b_code": code})
        return Booked(*row) if row else None

    def get(self, appointment: str) -> Booked | None:
        """One appointment by its row, or None."""
        row = self._connection.execute(select(appointments).where(appointments.c.id == appointment)).first()
        return Booked(*row) if row else None

    def standing(self, id_blind: str, day: date, today: date) -> Standing:
        """One question for all that a booking needs to know of the person."""
        values = {"b_person": id_blind, "b_day": day, "b_today": today}
        rows = _STANDING.all(self._connection, values)
        held = tuple((row[0], row[1]) for row in rows if row[0] is not None)
        barred = [(row[2], row[3]) for row in rows if row[0] is None]
        return Standing(held, max(barred, key=lambda one: one[1]) if barred else None)

    def move(self, booked: Booked, end: State, now: datetime, **changes: Any) -> bool:
        """Moves it on if it still stands where it was read; False when somebody else was first."""
        changed = self._connection.execute(
            update(appointments)
            .where(appointments.c.id == booked.id, appointments.c.state == booked.state)
            .values(state=end.value, state_since=now, **changes)
        )
        return changed.rowcount == 1

    def change(self, booked: Booked, **changes: Any) -> bool:
        """Changes what is written on it and leaves its state, if it still stands where it was read."""
        changed = self._connection.execute(
            update(appointments)
            .where(appointments.c.id == booked.id, appointments.c.state == booked.state)
            .where(appointments.c.slot == booked.slot)
            .values(**changes)
        )
        return changed.rowcount == 1

    def has_at(self, id_blind: str, start: datetime, besides: str) -> bool:
        """Whether the person holds another booking at this start."""
        query = select(appointments.c.id).where(
            appointments.c.id_blind == id_blind,
            appointments.c.start == start,
            appointments.c.state.in_([state.value for state in _HOLDING]),
            appointments.c.id != besides,
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def of_codes(self, codes: list[str]) -> list[Booked]:
        """The appointments with these codes, the next one first."""
        if not codes:
            return []
        query = select(appointments).where(appointments.c.code.in_(codes)).order_by(appointments.c.start)
        return [Booked(*row) for row in self._connection.execute(query)]

    def of_person(self, phone_blind: str, id_blind: str | None, limit: int = 50) -> list[Booked]:
        """What was booked under this phone or for this person, newest time first."""
        mine = appointments.c.phone_blind == phone_blind
        whose = or_(mine, appointments.c.id_blind == id_blind) if id_blind else mine
        query = select(appointments).where(whose).order_by(appointments.c.start.desc()).limit(limit)
        return [Booked(*row) for row in self._connection.execute(query)]

    def of_day(self, hall: str, day: date) -> list[Booked]:
        """A hall's appointments of one day in order of time."""
        query = select(appointments).where(appointments.c.hall == hall, appointments.c.day == day)
        rows = self._connection.execute(query.order_by(appointments.c.start, appointments.c.id))
        return [Booked(*row) for row in rows]

    def in_states(self, hall: str, states: tuple[State, ...], limit: int = 200) -> list[Booked]:
        """A hall's appointments in these states, the nearest time first."""
        query = select(appointments).where(
            appointments.c.hall == hall, appointments.c.state.in_([state.value for state in states])
        )
        rows = self._connection.execute(query.order_by(appointments.c.start).limit(limit))
        return [Booked(*row) for row in rows]

    def count_in(self, hall: str, states: tuple[State, ...]) -> int:
        """How many of a hall's appointments are in these states."""
        query = select(func.count()).where(
            appointments.c.hall == hall, appointments.c.state.in_([state.value for state in states])
        )
        return int(self._connection.execute(query).scalar_one())

    def unjudged(self, hall: str, before: datetime, limit: int = 500) -> list[Booked]:
        """Open appointments whose time has come and that nobody has judged yet, oldest first."""
        query = select(appointments).where(
            appointments.c.hall == hall,
            appointments.c.state.in_([state.value for state in OPEN]),
            appointments.c.end <= before,
            appointments.c.judged_at.is_(None),
        )
        rows = self._connection.execute(query.order_by(appointments.c.start, appointments.c.id).limit(limit))
        return [Booked(*row) for row in rows]

    def to_remind(self, first: datetime, last: datetime, limit: int = 500) -> list[Booked]:
        """Confirmed appointments that start in a span of time and whose people were not reminded yet."""
        query = select(appointments).where(
            appointments.c.state == State.CONFIRMED.value,
            appointments.c.start.between(first, last),
            appointments.c.reminded_at.is_(None),
        )
        return [Booked(*row) for row in self._connection.execute(query.order_by(appointments.c.start).limit(limit))]
