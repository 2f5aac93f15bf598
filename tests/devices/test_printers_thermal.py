"""The thermal driver against printers that misbehave: late, mute, gone, closing, harsher than real ones."""

import socket
import sys
import threading

import pytest

from printers.escpos_stream import Stream
from printers.hub import Evidence, JobState, rank
from printers.journal import FileLines, Journal
from printers.press import Press
from printers.printer import Order
from printers.slip import compose
from printers.thermal import Patience, ThermalPrinter
from printers.trouble import PrinterTrouble, Reason
from printers.virtual import VirtualPrinters
from shared.clock import system_clock
from shared.wire import Media
from tests.databases import free_port
from tests.devices.printers_kit import SAMPLES, sample, slip_bytes
from tests.devices.printers_peers import ROOT, process, wait_for

SHORT = Patience(connect=1, answer=0.3, fence=0.5)
QUIET = lambda evidence: None  # noqa: E731


@pytest.fixture
def hall(tmp_path):
    printers = VirtualPrinters(tmp_path)
    printers.start()
    yield printers
    printers.stop()


@pytest.fixture
def thermal(hall):
    return ThermalPrinter("t1", "127.0.0.1", hall.thermal_port, patience=SHORT)


class Odd:
    """A printer that answers each chunk of bytes as its script says; `sent` is what it was given."""

    def __init__(self, *script):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.script, self.sent = script, b""
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                self.talk(connection)

    def talk(self, connection):
        stream = Stream()
        while data := connection.recv(65536):
            self.sent += data
            replies = [self.reply(command.raw) for command in stream.feed(data)]
            if None in replies:
                return
            connection.sendall(b"".join(replies))

    def reply(self, command):
        return next((reply for trigger, reply in self.script if command.startswith(trigger)), b"")

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for a caller
        self.listener.close()
        self.thread.join(2)


@pytest.fixture
def odd():
    made = []

    def start(*script):
        made.append(Odd(*script))
        return made[-1], ThermalPrinter("t1", "127.0.0.1", made[-1].port, patience=SHORT)

    yield start
    for one in made:
        one.close()


HEALTHY = (b"\x10\x04", b"\x12")


def printed(thermal, note=QUIET):
    return thermal.print(thermal.prepare(slip_bytes()), note)


def test_an_answered_fence_confirms_the_slip(hall, thermal):
    outcome = printed(thermal)
    assert outcome.state is JobState.CONFIRMED
    assert rank(outcome.evidence) is Evidence.COMPLETED
    wait_for("the job", lambda: len(hall.thermal.received.jobs()) == 1)


def test_what_the_virtual_printer_keeps_is_the_slip_dot_for_dot(hall, thermal):
    printed(thermal)
    wait_for("the job", hall.thermal.received.jobs)
    commands = list(Stream().feed(hall.thermal.received.jobs()[0].read_bytes()))
    dots = b"".join(command.raster[1] for command in commands if command.raster)
    paper = compose(sample("slip-n3")).image
    assert dots == bytes(255 - byte for byte in paper.tobytes())
    assert max(len(command.raster[1]) // command.raster[0] for command in commands if command.raster) <= 255


def test_the_note_is_written_before_the_first_byte_of_the_job(odd):
    peer, thermal = odd(HEALTHY, (b"\x1dr", b"\x00"))
    sent_by_then = []
    printed(thermal, lambda evidence: sent_by_then.append(bytes(peer.sent)))
    assert sent_by_then == [b"\x10\x04\x01\x10\x04\x02\x10\x04\x04"]


def test_a_fence_without_answer_is_unknown(odd):
    _, thermal = odd(HEALTHY)
    outcome = printed(thermal)
    assert (outcome.state, outcome.evidence["trouble"]) == (JobState.UNKNOWN, "no_answer")
    assert outcome.evidence["bytes"] > 10_000


def test_a_printer_that_dies_in_the_job_leaves_it_unknown(odd):
    _, thermal = odd(HEALTHY, (b"\x1dv", None))
    assert printed(thermal).state is JobState.UNKNOWN


def test_a_late_answer_is_not_taken_for_the_next_ones(odd):
    # before each real answer comes a stale one of the other kind
    _, thermal = odd((b"\x10\x04", b"\x00\x12"), (b"\x1dr", b"\x16\x00"))
    assert thermal.look().ready


def test_a_closed_connection_is_not_plenty_of_paper(odd):
    _, thermal = odd((b"\x10\x04\x04", None))
    assert thermal.look().reasons == (Reason.NO_ANSWER,)


def test_a_mute_printer_gets_nothing(odd):
    peer, thermal = odd()
    assert printed(thermal).state is JobState.FAILED_BEFORE_SEND
    assert peer.sent == b"\x10\x04\x01"


def test_a_printer_that_is_not_there_gets_nothing():
    thermal = ThermalPrinter("t1", "127.0.0.1", free_port(), patience=SHORT)
    assert thermal.look().reasons == (Reason.UNREACHABLE,)
    assert printed(thermal).evidence["trouble"] == "unreachable"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("paper-out", Reason.PAPER_OUT), ("cover-open", Reason.COVER_OPEN), ("offline", Reason.OFFLINE)],
)
def test_trouble_before_a_job_names_its_cause_first(hall, thermal, fault, reason):
    hall.faults.set("thermal", fault)
    assert thermal.look().trouble is reason
    assert printed(thermal).state is JobState.FAILED_BEFORE_SEND


