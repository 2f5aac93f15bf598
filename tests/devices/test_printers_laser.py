"""The IPP driver against the virtual laser and against requests that fail at each step: sent once or said why not."""

import httpx
import pytest

from printers.faults import Faults
from printers.hub import JobState
from printers.ipp import Attributes, Group, JobPhase, Message, NotIpp, Operation, decode, encode
from printers.laser import LaserPrinter, readiness
from printers.trouble import PrinterTrouble, Reason
from printers.virtual_laser import LaserQueue

PDF = b"%PDF-1.7 certificate"
QUIET = lambda evidence: None  # noqa: E731
URI = "ipp://printer.test/ipp/print"


class Line:
    """The network between driver and printer; `break_at` fails one operation, before or after it took effect."""

    def __init__(self, folder):
        self.faults = Faults(folder / "faults.json")
        self.queue = LaserQueue(folder / "laser", self.faults)
        self.queue.uri = URI
        self.asked, self.break_at, self.after, self.error = [], None, False, httpx.ReadTimeout("no answer")

    def __call__(self, request):
        message = decode(request.content)
        operation = Operation(message.code)
        self.asked.append(operation)
        if operation is self.break_at and not self.after:
            raise self.error
        reply = encode(self.queue.answer(message))
        if operation is self.break_at:
            raise self.error
        return httpx.Response(200, content=reply)

    def fail(self, operation, error=None, after=False):
        self.break_at, self.after, self.error = operation, after, error or self.error

    def restart(self):
        """A power cycle: the list of jobs is gone, numbers begin at 1, the printer keeps its name."""
        folder = self.queue.received.folder
        self.queue = LaserQueue(folder, self.faults)
        self.queue.uri = URI

    @property
    def received(self):
        return [path.read_bytes() for path in self.queue.received.jobs()]


@pytest.fixture
def line(tmp_path):
    return Line(tmp_path)


@pytest.fixture
def laser(line):
    driver = LaserPrinter("l1", httpx.Client(transport=httpx.MockTransport(line)), URI, pause=lambda seconds: None)
    driver.polls = 3
    return driver


def test_a_certificate_arrives_byte_for_byte_and_once(line, laser):
    outcome = laser.print(PDF, QUIET)
    assert outcome.state is JobState.CONFIRMED
    assert line.received == [PDF]


def test_the_job_is_noted_before_its_document_leaves(line, laser):
    notes = []
    laser.print(PDF, lambda evidence: notes.append((dict(evidence), list(line.asked))))
    assert all(Operation.SEND_DOCUMENT not in asked for _, asked in notes)
    assert notes[0][0].keys() >= {"job_id", "job_uuid", "job_uri", "printer_uuid", "up_time"}
    assert notes[-1][0]["bytes"] == len(PDF)


@pytest.mark.parametrize("operation", [Operation.GET_PRINTER_ATTRIBUTES, Operation.CREATE_JOB])
@pytest.mark.parametrize("after", [False, True], ids=["request lost", "answer lost"])
def test_before_the_document_a_silence_means_nothing_was_sent(line, laser, operation, after):
    line.fail(operation, after=after)
    assert laser.print(PDF, QUIET).state is JobState.FAILED_BEFORE_SEND
    assert line.received == []


@pytest.mark.parametrize("after", [False, True], ids=["request lost", "answer lost"])
def test_a_silence_while_the_document_is_sent_is_unknown(line, laser, after):
    line.fail(Operation.SEND_DOCUMENT, after=after)
    assert laser.print(PDF, QUIET).state is JobState.UNKNOWN
    assert len(line.received) == int(after)


def test_a_document_that_found_no_printer_was_not_sent_and_its_job_is_taken_back(line, laser):
    line.fail(Operation.SEND_DOCUMENT, httpx.ConnectError("refused"))
    assert laser.print(PDF, QUIET).state is JobState.FAILED_BEFORE_SEND
    assert line.queue.jobs[1].phase is JobPhase.CANCELED


def test_an_orphan_of_ours_that_blocks_the_printer_is_taken_back(line, laser):
    line.fail(Operation.CREATE_JOB, after=True)
    laser.print(PDF, QUIET)
    line.fail(None)
    assert laser.print(PDF, QUIET).state is JobState.CONFIRMED
    assert line.received == [PDF]


def test_a_busy_printer_is_tried_again_later(line, laser):
    line.faults.set("laser", "busy")
    assert laser.print(PDF, QUIET).evidence["trouble"] == "busy"


