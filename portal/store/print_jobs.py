"""Print jobs, their attempts and the printers; a lease, a report and a verdict are guarded updates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from portal.store.repository import Repository
from portal.store.tables.printing import documents, print_attempts, print_jobs, printers
from printers import hub
from printers.hub import JobState

_INSERT = insert(print_jobs)
_OPEN = tuple(state.value for state in (*hub.WAITING, *hub.WORKING, JobState.UNKNOWN))


@dataclass(frozen=True)
class PrintJob:
    """A job as stored: what is printed where, for whom, and what is known of it."""

    id: str
    hall: str
    printer: str
    document: str
    kind: str
    media: str
    secure: bool
    copy: int
    state: JobState
    state_since: datetime
    asked_by: str
    made_at: datetime
    fence: int = 0
    agent: str | None = None
    lease_until: datetime | None = None
    reason: str = ""
    subject_kind: str = ""
    subject: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rules(self) -> hub.Job:
        """The job as the print hub's rules see it."""
        return hub.Job(
            id=self.id,
            printer=self.printer,
            state=self.state,
            secure=self.secure,
            since=self.state_since,
            copy=self.copy,
            fence=self.fence,
            agent=self.agent or "",
            lease_until=self.lease_until,
            evidence=dict(self.evidence),
        )


@dataclass(frozen=True)
class StoredPrinter:
    """A printer of a hall and what it last said of itself."""

    code: str
    hall: str
    name: str
    media: str
    device: str | None
    place: str
    state: str
    reasons: tuple[str, ...]
    levels: Mapping[str, Any]
    options: Mapping[str, Any]
    seen_at: datetime | None


@dataclass(frozen=True)
class JobLine:
    """A job with its paper's title, as the printing clerk's list shows it."""

    job: PrintJob
    title: str


class PrintJobs(Repository):
    """Questions about what is printed."""

    def add(self, job: PrintJob) -> None:
        """Queues a job."""
        row = {**job.__dict__, "state": job.state.value, "evidence": dict(job.evidence)}
        self._connection.execute(_INSERT, row)

    def get(self, job: str) -> PrintJob | None:
        """One job, or None."""
        row = self._connection.execute(select(print_jobs).where(print_jobs.c.id == job)).mappings().first()
        return _job(row) if row else None

    def open_of(self, codes: Collection[str]) -> list[PrintJob]:
        """Every job of these printers that has not ended, oldest first."""
        query = (
            select(print_jobs)
            .where(print_jobs.c.printer.in_(list(codes)), print_jobs.c.state.in_(_OPEN))
            .order_by(print_jobs.c.id)
        )
        return [_job(row) for row in self._connection.execute(query).mappings()]

    def save(self, before: PrintJob, after: hub.Job) -> bool:
        """Stores a job's next state; False when somebody else moved it first."""
        changed = self._connection.execute(
            update(print_jobs)
            .where(
                print_jobs.c.id == before.id,
                print_jobs.c.state == before.state.value,
                print_jobs.c.fence == before.fence,
            )
            .values(
                state=after.state.value,
                state_since=after.since,
                fence=after.fence,
                agent=after.agent or None,
                lease_until=after.lease_until,
                evidence=after.evidence,
            )
        )
        return changed.rowcount == 1

    def add_attempt(self, attempt: str, job: hub.Job, at: datetime) -> None:
        """Writes down a step of an attempt; steps are never changed."""
        self._connection.execute(
            insert(print_attempts).values(
                id=attempt,
                job=job.id,
                fence=job.fence,
                agent=job.agent,
                state=job.state.value,
                at=at,
                evidence=job.evidence,
            )
        )

    def lapsing(self, now: datetime) -> list[PrintJob]:
        """Jobs under way whose agent may have fallen silent."""
        query = select(print_jobs).where(print_jobs.c.state.in_([state.value for state in hub.WORKING]))
        return [_job(row) for row in self._connection.execute(query.where(print_jobs.c.made_at <= now)).mappings()]

    def about(self, subject_kind: str, subject: str) -> list[PrintJob]:
        """The jobs about one subject, oldest first."""
        query = select(print_jobs).where(print_jobs.c.subject_kind == subject_kind, print_jobs.c.subject == subject)
        return [_job(row) for row in self._connection.execute(query.order_by(print_jobs.c.id)).mappings()]

    def lines(self, hall: str, states: Collection[JobState], limit: int = 100) -> list[JobLine]:
        """A hall's jobs in some states with their titles, newest first."""
        query = (
            select(print_jobs, documents.c.title)
            .join(documents, documents.c.id == print_jobs.c.document)
            .where(print_jobs.c.hall == hall, print_jobs.c.state.in_([state.value for state in states]))
            .order_by(print_jobs.c.id.desc())
            .limit(limit)
        )
        rows = self._connection.execute(query).mappings()
        return [JobLine(_job({k: v for k, v in row.items() if k != "title"}), row["title"]) for row in rows]

    def counts(self, hall: str) -> dict[str, int]:
        """How many jobs of a hall stand in which state."""
        query = (
            select(print_jobs.c.state, func.count().label("count"))
            .where(print_jobs.c.hall == hall)
            .group_by(print_jobs.c.state)
        )
        return {row.state: row.count for row in self._connection.execute(query)}

    def printers(self, hall: str) -> list[StoredPrinter]:
        """The printers of a hall."""
        query = select(printers).where(printers.c.hall == hall).order_by(printers.c.code)
        return [_printer(row) for row in self._connection.execute(query).mappings()]

    def printer(self, code: str) -> StoredPrinter | None:
        """One printer, or None."""
        row = self._connection.execute(select(printers).where(printers.c.code == code)).mappings().first()
        return _printer(row) if row else None

    def printers_of(self, device: str) -> list[StoredPrinter]:
        """The printers that stand beside one device."""
        query = select(printers).where(printers.c.device == device).order_by(printers.c.code)
        return [_printer(row) for row in self._connection.execute(query).mappings()]

    def add_printer(self, row: Mapping[str, Any]) -> None:
        """Registers a printer."""
        self._connection.execute(insert(printers).values(**row))

    def printer_says(self, code: str, state: str, reasons: Collection[str], levels: Mapping[str, Any]) -> None:
        """Keeps what a printer last said."""
        self._connection.execute(
            update(printers)
            .where(printers.c.code == code)
            .values(state=state, reasons=list(reasons), levels=dict(levels))
        )

    def printer_seen(self, code: str, now: datetime) -> None:
        """Keeps when a printer was last heard of."""
        self._connection.execute(update(printers).where(printers.c.code == code).values(seen_at=now))


def _job(row: Mapping[str, Any]) -> PrintJob:
    return PrintJob(**{**row, "state": JobState(row["state"])})


def _printer(row: Mapping[str, Any]) -> StoredPrinter:
    return StoredPrinter(**{**row, "reasons": tuple(row["reasons"])})
