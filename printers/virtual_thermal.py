"""A thermal printer on a TCP port: answers DLE EOT at once and GS r in its place, keeps each job's bytes.

Without paper it takes the bytes, answers no fence and finishes the job when paper is back, as real ones do.
"""

from __future__ import annotations

import select
import socket
import threading
from pathlib import Path

from printers.escpos_stream import Command, Stream
from printers.faults import Faults
from printers.received import Received

STOPPING = frozenset({"paper-out", "cover-open", "offline"})
TICK = 0.05


class VirtualThermal:
    """Several connections may come; each is one job, printed in the order of their ends."""

    def __init__(self, folder: Path, faults: Faults, port: int = 0) -> None:
        self.received = Received(folder, ".bin")
        self.faults = faults
        self._listener = socket.create_server(("127.0.0.1", port), backlog=16)
        self.port: int = self._listener.getsockname()[1]
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        self._spawn(self._accept)

    def stop(self) -> None:
        self._stop.set()
        self._listener.close()
        for thread in self._threads:
            thread.join(2)

    def _spawn(self, work: object, *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True, name="thermal")  # type: ignore[arg-type]
        self._threads = [old for old in self._threads if old.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            if not _readable(self._listener):
                continue
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._spawn(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        job = _Job(connection, self)
        with connection:
            while not self._stop.is_set() and job.turn():
                pass
        job.end()

    def stopped(self) -> bool:
        return bool(self.faults.of("thermal") & STOPPING)

    def real_time(self, question: int) -> bytes:
        """DLE EOT 1, 2 or 4, by the faults of this moment."""
        faults = self.faults.of("thermal")
        if question == 1:
            return bytes((0x12 | (0x08 if faults & STOPPING else 0),))
        if question == 2:
            return bytes((0x12 | (0x04 if "cover-open" in faults else 0) | (0x20 if "paper-out" in faults else 0),))
        if question == 4:
            return bytes((0x7E if "paper-out" in faults else 0x1E if "paper-near-end" in faults else 0x12,))
        return b"\x12"

    def paper(self) -> bytes:
        return b"\x03" if "paper-near-end" in self.faults.of("thermal") else b"\x00"


class _Job:
    """One connection: what waits in the buffer, what is on paper, and the file it is kept in."""

    def __init__(self, connection: socket.socket, printer: VirtualThermal) -> None:
        self.connection, self.printer = connection, printer
        self.stream = Stream()
        self.waiting: list[Command] = []
        self.part: Path | None = None
        self.printed = False

    def turn(self) -> bool:
        """Read what came, print what may be printed; False when the other side has closed and all is done."""
        if _readable(self.connection):
            try:
                data = self.connection.recv(65536)
            except OSError:
                return False
            if not data:
                return False
            for command in self.stream.feed(data):
                self._take(command)
        self._print()
        return True

    def _take(self, command: Command) -> None:
        if command.is_question:
            if "mute" not in self.printer.faults.of("thermal"):
                self._answer(self.printer.real_time(command.raw[2]))
            return
        self.waiting.append(command)

    def _print(self) -> None:
        while self.waiting and not self.printer.stopped():
            command = self.waiting.pop(0)
            self._keep(command.raw)
            self.printed = self.printed or not command.is_fence
            if command.is_fence and "mute" not in self.printer.faults.of("thermal"):
                self._answer(self.printer.paper())

    def _keep(self, raw: bytes) -> None:
        if self.part is None:
            self.part = self.printer.received.begin()
        with self.part.open("ab") as file:
            file.write(raw)

    def _answer(self, reply: bytes) -> None:
        try:
            self.connection.sendall(reply)
        except OSError:
            return

    def end(self) -> None:
        """The connection is closed. Without paper the buffer keeps its bytes and prints them when paper is back."""
        while self.waiting and self.printer.stopped() and not self.printer._stop.wait(TICK):
            pass
        self._print()
        if self.stream.rest and not self.waiting:
            self._keep(self.stream.rest)
            self.printed = True
        if self.part is None:
            return
        if self.printed and not self.waiting:
            self.printer.received.finish(self.part)
        elif not self.printed:
            self.part.unlink()


def _readable(connection: socket.socket) -> bool:
    try:
        ready, _, _ = select.select([connection], [], [], TICK)
    except (OSError, ValueError):
        return True  # closed under us: the next read says so
    return bool(ready)