def test_without_paper_the_sheet_waits_in_the_printer_and_is_followed_to_its_end(line, laser):
    outcome = laser.print(PDF, lambda evidence: line.faults.set("laser", "media-empty"))
    assert outcome.state is JobState.SENT
    line.faults.set("laser")
    assert laser.recall(outcome.evidence).state is JobState.CONFIRMED
    assert line.received == [PDF]


def test_a_job_the_restarted_printer_no_longer_knows_is_unknown(line, laser):
    outcome = laser.print(PDF, lambda evidence: line.faults.set("laser", "media-empty"))
    line.restart()
    assert laser.recall(outcome.evidence).evidence["trouble"] == "vanished"


def test_another_job_under_the_same_number_is_not_taken_for_ours(line, laser):
    outcome = laser.print(PDF, lambda evidence: line.faults.set("laser", "media-empty"))
    line.restart()
    line.faults.set("laser")
    laser.print(b"%PDF another", QUIET)
    assert laser.recall(outcome.evidence).state is JobState.UNKNOWN


def test_a_job_cancelled_at_the_printer_is_looked_at_by_a_person(line, laser):
    outcome = laser.print(PDF, lambda evidence: line.faults.set("laser", "media-empty"))
    line.queue.jobs[1].phase = JobPhase.CANCELED
    assert laser.recall(outcome.evidence).state is JobState.UNKNOWN


def test_after_a_crash_before_the_document_the_empty_job_is_taken_back(line, laser):
    kept = {}
    line.fail(Operation.SEND_DOCUMENT)
    laser.print(PDF, lambda evidence: kept.update(evidence) if "bytes" not in evidence else None)
    assert laser.recall(kept).state is JobState.FAILED_BEFORE_SEND
    assert line.queue.jobs[1].phase is JobPhase.CANCELED


def test_while_the_printer_does_not_answer_a_sent_sheet_stays_sent(line, laser):
    outcome = laser.print(PDF, lambda evidence: line.faults.set("laser", "media-empty"))
    line.fail(Operation.GET_JOB_ATTRIBUTES)
    assert laser.recall(outcome.evidence).state is JobState.SENT


@pytest.mark.parametrize("document", [b"", b"<html>", b"{}"])
def test_only_pdf_is_printed(laser, document):
    with pytest.raises(PrinterTrouble):
        laser.prepare(document)


@pytest.mark.parametrize(
    ("words", "reason", "ready"),
    [
        (["none"], None, True),
        (["media-empty-report", "media-needed-report"], Reason.PAPER_OUT, False),
        (["media-needed-warning"], Reason.PAPER_OUT, False),
        (["toner-low-report"], Reason.TONER_LOW, True),
        (["media-low-warning"], Reason.PAPER_LOW, True),
        (["media-jam-error"], Reason.PAPER_JAM, False),
        (["cover-open"], Reason.COVER_OPEN, False),
        (["paused"], Reason.OFFLINE, False),
        (["cups-waiting-for-job-completed"], None, True),
    ],
)
def test_reasons_are_known_by_their_beginning(words, reason, ready):
    state = readiness({"printer-state-reasons": words, "printer-state": [3]})
    assert (state.reasons[0] if state.reasons else None, state.ready) == (reason, ready)


def test_a_stopped_printer_without_a_reason_is_offline():
    assert readiness({"printer-state": [5]}).reasons == (Reason.OFFLINE,)
    assert readiness({"printer-state": [3], "printer-is-accepting-jobs": [False]}).reasons == (Reason.OFFLINE,)


def test_a_printer_that_is_not_there_is_unreachable(line, laser):
    line.fail(Operation.GET_PRINTER_ATTRIBUTES, httpx.ConnectError("refused"))
    assert laser.look().reasons == (Reason.UNREACHABLE,)


def test_an_answer_that_is_not_ipp_is_no_answer():
    web = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, content=b"<html>")))
    assert LaserPrinter("l1", web, URI).look().reasons == (Reason.NO_ANSWER,)


def test_a_message_is_read_as_it_was_written():
    job: Attributes = {"job-name": ["证照 张䶮𬬻"], "job-id": [7], "my-jobs": [True], "copies-supported": [(1, 9)]}
    sent = Message(
        Operation.CREATE_JOB, 9, ((Group.OPERATION, {"requested-attributes": ["a", "b"]}), (Group.JOB, job)), b"%PDF"
    )
    got = decode(encode(sent))
    assert (got.code, got.request_id, got.groups, got.data) == (sent.code, 9, sent.groups, b"%PDF")


@pytest.mark.parametrize("raw", [b"", b"\x02\x00", b"\x02\x00\x00\x0b\x00\x00\x00\x01\x01\x47\x00\x40"])
def test_torn_messages_are_refused(raw):
    with pytest.raises(NotIpp):
        decode(raw)
