"""The virtual printers keep their contract: one whole file a job, nothing for a question, a real client is content."""

import json
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from printers.escpos_stream import Stream
from printers.faults import Faults
from printers.received import Received
from printers.virtual import VirtualPrinters
from tests.devices.printers_kit import run
from tests.devices.printers_peers import ROOT, process, wait_for

PDF = b"%PDF-1.7 a page"


@pytest.fixture
def hall(tmp_path):
    printers = VirtualPrinters(tmp_path)
    printers.start()
    yield printers
    printers.stop()


def connection(hall):
    return socket.create_connection(("127.0.0.1", hall.thermal_port), timeout=2)


def test_a_job_has_another_name_until_its_connection_closes(hall):
    with connection(hall) as line:
        line.sendall(b"\x1b@hello\n")
        wait_for("the part", lambda: list(hall.thermal.received.folder.glob("000001.bin.part")))
        assert hall.thermal.received.jobs() == []
    wait_for("the job", hall.thermal.received.jobs)
    assert hall.thermal.received.jobs()[0].name == "000001.bin"
    assert hall.thermal.received.jobs()[0].read_bytes() == b"\x1b@hello\n"


def test_a_connection_that_only_asks_leaves_nothing(hall):
    with connection(hall) as line:
        line.sendall(b"\x10\x04\x01\x10\x04\x04\x1dr\x01")
        assert line.recv(8)
    with connection(hall) as line:
        line.sendall(b"x\n")
    wait_for("the next job", hall.thermal.received.jobs)
    assert [path.name for path in hall.thermal.received.folder.iterdir()] in (["000001.bin"], ["000002.bin"])


def test_questions_inside_a_picture_are_dots():
    picture = b"\x1dv0\x00\x03\x00\x01\x00" + b"\x10\x04\x01"
    commands = list(Stream().feed(picture + b"\x10\x04\x02"))
    assert [command.is_question for command in commands] == [False, True]
    assert commands[0].raster == (3, b"\x10\x04\x01")


def test_commands_are_whole_however_the_network_cuts_them():
    whole = b"\x1b@" + b"\x1dv0\x00\x02\x00\x02\x00abcd" + b"\x1dV\x00" + b"\x1dr\x01" + b"A"
    stream, seen = Stream(), []
    for byte in whole:
        seen += [command.raw for command in stream.feed(bytes((byte,)))]
    assert b"".join(seen) == whole
    assert len(seen) == 5


def test_numbers_go_on_after_a_restart(tmp_path):
    Received(tmp_path, ".pdf").keep(b"1")
    again = Received(tmp_path, ".pdf")
    assert again.keep(b"2").name == "000002.pdf"
    assert [path.read_bytes() for path in again.jobs()] == [b"1", b"2"]


def test_a_half_written_fault_file_is_no_fault(tmp_path):
    faults = Faults(tmp_path / "faults.json")
    assert faults.of("thermal") == frozenset()
    faults.path.write_text('{"thermal": [', "utf-8")
    assert faults.of("thermal") == frozenset()


@pytest.mark.peer
@pytest.mark.parametrize("test", ["print-job.test", "validate-job.test", "create-job.test", "get-jobs.test"])
def test_ipptool_is_content_with_the_virtual_laser(hall, test, tmp_path):
    document = tmp_path / "page.pdf"
    document.write_bytes(PDF)
    told = run("ipptool", "-t", "-f", document, hall.laser_uri, test, package="cups-ipp-utils")
    assert "[PASS]" in told
    assert "[FAIL]" not in told


@pytest.mark.peer
def test_ipptool_finds_its_document_byte_for_byte(hall, tmp_path):
    document = tmp_path / "page.pdf"
    document.write_bytes(PDF * 1000)
    run("ipptool", "-t", "-f", document, hall.laser_uri, "print-job.test", package="cups-ipp-utils")
    assert [path.read_bytes() for path in hall.laser.queue.received.jobs()] == [PDF * 1000]


@pytest.mark.parametrize("body", [b"", b"not ipp", b"\x02\x00\x00\x0b\x00\x00\x00\x01\x01\x47\x00"])
def test_bytes_that_are_no_request_get_a_clear_answer(hall, body):
    address = hall.laser_uri.replace("ipp://", "http://")
    answer = httpx.post(address, content=body, headers={"Content-Type": "application/ipp"}, trust_env=False)
    assert answer.status_code == 400


def test_as_a_process_it_says_where_it_is_and_ends_when_asked(tmp_path):
    command = (sys.executable, "-m", "printers.virtual", "--home", tmp_path, "--parent", os.getpid())
    with process(*command, cwd=ROOT, stderr=subprocess.DEVNULL) as child:
        wait_for("the printers", (tmp_path / "virtual.json").exists)
        where = json.loads((tmp_path / "virtual.json").read_text("utf-8"))
        socket.create_connection((where["thermal"]["host"], where["thermal"]["port"]), timeout=2).close()
        assert where["laser"]["uri"].startswith("ipp://127.0.0.1:")
        child.send_signal(signal.SIGTERM)
        assert child.wait(5) == 0
