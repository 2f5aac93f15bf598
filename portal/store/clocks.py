"""Clocks of cases: start, unit, length and stops are stored; the due instant is derived and kept beside them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.cases.clocks import Clock, Suspension, Unit
from portal.cases.moves import ClockKind
from portal.store.repository import Repository
from portal.store.tables.cases import clocks, suspensions
from shared.ids import Ids


@dataclass(frozen=True)
class StoredClock:
    """A clock of one case with its cached due instant and the calendar's version that gave it."""

    id: str
    case_id: str
    department: str
    clock: Clock
    due_cached: datetime | None
    calendar_version: str
    provisional: bool
    warned: str = ""


class Clocks(Repository):
    """Questions about clocks."""

    def add(self, stored: StoredClock) -> None:
        """Starts a clock."""
        clock = stored.clock
        self._connection.execute(
            insert(clocks).values(
                id=stored.id,
                case_id=stored.case_id,
                department=stored.department,
                kind=clock.kind.value,
                unit=clock.unit.value,
                length=clock.length,
                started_at=clock.start,
                due_cached=stored.due_cached,
                calendar_version=stored.calendar_version,
                provisional=stored.provisional,
                facts={},
            )
        )

    def save(self, stored: StoredClock, ids: Ids) -> None:
        """Writes a clock's events and its new due instant in the transaction of the event."""
        clock = stored.clock
        self._connection.execute(
            update(clocks)
            .where(clocks.c.id == stored.id)
            .values(
                decided_at=clock.decided_at,
                handed_over_at=clock.handed_over_at,
                stopped_at=clock.stopped_at,
                due_cached=stored.due_cached,
                calendar_version=stored.calendar_version,
                provisional=stored.provisional,
                warned=stored.warned,
            )
        )
        self._connection.execute(delete(suspensions).where(suspensions.c.clock == stored.id))
        rows = [_suspension_row(ids.row(), stored.id, stop) for stop in clock.suspensions]
        if rows:
            self._connection.execute(insert(suspensions), rows)

    def of_case(self, case_id: str) -> list[StoredClock]:
        """Every clock of a case, oldest first."""
        return self._many(clocks.c.case_id == case_id)

    def of_cases(self, case_ids: Collection[str]) -> dict[str, list[StoredClock]]:
        """The clocks of several cases at once."""
        found: dict[str, list[StoredClock]] = {case_id: [] for case_id in case_ids}
        if case_ids:
            for stored in self._many(clocks.c.case_id.in_(list(case_ids))):
                found[stored.case_id].append(stored)
        return found

    def running_of(self, department: str) -> list[StoredClock]:
        """A department's running clocks, the nearest due first."""
        return self._many(clocks.c.department == department, clocks.c.stopped_at.is_(None), order=clocks.c.due_cached)

    def due_before(self, instant: datetime, limit: int = 1000) -> list[StoredClock]:
        """Running clocks whose due instant lies before this one, the nearest first."""
        return self._many(
            clocks.c.stopped_at.is_(None), clocks.c.due_cached < instant, order=clocks.c.due_cached, limit=limit
        )

    def running_by_other_calendar(self, version: str, limit: int = 1000) -> list[StoredClock]:
        """Running clocks whose due instant came from another calendar."""
        return self._many(clocks.c.stopped_at.is_(None), clocks.c.calendar_version != version, limit=limit)

    def _many(self, *where: Any, order: Any = clocks.c.id, limit: int = 5000) -> list[StoredClock]:
        query = select(clocks).where(*where).order_by(order, clocks.c.id).limit(limit)
        rows = list(self._connection.execute(query).mappings())
        stops = self._suspensions([row["id"] for row in rows])
        return [_stored(row, stops.get(row["id"], [])) for row in rows]

    def _suspensions(self, ids: list[str]) -> dict[str, list[Suspension]]:
        found: dict[str, list[Suspension]] = {}
        if not ids:
            return found
        query = select(suspensions).where(suspensions.c.clock.in_(ids)).order_by(suspensions.c.from_day)
        for row in self._connection.execute(query).mappings():
            stop = Suspension(row["from_day"], row["to_day"], row["reason"], row["basis"], row["expected_days"])
            found.setdefault(row["clock"], []).append(stop)
        return found


def _suspension_row(row: str, clock: str, stop: Suspension) -> dict[str, Any]:
    return {
        "id": row,
        "clock": clock,
        "from_day": stop.start,
        "to_day": stop.end,
        "reason": stop.reason,
        "basis": stop.basis,
        "expected_days": stop.expected_days,
    }


def _stored(row: Mapping[str, Any], stops: list[Suspension]) -> StoredClock:
    clock = Clock(
        kind=ClockKind(row["kind"]),
        start=row["started_at"],
        length=row["length"],
        unit=Unit(row["unit"]),
        suspensions=tuple(stops),
        decided_at=row["decided_at"],
        handed_over_at=row["handed_over_at"],
        stopped_at=row["stopped_at"],
    )
    return StoredClock(
        id=row["id"],
        case_id=row["case_id"],
        department=row["department"],
        clock=clock,
        due_cached=row["due_cached"],
        calendar_version=row["calendar_version"],
        provisional=row["provisional"],
        warned=row["warned"],
    )
