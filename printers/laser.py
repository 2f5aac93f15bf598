"""The A4 printer over IPP: the job is created and noted first, then the document is sent once and followed to its end.

Job numbers start at 1 again when a printer restarts, so a job is known by its uuid; one that cannot be found is of
unknown fate, never "not printed".
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from printers.hub import JobState
from printers.ipp import (
    MEDIA_TYPE,
    Attributes,
    Group,
    JobPhase,
    Message,
    NotIpp,
    Operation,
    Status,
    decode,
    encode,
    first,
)
from printers.printer import Note, Outcome, Readiness
from printers.trouble import PrinterTrouble, Reason

SIGNS: tuple[tuple[str, Reason], ...] = (
    ("media-jam", Reason.PAPER_JAM), ("media-empty", Reason.PAPER_OUT), ("media-needed", Reason.PAPER_OUT),
    ("media-low", Reason.PAPER_LOW), ("cover-open", Reason.COVER_OPEN), ("door-open", Reason.COVER_OPEN),
    ("interlock-open", Reason.COVER_OPEN), ("toner-empty", Reason.TONER_OUT), ("marker-supply-empty", Reason.TONER_OUT),
    ("toner-low", Reason.TONER_LOW), ("marker-supply-low", Reason.TONER_LOW), ("paused", Reason.OFFLINE),
    ("shutdown", Reason.OFFLINE), ("offline", Reason.OFFLINE), ("spool-area-full", Reason.BUSY),
)  # fmt: skip
ASKED = ("printer-state", "printer-state-reasons", "printer-uuid", "printer-up-time", "printer-is-accepting-jobs",
         "marker-levels")  # fmt: skip
JOB_ASKED = ("job-id", "job-uuid", "job-state", "job-state-reasons", "job-impressions-completed", "job-name",
             "number-of-documents")  # fmt: skip
ENDED = frozenset({JobPhase.CANCELED, JobPhase.ABORTED})
USER = "tongban"
STOPPED = 5


class LaserPrinter:
    """One IPP printer; `uri` is ipp://host:port/path, the client brings its own short time-outs."""

    def __init__(self, code: str, http: httpx.Client, uri: str, pause: Callable[[float], None] = time.sleep):
        self.code = code
        self.uri = uri
        self.polls, self.pause_seconds = 40, 0.25
        self._http, self._pause = http, pause
        self._numbers = itertools.count(1)
        parts = urlsplit(uri)
        scheme = "https" if parts.scheme == "ipps" else "http"
        self._url = f"{scheme}://{parts.hostname}:{parts.port or 631}{parts.path}"

    def prepare(self, document: bytes) -> bytes:
        if not document.startswith(b"%PDF-"):
            raise PrinterTrouble(Reason.BAD_DOCUMENT, "not a PDF")
        return document

    def look(self) -> Readiness:
        try:
            return readiness(self._printer())
        except httpx.HTTPError:
            return Readiness((Reason.UNREACHABLE,))
        except PrinterTrouble as trouble:
            return Readiness((trouble.reason,))

    def print(self, prepared: bytes, note: Note) -> Outcome:
        try:
            printer = self._printer()
            evidence = self._create() | _birth(printer)
        except httpx.HTTPError:
            return Outcome.not_sent(Reason.UNREACHABLE)
        except PrinterTrouble as trouble:
            return Outcome.not_sent(trouble.reason, detail=trouble.detail)
        note(evidence)
        evidence = {**evidence, "bytes": len(prepared)}
        note(evidence)  # on disk before the document leaves: from here on nothing is sent again
        try:
            self._send(evidence["job_id"], prepared)
        except httpx.ConnectError:
            return self._cancelled({**evidence, "bytes": 0}, Reason.UNREACHABLE)
        except httpx.HTTPError as broken:
            return Outcome.unknown(Reason.NO_ANSWER, **evidence, detail=type(broken).__name__)
        except PrinterTrouble as trouble:
            return Outcome.unknown(trouble.reason, **evidence, detail=trouble.detail)
        return self._followed({**evidence, "accepted": True})

    def recall(self, evidence: dict[str, Any]) -> Outcome:
        """Ask the printer by the job's uuid; without an answer nothing changes, without the job nobody knows."""
        if not evidence.get("bytes"):
            return self._cancelled(evidence, Reason.RESTARTED)
        try:
            return self._judged(evidence, self._job(evidence["job_id"]))
        except httpx.HTTPError:
            return Outcome(JobState.SENT, evidence) if evidence.get("accepted") else _lost(evidence, Reason.NO_ANSWER)
        except PrinterTrouble:
            return _lost(evidence, Reason.VANISHED)

    def _followed(self, evidence: dict[str, Any]) -> Outcome:
        """A few looks at the job; a slow printer is asked again later by the agent."""
        outcome = Outcome(JobState.SENT, evidence)
        for _ in range(self.polls):
            outcome = self.recall(evidence)
            if outcome.state is not JobState.SENT:
                break
            self._pause(self.pause_seconds)
        return outcome

    def _judged(self, evidence: dict[str, Any], job: Attributes) -> Outcome:
        if first(job, "job-uuid", evidence.get("job_uuid")) != evidence.get("job_uuid"):
            return _lost(evidence, Reason.VANISHED)
        phase = first(job, "job-state")
        sheets = first(job, "job-impressions-completed", 0)
        if phase == JobPhase.COMPLETED:
            return Outcome(JobState.CONFIRMED, {**evidence, "completed": True, "impressions": sheets})
        if phase in ENDED:
            return _lost({**evidence, "job_state": phase, "impressions": sheets}, Reason.REFUSED)
        reasons = [str(reason) for reason in job.get("job-state-reasons", [])]
        return Outcome(JobState.SENT, {**evidence, "reasons": reasons})

    def _cancelled(self, evidence: dict[str, Any], reason: Reason) -> Outcome:
        """An orphan job blocks the printer for everybody: take it back; no document was sent."""
        if evidence.get("job_id"):
            try:
                self._ask(Operation.CANCEL_JOB, {"job-id": [evidence["job_id"]]})
            except (httpx.HTTPError, PrinterTrouble):
                return Outcome.not_sent(reason, **evidence, orphan=True)
        return Outcome.not_sent(reason, **evidence)

    def _create(self) -> dict[str, Any]:
        """A job without a document yet; a printer busy with an orphan of ours is freed first."""
        wish: Attributes = {"job-name": [USER]}
        try:
            answer = self._ask(Operation.CREATE_JOB, wish)
        except PrinterTrouble as trouble:
            if trouble.reason is not Reason.BUSY or not self._sweep():
                raise
            answer = self._ask(Operation.CREATE_JOB, wish)
        job = answer.group(Group.JOB)
        number = first(job, "job-id")
        uuid = first(job, "job-uuid") or first(self._job(number), "job-uuid", "")
        return {"job_id": number, "job_uuid": uuid, "job_uri": first(job, "job-uri", "")}

    def _sweep(self) -> int:
        """Cancel our own jobs that never got a document; answers how many."""
        wish: Attributes = {"which-jobs": ["not-completed"], "my-jobs": [True], "requested-attributes": list(JOB_ASKED)}
        swept = 0
        for job in self._ask(Operation.GET_JOBS, wish).all(Group.JOB):
            waiting = first(job, "job-state") in (JobPhase.PENDING, JobPhase.HELD)
            if first(job, "job-name") == USER and waiting and first(job, "number-of-documents", 0) == 0:
                self._ask(Operation.CANCEL_JOB, {"job-id": [first(job, "job-id")]})
                swept += 1
        return swept

    def _send(self, number: int, pdf: bytes) -> None:
        wish: Attributes = {"job-id": [number], "document-format": ["application/pdf"], "last-document": [True]}
        self._ask(Operation.SEND_DOCUMENT, wish, pdf)

    def _job(self, number: int) -> Attributes:
        wish: Attributes = {"job-id": [number], "requested-attributes": list(JOB_ASKED)}
        return self._ask(Operation.GET_JOB_ATTRIBUTES, wish).group(Group.JOB)

    def _printer(self) -> Attributes:
        answer = self._ask(Operation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": list(ASKED)})
        return answer.group(Group.PRINTER)

    def _ask(self, operation: Operation, wish: Attributes, document: bytes = b"") -> Message:
        head: Attributes = {
            "attributes-charset": ["utf-8"],
            "attributes-natural-language": ["zh-cn"],
            "printer-uri": [self.uri],
            **({"job-id": wish.pop("job-id")} if "job-id" in wish else {}),
            "requesting-user-name": [USER],
            **wish,
        }
        request = Message(operation, next(self._numbers), ((Group.OPERATION, head),), document)
        reply = self._http.post(self._url, content=encode(request), headers={"Content-Type": MEDIA_TYPE})
        return _understood(reply)


def _understood(reply: httpx.Response) -> Message:
    try:
        answer = decode(reply.raise_for_status().content)
    except NotIpp as fault:
        raise PrinterTrouble(Reason.NO_ANSWER, "not an IPP answer") from fault
    if answer.code >= Status.BAD_REQUEST:
        busy = answer.code in (Status.BUSY, 0x0506, 0x0502)
        raise PrinterTrouble(Reason.BUSY if busy else Reason.REFUSED, f"IPP status {answer.code:#06x}")
    return answer


def readiness(printer: Attributes) -> Readiness:
    """Reasons by their beginning: the same fault comes as -report, -warning or -error."""
    words = [str(word) for word in printer.get("printer-state-reasons", [])]
    found = [reason for word in words for sign, reason in SIGNS if word.startswith(sign)]
    if not found and (
        first(printer, "printer-state") == STOPPED or not first(printer, "printer-is-accepting-jobs", True)
    ):
        found = [Reason.OFFLINE]
    reasons = tuple(dict.fromkeys(found))
    paper = "out" if Reason.PAPER_OUT in reasons else "low" if Reason.PAPER_LOW in reasons else "ok"
    levels = [level for level in printer.get("marker-levels", []) if isinstance(level, int) and level >= 0]
    return Readiness(reasons, paper, min(levels, default=None))


def _birth(printer: Attributes) -> dict[str, Any]:
    """Which life of which printer took the job: after a restart its numbers mean other jobs."""
    return {"printer_uuid": first(printer, "printer-uuid", ""), "up_time": first(printer, "printer-up-time", 0)}


def _lost(evidence: dict[str, Any], reason: Reason) -> Outcome:
    return Outcome.unknown(reason, **evidence)
