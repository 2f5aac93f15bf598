"""A laser that speaks IPP over HTTP and keeps every PDF byte for byte: what an agent needs, told honestly.

It has the two traps of real ones: job numbers start at 1 again after a restart, and a job created without a document
keeps everybody else waiting until it is cancelled.
"""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from printers.faults import Faults
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
from printers.received import Received
from shared.clock import Clock, system_clock
from shared.ids import Ids

STOPPING = ("media-empty", "media-jam", "cover-open", "toner-empty", "paused")
LARGEST = 64 * 1024 * 1024
COMMON: Attributes = {"attributes-charset": ["utf-8"], "attributes-natural-language": ["zh-cn"]}


class Refused(Exception):
    """An IPP status that is no success."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.name)
        self.status = status


class LaserJob:
    """A job of this life of the printer."""

    def __init__(self, number: int, uuid: str, name: str) -> None:
        self.number, self.uuid, self.name = number, uuid, name
        self.phase = JobPhase.HELD
        self.document: bytes | None = None


class LaserQueue:
    """The printer without its network: operations in, attributes out."""

    def __init__(self, folder: Path, faults: Faults, clock: Clock = system_clock) -> None:
        self.received = Received(folder, ".pdf")
        self.faults, self.clock = faults, clock
        self.ids = Ids(clock)
        self.uri = ""
        self.jobs: dict[int, LaserJob] = {}
        self._born = clock()
        self._uuid = self._identity(folder / ".printer-uuid")
        self._lock = threading.Lock()
        self._answers = {
            Operation.GET_PRINTER_ATTRIBUTES: self._describe,
            Operation.VALIDATE_JOB: self._validate,
            Operation.PRINT_JOB: self._print_job,
            Operation.CREATE_JOB: self._create,
            Operation.SEND_DOCUMENT: self._send,
            Operation.GET_JOB_ATTRIBUTES: self._job_attributes,
            Operation.GET_JOBS: self._list,
            Operation.CANCEL_JOB: self._cancel,
        }

    def answer(self, request: Message) -> Message:
        """One request, one answer; the work of waiting jobs goes on first."""
        with self._lock:
            self._work()
            try:
                groups = self._answers[Operation(request.code)](request)
                self._work()
                return _reply(request, Status.OK, groups)
            except Refused as refused:
                return _reply(request, refused.status, [])
            except ValueError:
                return _reply(request, Status.OPERATION_NOT_SUPPORTED, [])

    def _identity(self, path: Path) -> str:
        """A printer keeps its uuid through restarts; its job numbers it does not."""
        if not path.exists():
            path.write_text(self._new_uuid(), "utf-8")
        return path.read_text("utf-8")

    def _new_uuid(self) -> str:
        row = self.ids.row()
        return f"urn:uuid:{row[:8]}-{row[8:12]}-{row[12:16]}-{row[16:20]}-{row[20:]}"

    def _stopped(self) -> list[str]:
        faults = self.faults.of("laser")
        return [word for word in STOPPING if word in faults]

    def _work(self) -> None:
        """Print what has its document, unless something stops the printer."""
        for job in self.jobs.values():
            if job.document is None or job.phase >= JobPhase.CANCELED:
                continue
            job.phase = JobPhase.PROCESSING
            if not self._stopped():
                self.received.keep(job.document)
                job.phase = JobPhase.COMPLETED

    def _describe(self, request: Message) -> list[tuple[int, Attributes]]:
        stopped = self._stopped()
        low = [f"{word}-report" for word in ("toner-low", "media-low") if word in self.faults.of("laser")]
        reasons = [f"{word}-error" for word in stopped] + low
        busy = any(job.phase is JobPhase.PROCESSING for job in self.jobs.values())
        state = 5 if stopped else 4 if busy else 3
        printer: Attributes = {
            "printer-uri-supported": [self.uri], "printer-name": ["virtual-laser"], "printer-uuid": [self._uuid],
            "printer-make-and-model": ["Tongban virtual laser"], "printer-info": ["Tongban virtual laser"],
            "printer-location": ["demonstration"], "printer-state": [state],
            "printer-state-reasons": reasons or ["none"], "printer-is-accepting-jobs": [True],
            "printer-up-time": [int((self.clock() - self._born).total_seconds()) + 1],
            "queued-job-count": [sum(job.phase < JobPhase.CANCELED for job in self.jobs.values())],
            "ipp-versions-supported": ["1.1", "2.0"], "operations-supported": [int(one) for one in Operation],
            "document-format-supported": ["application/pdf"], "document-format-default": ["application/pdf"],
            "charset-configured": ["utf-8"], "charset-supported": ["utf-8"], "compression-supported": ["none"],
            "natural-language-configured": ["zh-cn"], "generated-natural-language-supported": ["zh-cn"],
            "pdl-override-supported": ["not-attempted"], "uri-authentication-supported": ["none"],
            "uri-security-supported": ["none"], "media-supported": ["iso_a4_210x297mm"],
            "media-default": ["iso_a4_210x297mm"], "marker-names": ["black"], "marker-levels": [80],
        }  # fmt: skip
        return [(Group.PRINTER, printer)]

    def _validate(self, request: Message) -> list[tuple[int, Attributes]]:
        head = request.group(Group.OPERATION)
        if first(head, "document-format", "application/pdf") not in ("application/pdf", "application/octet-stream"):
            raise Refused(Status.FORMAT_NOT_SUPPORTED)
        return []

    def _open_orphan(self) -> bool:
        return any(job.document is None and job.phase < JobPhase.CANCELED for job in self.jobs.values())

    def _new_job(self, request: Message) -> LaserJob:
        self._validate(request)
        if self._open_orphan() or "busy" in self.faults.of("laser"):
            raise Refused(Status.BUSY)
        name = str(first(request.group(Group.OPERATION), "job-name", "untitled"))
        job = LaserJob(len(self.jobs) + 1, self._new_uuid(), name)
        self.jobs[job.number] = job
        return job

    def _print_job(self, request: Message) -> list[tuple[int, Attributes]]:
        job = self._new_job(request)
        job.document = request.data
        self._work()
        return [(Group.JOB, self._job(job))]

    def _create(self, request: Message) -> list[tuple[int, Attributes]]:
        return [(Group.JOB, self._job(self._new_job(request)))]

    def _send(self, request: Message) -> list[tuple[int, Attributes]]:
        job = self._asked(request)
        if job.document is not None or job.phase >= JobPhase.CANCELED:
            raise Refused(Status.NOT_POSSIBLE)
        self._validate(request)
        job.document = request.data
        self._work()
        return [(Group.JOB, self._job(job))]

    def _cancel(self, request: Message) -> list[tuple[int, Attributes]]:
        job = self._asked(request)
        if job.phase >= JobPhase.CANCELED:
            raise Refused(Status.NOT_POSSIBLE)
        job.phase = JobPhase.CANCELED
        return []

    def _job_attributes(self, request: Message) -> list[tuple[int, Attributes]]:
        return [(Group.JOB, self._job(self._asked(request)))]

    def _list(self, request: Message) -> list[tuple[int, Attributes]]:
        done = first(request.group(Group.OPERATION), "which-jobs", "not-completed") == "completed"
        chosen = [job for job in self.jobs.values() if (job.phase >= JobPhase.CANCELED) is done]
        return [(Group.JOB, self._job(job)) for job in chosen]

    def _asked(self, request: Message) -> LaserJob:
        head = request.group(Group.OPERATION)
        number = first(head, "job-id") or str(first(head, "job-uri", "0")).rpartition("/")[2]
        job = self.jobs.get(int(number)) if str(number).isdigit() else None
        if job is None:
            raise Refused(Status.NOT_FOUND)
        return job

    def _job(self, job: LaserJob) -> Attributes:
        done = job.phase is JobPhase.COMPLETED
        words = {JobPhase.COMPLETED: "job-completed-successfully", JobPhase.CANCELED: "job-canceled-by-user"}
        return {
            "job-id": [job.number], "job-uri": [f"{self.uri}/{job.number}"], "job-uuid": [job.uuid],
            "job-name": [job.name], "job-state": [job.phase], "job-state-reasons": [words.get(job.phase, "none")],
            "job-printer-uri": [self.uri], "number-of-documents": [int(job.document is not None)],
            "job-impressions-completed": [int(done)], "job-printer-up-time": [1],
        }  # fmt: skip


def _reply(request: Message, status: Status, groups: list[tuple[int, Attributes]]) -> Message:
    return Message(status, request.request_id, ((Group.OPERATION, dict(COMMON)), *groups), version=request.version)


class VirtualLaser:
    """The queue behind an HTTP port."""

    def __init__(self, folder: Path, faults: Faults, port: int = 0) -> None:
        self.queue = LaserQueue(folder, faults)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self.queue))
        self._server.daemon_threads = True
        self.uri = f"ipp://127.0.0.1:{self._server.server_address[1]}/ipp/print"
        self.queue.uri = self.uri
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="laser")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2)


def _handler(queue: LaserQueue) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10
        wbufsize = 65536  # head and body in one packet
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = _body(self)
            if self.headers.get("Content-Type") != MEDIA_TYPE or body is None:
                self.send_error(400)
                return
            try:
                reply = encode(queue.answer(decode(body)))
            except NotIpp:
                self.send_error(400)
                return
            self.send_response(200)
            self.send_header("Content-Type", MEDIA_TYPE)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:
            """Silent: what was printed is in the folder."""

    return Handler


def _body(request: BaseHTTPRequestHandler) -> bytes | None:
    """The body by its length or in chunks; None when it is too large."""
    if request.headers.get("Transfer-Encoding", "").lower() == "chunked":
        return _chunks(request)
    length = int(request.headers.get("Content-Length") or 0)
    return request.rfile.read(length) if length <= LARGEST else None


def _chunks(request: BaseHTTPRequestHandler) -> bytes | None:
    out = b""
    while size := int(request.rfile.readline().split(b";")[0] or b"0", 16):
        if len(out) + size > LARGEST:
            return None
        out += request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()
    return out
