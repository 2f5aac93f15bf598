"""The figures of a day from plain rows: arrivals, waits, cases, clocks by department (SV-10, SV-11, WD-04)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.cases.readings import Reading, Standing
from portal.cases.states import State
from shared.clock import local

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """One ticket of the day as the figures need it."""

    area: str
    taken_at: datetime
    called_at: datetime | None = None
    served_at: datetime | None = None
    done_at: datetime | None = None
    booked: bool = False


@dataclass(frozen=True)
class Waits:
    """Waiting in whole minutes; empty when nobody was called."""

    count: int
    median: int | None
    ninetieth: int | None
    longest: int | None


@dataclass(frozen=True)
class Hour:
    """One hour of the day."""

    hour: int
    walk_in: int
    booked: int
    median_wait: int | None


@dataclass(frozen=True)
class Flow:
    """Cases of the day by what happened to them (SV-11)."""

    received: int
    decided: int
    supplemented: int
    not_accepted: int
    returned_share: float | None


@dataclass(frozen=True)
class DepartmentLoad:
    """Open clocks of one department by deadline state: one bar of the chart."""

    department: str
    by_standing: Mapping[Standing, int]

    @property
    def open(self) -> int:
        return sum(self.by_standing.values())

    @property
    def near(self) -> int:
        return self.by_standing[Standing.NEARLY]

    @property
    def over(self) -> int:
        return self.by_standing[Standing.OVERDUE]


def waits(visits: Iterable[Visit]) -> Waits:
    """How long those waited who were called."""
    called = ((visit.taken_at, visit.called_at) for visit in visits if visit.called_at is not None)
    minutes = sorted(max((end - start) // MINUTE, 0) for start, end in called)
    return Waits(len(minutes), quantile(minutes, 0.5), quantile(minutes, 0.9), minutes[-1] if minutes else None)


def quantile(ordered: Sequence[int], share: float) -> int | None:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    if not ordered:
        return None
    rank = -int(-share * len(ordered) // 1)
    return ordered[max(rank, 1) - 1]


def by_hour(visits: Iterable[Visit], first: int = 8, last: int = 18) -> tuple[Hour, ...]:
    """Arrivals and median wait for each hour of the hall's wall clock."""
    kept = list(visits)
    return tuple(
        _hour(hour, [visit for visit in kept if local(visit.taken_at).hour == hour]) for hour in range(first, last)
    )


def waiting_now(visits: Iterable[Visit]) -> int:
    return sum(visit.called_at is None and visit.done_at is None for visit in visits)


def flow_of(moves: Iterable[tuple[State, State]]) -> Flow:
    """Cases of the day from their moves: where each went from and to."""
    counted = Counter(end for start, end in moves if start is not end)
    received, not_accepted = counted[State.RECEIVED], counted[State.NOT_ACCEPTED]
    supplemented = counted[State.SUPPLEMENT_REQUIRED]
    decided = counted[State.DECIDED_GRANT] + counted[State.DECIDED_REFUSE]
    share = (supplemented + not_accepted) / received if received else None
    return Flow(received, decided, supplemented, not_accepted, share)


def loads(readings: Iterable[tuple[str, Reading]]) -> tuple[DepartmentLoad, ...]:
    """Open clocks by department, the ones with most trouble first."""
    counted: dict[str, dict[Standing, int]] = {}
    for department, reading in readings:
        if reading.standing is not Standing.DONE:
            standings = counted.setdefault(department, dict.fromkeys(Standing, 0))
            standings[reading.standing] += 1
    found = [DepartmentLoad(department, standings) for department, standings in counted.items()]
    return tuple(sorted(found, key=lambda one: (-one.over, -one.near, -one.open, one.department)))


def _hour(hour: int, visits: list[Visit]) -> Hour:
    booked = sum(visit.booked for visit in visits)
    return Hour(hour, len(visits) - booked, booked, waits(visits).median)
