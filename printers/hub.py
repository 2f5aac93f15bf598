"""The life of a print job: who may move it, leases with fences, and that nothing perhaps on paper is sent again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from printers.refused import EvidenceTooWeak, LawlessMove, NotClaimable, StaleFence

LEASE = timedelta(seconds=60)
SENT_PATIENCE = timedelta(minutes=30)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=5)
MOST_ATTEMPTS = 12


class JobState(StrEnum):
    QUEUED = "queued"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED_BEFORE_SEND = "failed_before_send"
    UNKNOWN = "unknown"
    VOIDED = "voided"


class By(StrEnum):
    """Who moves a job: the hub's timers, the agent beside the printer, a member of staff."""

    HUB = "hub"
    AGENT = "agent"
    CLERK = "clerk"


S = JobState
MOVES: dict[tuple[JobState, JobState], frozenset[By]] = {
    (S.QUEUED, S.LEASED): frozenset({By.AGENT}),
    (S.QUEUED, S.VOIDED): frozenset({By.CLERK, By.HUB}),
    (S.LEASED, S.QUEUED): frozenset({By.AGENT, By.HUB}),
    (S.LEASED, S.SENDING): frozenset({By.AGENT}),
    (S.LEASED, S.FAILED_BEFORE_SEND): frozenset({By.AGENT}),
    (S.SENDING, S.SENT): frozenset({By.AGENT}),
    (S.SENDING, S.CONFIRMED): frozenset({By.AGENT}),
    (S.SENDING, S.FAILED_BEFORE_SEND): frozenset({By.AGENT}),
    (S.SENDING, S.UNKNOWN): frozenset({By.AGENT, By.HUB}),
    (S.SENT, S.CONFIRMED): frozenset({By.AGENT, By.CLERK}),
    (S.SENT, S.UNKNOWN): frozenset({By.AGENT, By.HUB}),
    (S.UNKNOWN, S.SENT): frozenset({By.AGENT}),
    (S.UNKNOWN, S.CONFIRMED): frozenset({By.AGENT, By.CLERK}),
    (S.UNKNOWN, S.FAILED_BEFORE_SEND): frozenset({By.AGENT}),
    (S.UNKNOWN, S.VOIDED): frozenset({By.CLERK}),
    (S.FAILED_BEFORE_SEND, S.LEASED): frozenset({By.AGENT}),
    (S.FAILED_BEFORE_SEND, S.QUEUED): frozenset({By.CLERK, By.HUB}),
    (S.FAILED_BEFORE_SEND, S.VOIDED): frozenset({By.CLERK, By.HUB}),
}
WAITING = frozenset({S.QUEUED, S.FAILED_BEFORE_SEND})
WORKING = frozenset({S.LEASED, S.SENDING, S.SENT})
MAY_BE_ON_PAPER = frozenset({S.SENDING, S.SENT, S.CONFIRMED, S.UNKNOWN})


class Evidence(IntEnum):
    """What is known of a sheet, from nothing to a serial number that a person read."""

    NOTHING = 0
    BYTES_SENT = 1
    ACCEPTED = 2
    COMPLETED = 3
    SHEET_SEEN = 4


def rank(evidence: dict[str, Any]) -> Evidence:
    """The highest rung that a report proves."""
    if evidence.get("sheet"):
        return Evidence.SHEET_SEEN
    if evidence.get("completed"):
        return Evidence.COMPLETED
    if evidence.get("accepted") or evidence.get("flushed"):
        return Evidence.ACCEPTED
    return Evidence.BYTES_SENT if evidence.get("bytes") else Evidence.NOTHING


@dataclass(frozen=True)
class Job:
    """A print job as its rules see it; `fence` counts leases, `numbered` paper ends only with its serial."""

    id: str
    printer: str
    state: JobState
    secure: bool
    since: datetime
    copy: int = 1
    numbered: bool = False
    fence: int = 0
    agent: str = ""
    lease_until: datetime | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


def move(job: Job, to: JobState, by: By, now: datetime) -> Job:
    """The job in its next state, or a refusal: the table above is all there is."""
    if by not in MOVES.get((job.state, to), frozenset()):
        raise LawlessMove(start=str(job.state), end=str(to))
    return replace(job, state=to, since=now)


