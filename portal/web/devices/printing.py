"""The agents' side of the print hub: claim, fetch, report, tell the printers' state."""

from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from portal.actions import print_jobs
from portal.people import Actor
from portal.store.print_jobs import PrintJob
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from printers.hub import JobState
from shared import wire
from shared.refusals import NotFound
from shared.wire import Media, PrintDocument, PrinterStatus

bp = Blueprint("printing", __name__, url_prefix="/api/v1/print")


class Claim(Body):
    """The printers an agent has paper for now."""

    printers: list[str] = Field(max_length=50)


class Report(Body):
    """What an agent saw happen to a job."""

    fence: int = Field(ge=0, le=1_000_000)
    state: JobState
    evidence: dict[str, Any] = Field(default_factory=dict)


class Said(Body):
    """How one printer is."""

    code: str = Field(max_length=40)
    state: str = Field(max_length=16)
    reasons: list[str] = Field(default_factory=list, max_length=20)
    paper: str = Field(default="", max_length=20)
    toner: int | None = Field(default=None, ge=0, le=100)


class Statuses(Body):
    """How the printers beside a device are."""

    printers: list[Said] = Field(max_length=50)


class JobAnswer(BaseModel):
    """A leased job."""

    job: dict[str, Any]


@bp.post("/claim")
@may(Pass.AGENT)
@described(Described("Lease the next print job (204: nothing to print)", body=Claim, answer=JobAnswer, empty=True))
def claim() -> Response:
    """The oldest job for these printers, on lease."""
    wanted = body(Claim)
    with hub().store.read() as unit:
        codes = _own(unit, actor(), wanted.printers)
        waiting = any(job.state in _CLAIMABLE for job in unit.print_jobs.open_of(codes))
    if not waiting:
        return Response(status=204)
    with hub().store.write() as unit:
        job = print_jobs.claim(unit, hub(), actor(), codes, now())
        return jsonify(leased(unit, job)) if job else Response(status=204)


@bp.get("/documents/<document>")
@may(Pass.AGENT)
@described(Described("The bytes of a document on lease to this agent"))
def document(document: str) -> Response:
    """The PDF, or the slip's data as JSON."""
    with hub().store.read() as unit:
        found = unit.documents.get(document)
        leased_here = found and any(
            job.document == document and job.agent == actor().id
            for job in unit.print_jobs.open_of([printer.code for printer in unit.print_jobs.printers(actor().hall)])
        )
    if found is None or not leased_here:
        raise NotFound
    kind = "application/json" if found.media == Media.SLIP else "application/pdf"
    return Response(found.body, content_type=kind)


@bp.post("/jobs/<job>/report")
@may(Pass.AGENT)
@described(Described("Report what happened to a job", body=Report))
def report(job: str) -> Response:
    """Evidence for one job under its fence."""
    said = body(Report)
    with hub().store.write() as unit:
        told = print_jobs.Said(job, said.fence, said.state, said.evidence)
        after = print_jobs.report(unit, hub(), actor(), told, now())
    return jsonify(id=after.id, state=after.state.value, fence=after.fence)


@bp.post("/status")
@may(Pass.AGENT)
@described(Described("Tell how printers are", body=Statuses))
def status() -> Response:
    """Paper, toner, jams; shown to the hall manager."""
    said = body(Statuses)
    with hub().store.write() as unit:
        statuses = [PrinterStatus(one.code, one.state, one.reasons, one.paper, one.toner) for one in said.printers]
        print_jobs.status(unit, actor(), statuses, now())
    return jsonify(kept=len(statuses))


def leased(unit: Unit, job: PrintJob) -> dict[str, Any]:
    """The claim's answer for one leased job."""
    found = unit.documents.get(job.document)
    if found is None or job.lease_until is None:
        raise NotFound
    message = wire.PrintJob(
        id=job.id,
        fence=job.fence,
        lease_until=job.lease_until,
        kind=job.kind,
        secure=job.secure,
        media=Media(job.media),
        printer=job.printer,
        copy=job.copy,
        document=PrintDocument(found.id, found.sha256, f"/api/v1/print/documents/{found.id}"),
    )
    return {"job": wire.to_json(message)}


_CLAIMABLE = frozenset({JobState.QUEUED, JobState.FAILED_BEFORE_SEND})


def _own(unit: Unit, agent: Actor, codes: list[str]) -> list[str]:
    known = {printer.code for printer in unit.print_jobs.printers_of(agent.id)}
    return [code for code in codes if code in known]
