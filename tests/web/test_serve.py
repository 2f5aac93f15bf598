"""The portal's real processes: they serve, refuse a taken port, and leave nobody behind."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import free_port

PORTAL = """
import os, sys
from portal.serve import Listening, serve

def load():
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(os.getpid()).encode()]
    os.write(1, b"loaded\\n")
    return application

serve(Listening("127.0.0.1", int(sys.argv[1])), load)
"""


class Running:
    """A portal of two workers in its own process group, started with both stop signals ignored."""

    def __init__(self) -> None:
        self.port = free_port()
        deaf = ["env", "--ignore-signal=INT,TERM"]
        self.process = subprocess.Popen(
            [*deaf, sys.executable, "-c", PORTAL, str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for _worker in range(2):
            assert self.process.stdout.readline() == b"loaded\n"

    def answering_worker(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return int(connection.getresponse().read())
        finally:
            connection.close()

    def all_gone(self) -> None:
        """The pipe ends when the last process that holds it is gone."""
        self.process.stdout.read()

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=5)
        self.process.stdout.close()


@pytest.fixture
def portal() -> Iterator[Running]:
    running = Running()
    yield running
    running.end()


def test_a_worker_answers(portal: Running) -> None:
    assert Path(f"/proc/{portal.answering_worker()}").exists()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_signal_ends_the_portal_even_where_it_was_inherited_as_ignored(portal: Running, stop: int) -> None:
    os.killpg(portal.process.pid, stop)
    assert portal.process.wait(timeout=5) == 0


def test_workers_end_with_their_killed_parent(portal: Running) -> None:
    portal.process.kill()
    portal.all_gone()
    with pytest.raises(ConnectionRefusedError):
        portal.answering_worker()


def test_a_killed_worker_is_replaced(portal: Running) -> None:
    os.kill(portal.answering_worker(), signal.SIGKILL)
    assert portal.process.stdout.readline() == b"loaded\n"


def test_a_taken_port_is_refused(portal: Running) -> None:
    second = subprocess.run(
        [sys.executable, "-c", PORTAL, str(portal.port)], capture_output=True, text=True, timeout=20
    )
    assert "PortTaken" in second.stderr
