"""Waiting while a demonstration starts: for a file, for an address, and always for the signal to stop."""

import json
import signal
import socket
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any
from urllib.request import ProxyHandler, build_opener

from portal.demo.children import Children
from portal.demo.home import Home
from shared.refusals import Refusal

SECONDS_TO_START = 120.0
A_MOMENT = 0.2
ONE_QUESTION = 2.0
# The standard library's client: loading a larger one would take half of the start.
NO_PROXY = build_opener(ProxyHandler({}))


class NotStarted(Refusal):
    """A process did not come up in time."""

    code = "not_started"


class Stopped(Exception):
    """The signal to stop came before everything ran."""


class StopSignal:
    """Set by SIGINT and SIGTERM, also where they were inherited as ignored, and by a terminal that closes."""

    def __init__(self) -> None:
        self.came = False
        self._wake, self._woken = socket.socketpair()
        for socket_end in (self._wake, self._woken):
            socket_end.setblocking(False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup means: go on
            signal.signal(signal.SIGHUP, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        with suppress(BlockingIOError):
            self._wake.send(b".")

    def wait(self, seconds: float) -> bool:
        """Waits for the signal, at most this long."""
        if not self.came:
            self._woken.settimeout(seconds)
            with suppress(TimeoutError):
                self._woken.recv(1)
        return self.came

    def or_stopped(self, seconds: float) -> None:
        """Waits; raises Stopped when the signal came."""
        if self.wait(seconds):
            raise Stopped


def words_of(path: Path, children: Children, stop: StopSignal) -> dict[str, Any]:
    """What a JSON file says, once a child has written it."""
    end = monotonic() + SECONDS_TO_START
    while not path.exists():
        if monotonic() > end:
            raise NotStarted(name=path.stem, log=str(path.parent))
        children.tend()
        stop.or_stopped(A_MOMENT)
    return dict(json.loads(path.read_text("utf-8")))


def await_answer(url: str, program: tuple[str, Home], stop: StopSignal) -> None:
    """Waits until an address answers 200."""
    name, home = program
    end = monotonic() + SECONDS_TO_START
    while not _answers(url):
        if monotonic() > end:
            raise NotStarted(name=name, log=str(home.logs / f"{name}.log"))
        stop.or_stopped(A_MOMENT)


def _answers(url: str) -> bool:
    try:
        with NO_PROXY.open(url, timeout=ONE_QUESTION) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False