def retry_at(job: Job) -> datetime:
    """When a job that never reached the printer may be tried again: 5 s, doubled to 5 min."""
    wait = FIRST_RETRY * (1 << min(max(job.fence - 1, 0), 10))
    return job.since + min(wait, LONGEST_RETRY)


def may_claim(job: Job, now: datetime) -> bool:
    """Only what waits, and what is known not to have reached paper."""
    if job.state is S.QUEUED:
        return True
    return job.state is S.FAILED_BEFORE_SEND and job.fence < MOST_ATTEMPTS and now >= retry_at(job)


def holds(job: Job) -> bool:
    """A secure sheet of unknown fate keeps its printer's stock closed until a person has decided."""
    return job.secure and job.state is S.UNKNOWN


def next_job(jobs: list[Job], printers: set[str], now: datetime) -> Job | None:
    """The oldest job an agent with these printers may have; jobs come in the order they were made."""
    held = {job.printer for job in jobs if holds(job)}
    for job in jobs:
        blocked = job.secure and job.printer in held
        if job.printer in printers and may_claim(job, now) and not blocked:
            return job
    return None


def claim(job: Job, agent: str, now: datetime, lease: timedelta = LEASE) -> Job:
    """On lease to one agent under a new fence; every older fence is dead from here on."""
    if not may_claim(job, now):
        raise NotClaimable
    leased = move(job, S.LEASED, By.AGENT, now)
    return replace(leased, agent=agent, fence=job.fence + 1, lease_until=now + lease, evidence={})


def report(job: Job, fence: int, to: JobState, evidence: dict[str, Any], now: datetime) -> Job:
    """What the agent says happened. The same report twice changes nothing; an old fence is refused."""
    if fence != job.fence:
        raise StaleFence(fence=fence, current=job.fence)
    proof = {**job.evidence, **evidence}
    if to is not job.state:
        _check_proof(job, to, proof)
        job = move(job, to, By.AGENT, now)
    lease = now + LEASE if to is S.SENDING else job.lease_until
    return replace(job, evidence=proof, lease_until=lease)


def _check_proof(job: Job, to: JobState, proof: dict[str, Any]) -> None:
    """Confirmed needs the printer's word, or the sheet's serial; "nothing was sent" needs that nothing was."""
    least = Evidence.SHEET_SEEN if job.numbered else Evidence.COMPLETED
    if to is S.CONFIRMED and rank(proof) < least:
        raise _weak(proof, least)
    if to is S.FAILED_BEFORE_SEND and rank(proof) > Evidence.NOTHING:
        raise _weak(proof, Evidence.NOTHING)


def _weak(proof: dict[str, Any], need: Evidence) -> EvidenceTooWeak:
    return EvidenceTooWeak(have=rank(proof).name.lower(), need=need.name.lower())


def lapse(job: Job, now: datetime) -> Job | None:
    """What the hub's timer does to a job whose agent fell silent; None while nothing is due.

    A lease that never began to send goes back to the queue; once sending began the outcome is unknown.
    """
    if job.state is S.LEASED and job.lease_until and now >= job.lease_until:
        return replace(move(job, S.QUEUED, By.HUB, now), agent="", lease_until=None)
    if job.state is S.SENDING and job.lease_until and now >= job.lease_until:
        return move(job, S.UNKNOWN, By.HUB, now)
    if job.state is S.SENT and now >= job.since + SENT_PATIENCE:
        return move(job, S.UNKNOWN, By.HUB, now)
    return None


class Verdict(StrEnum):
    """What a person found in the tray."""

    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    SPOILED = "spoiled"


def settle(job: Job, verdict: Verdict, sheet: str, now: datetime) -> Job:
    """A clerk ends the uncertainty; a numbered sheet is accounted for by its serial whether used or spoiled."""
    if job.numbered and verdict is not Verdict.NOT_PRINTED and not sheet:
        raise _weak(job.evidence, Evidence.SHEET_SEEN)
    proof = {**job.evidence, "verdict": str(verdict), **({"sheet": sheet} if sheet else {})}
    end = S.CONFIRMED if verdict is Verdict.PRINTED else S.VOIDED
    return replace(move(job, end, By.CLERK, now), evidence=proof)


def void(job: Job, by: By, now: datetime) -> Job:
    """Taken out of the queue before anything was sent."""
    return move(job, S.VOIDED, by, now)