def test_low_paper_warns_and_prints(hall, thermal):
    hall.faults.set("thermal", "paper-near-end")
    assert thermal.look().reasons == (Reason.PAPER_LOW,)
    assert printed(thermal).state is JobState.CONFIRMED


def test_paper_out_in_a_job_is_unknown_and_the_printer_prints_it_later(hall, thermal):
    outcome = printed(thermal, lambda evidence: hall.faults.set("thermal", "paper-out"))
    assert (outcome.state, outcome.evidence["trouble"]) == (JobState.UNKNOWN, "paper_out")
    assert hall.thermal.received.jobs() == []
    hall.faults.set("thermal")
    wait_for("the held slip", lambda: len(hall.thermal.received.jobs()) == 1)


def test_after_a_crash_nobody_knows(thermal):
    assert thermal.recall({"bytes": 1}).state is JobState.UNKNOWN


@pytest.mark.parametrize("document", [b"", b"[]", b'{"kind": "n99"}', b'{"kind": "n3"}', slip_bytes(qr="豫")])
def test_a_slip_that_cannot_be_drawn_is_found_before_anything_is_sent(thermal, document):
    with pytest.raises(PrinterTrouble) as trouble:
        thermal.prepare(document)
    assert trouble.value.reason is Reason.BAD_DOCUMENT


def test_a_missing_character_is_reported_with_the_slip(thermal):
    outcome = thermal.print(thermal.prepare(slip_bytes("slip-n1", item="𠀡登记")), QUIET)
    assert outcome.evidence["missing"] == "𠀡"


KILLED = """
import sys
from pathlib import Path
from printers.journal import FileLines, Journal
from printers.press import Press
from printers.printer import Order
from printers.thermal import Patience, ThermalPrinter
from shared.clock import system_clock
from shared.wire import Media
port, home, slip = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
thermal = ThermalPrinter("t1", "127.0.0.1", port, patience=Patience(fence=60))
press = Press(Journal(FileLines(home / "journal")), [thermal], system_clock)
press.print(Order("slip-1", "t1", Media.SLIP, slip.read_bytes(), own=True))
"""


def test_a_machine_killed_while_it_waits_for_the_printer_does_not_print_again(tmp_path, odd):
    peer, thermal = odd(HEALTHY)
    command = (sys.executable, "-c", KILLED, str(peer.port), tmp_path, SAMPLES / "slip-n3.json")
    with process(*command, cwd=ROOT) as child:
        wait_for("the whole slip", lambda: peer.sent.endswith(b"\x1dr\x01"))
        child.kill()
    sent = len(peer.sent)
    press = Press(Journal(FileLines(tmp_path / "journal")), [thermal], system_clock)
    again = press.print(Order("slip-1", "t1", Media.SLIP, slip_bytes(), own=True))
    assert again.state is JobState.UNKNOWN
    assert len(peer.sent) == sent
