"""Cases with their events and ticked materials; a step is a guarded update on state and version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.cases.materials import Finding, Line, Tick
from portal.cases.states import ENDED, State
from portal.store.repository import Repository
from portal.store.tables.cases import case_events, case_materials, cases
from portal.store.tables.queue import counters

# Case numbers are counted in the same table as queue numbers, under a letter no area has.
CASES = "#"


@dataclass(frozen=True)
class Case:
    """A case as stored; `facts` keeps what steps need to know of earlier ones."""

    id: str
    number: str
    hall: str
    item: str
    situation: str
    title: str
    department: str
    state: State
    state_since: datetime
    mode: str
    name: str
    id_type: str
    id_blind: str
    id_sealed: str
    phone_sealed: str
    phone_blind: str
    password_hash: str
    made_at: datetime
    version: int = 0
    delivery: str = ""
    clerk: str = ""
    window: int | None = None
    ticket: str | None = None
    received_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseEvent:
    """One step that was taken."""

    id: str
    case_id: str
    move: str
    from_state: str
    to_state: str
    actor: str
    at: datetime
    note: str
    facts: Mapping[str, Any]


class Cases(Repository):
    """Questions about cases."""

    def next_serial(self, prefix: str, day: date) -> int:
        """The next case of a day under this prefix of numbers."""
        dialect: Any = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(counters).values(hall=prefix, area=CASES, day=day, last=1)
        statement = row.on_conflict_do_update(
            index_elements=["hall", "area", "day"], set_={"last": counters.c.last + 1}
        ).returning(counters.c.last)
        return int(self._connection.execute(statement).scalar_one())

    def add(self, case: Case) -> None:
        """Stores a new case."""
        row = {**case.__dict__, "state": case.state.value, "facts": dict(case.facts)}
        self._connection.execute(insert(cases), row)

    def by_number(self, number: str) -> Case | None:
        """One case by the number people type, or None."""
        return self._one(cases.c.number == number)

    def by_id(self, case_id: str) -> Case | None:
        """One case, or None."""
        return self._one(cases.c.id == case_id)

    def move(self, case: Case, to: State, now: datetime, changes: Mapping[str, Any]) -> bool:
        """Takes a step; False when somebody else took one first."""
        moved = self._connection.execute(
            update(cases)
            .where(cases.c.id == case.id, cases.c.state == case.state.value, cases.c.version == case.version)
            .values(state=to.value, state_since=now, version=case.version + 1, **changes)
        )
        return moved.rowcount == 1

    def change(self, case: Case, changes: Mapping[str, Any]) -> bool:
        """Changes a case without a step; False when somebody else was first."""
        changed = self._connection.execute(
            update(cases)
            .where(cases.c.id == case.id, cases.c.version == case.version)
            .values(version=case.version + 1, **changes)
        )
        return changed.rowcount == 1

    def add_event(self, event: CaseEvent) -> None:
        """Keeps a step; events are never changed."""
        self._connection.execute(insert(case_events), {**event.__dict__, "facts": dict(event.facts)})

    def events(self, case_id: str) -> list[CaseEvent]:
        """The steps of a case, oldest first."""
        query = select(case_events).where(case_events.c.case_id == case_id).order_by(case_events.c.id)
        return [CaseEvent(**row) for row in self._connection.execute(query).mappings()]

    def events_between(self, hall: str, start: datetime, end: datetime) -> list[CaseEvent]:
        """The steps taken in a hall's cases in a span of time."""
        query = (
            select(case_events)
            .join(cases, cases.c.id == case_events.c.case_id)
            .where(cases.c.hall == hall, case_events.c.at >= start, case_events.c.at < end)
        )
        return [CaseEvent(**row) for row in self._connection.execute(query).mappings()]

    def open_in(self, hall: str, limit: int = 2000) -> list[Case]:
        """A hall's cases that have not ended."""
        return self._many(cases.c.hall == hall, cases.c.state.not_in([state.value for state in ENDED]), limit=limit)

    def in_department(self, department: str, states: Collection[State], limit: int = 300) -> list[Case]:
        """A department's cases in some states, the longest waiting first."""
        return self._many(
            cases.c.department == department, cases.c.state.in_([state.value for state in states]), limit=limit
        )

    def newest_in_department(self, department: str, states: Collection[State], limit: int) -> list[Case]:
        """A department's cases in some states, the newest first."""
        query = (
            select(cases)
            .where(cases.c.department == department, cases.c.state.in_([state.value for state in states]))
            .order_by(cases.c.id.desc())
            .limit(limit)
        )
        return [_case(row) for row in self._connection.execute(query).mappings()]

    def in_hall(self, hall: str, states: Collection[State], limit: int = 300) -> list[Case]:
        """A hall's cases in some states, the longest waiting first."""
        return self._many(cases.c.hall == hall, cases.c.state.in_([state.value for state in states]), limit=limit)

    def of_person(self, id_blind: str, limit: int = 100) -> list[Case]:
        """A person's cases."""
        return self._many(cases.c.id_blind == id_blind, limit=limit)

    def of_ticket(self, ticket: str) -> Case | None:
        """The case that was begun for a ticket, the newest first."""
        return self._one(cases.c.ticket == ticket)

    def made_on(self, hall: str, start: datetime, end: datetime) -> list[Case]:
        """A hall's cases begun in a span of time."""
        return self._many(cases.c.hall == hall, cases.c.made_at >= start, cases.c.made_at < end, limit=5000)

    def counts(self, hall: str) -> dict[str, int]:
        """How many cases of a hall stand in which state."""
        query = select(cases.c.state, func.count().label("count")).where(cases.c.hall == hall).group_by(cases.c.state)
        return {row.state: row.count for row in self._connection.execute(query)}

    def put_lines(self, case_id: str, lines: Collection[Line]) -> None:
        """Keeps what was found on every line of the list."""
        self._connection.execute(delete(case_materials).where(case_materials.c.case_id == case_id))
        rows = [
            {
                "case_id": case_id,
                "no": line.no,
                "tick": line.tick.value,
                "originals": line.originals,
                "copies": line.copies,
                "original_seen": line.original_seen,
                "held": line.held_electronically,
                "problem": line.problem,
                "remedy": line.remedy,
                "basis": line.basis,
                "note": line.note,
                "files": [],
            }
            for line in lines
        ]
        if rows:
            self._connection.execute(insert(case_materials), rows)

    def findings(self, case_id: str) -> tuple[dict[str, Finding], frozenset[str]]:
        """What was found, by number of the line, and which lines are held electronically."""
        query = select(case_materials).where(case_materials.c.case_id == case_id)
        rows = list(self._connection.execute(query).mappings())
        found = {row["no"]: _finding(row) for row in rows if row["tick"] in _TICKED}
        return found, frozenset(row["no"] for row in rows if row["held"])

    def _one(self, *where: Any) -> Case | None:
        query = select(cases).where(*where).order_by(cases.c.id.desc()).limit(1)
        row = self._connection.execute(query).mappings().first()
        return _case(row) if row else None

    def _many(self, *where: Any, limit: int) -> list[Case]:
        query = select(cases).where(*where).order_by(cases.c.id).limit(limit)
        return [_case(row) for row in self._connection.execute(query).mappings()]


_TICKED = frozenset({Tick.COMPLETE.value, Tick.MISSING.value, Tick.NOT_NEEDED.value})


def _case(row: Mapping[str, Any]) -> Case:
    return Case(**{**row, "state": State(row["state"])})


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        tick=Tick(row["tick"]),
        problem=row["problem"],
        remedy=row["remedy"],
        basis=row["basis"],
        originals=row["originals"],
        copies=row["copies"],
        original_seen=row["original_seen"],
        note=row["note"],
    )
