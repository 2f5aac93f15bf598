"""The thermal printer over TCP 9100, the only file that meets python-escpos: raster strips and an in-order fence.

Replies are read byte by byte and matched by their fixed bits, because the library takes a late reply for the next
one's answer and an empty one for "plenty of paper". A fence without answer is an unknown outcome: the bytes may sit
in the printer and come out when paper is loaded.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from escpos.printer import Network

from printers.codes import CodeNotPrintable
from printers.hub import JobState
from printers.printer import Note, Outcome, Readiness
from printers.slip import STRIP_ROWS, SlipImage, UnknownSlip, compose
from printers.slip_scale import WIDE
from printers.trouble import PrinterTrouble, Reason

ASK = b"\x10\x04"  # DLE EOT n, answered at once even while the printer is stopped
FENCE = b"\x1dr\x01"  # GS r 1, answered in its place in the buffer
PROFILE = "TM-T20II"  # only for the commands it allows; the width in dots is ours


@dataclass(frozen=True)
class Patience:
    """Seconds to wait for a connection, for an answer about the state, and for the end of a job."""

    connect: float = 2.0
    answer: float = 1.5
    fence: float = 15.0


class Wire(Network):  # type: ignore[misc]
    """A connection that counts what was sent and reads replies framed."""

    sent = 0

    def open(self, raise_not_found: bool = True) -> None:
        """The library leaves its socket open when nobody answers; this one does not."""
        self.device = socket.create_connection((self.host, self.port), self.timeout)
        self.device.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _raw(self, msg: bytes) -> None:
        self.sent += len(msg)  # before sending: a write that fails half way has sent something
        self.device.sendall(msg)

    def ask(self, question: bytes, mine: Callable[[int], bool], wait: float) -> int | None:
        """The reply that has the fixed bits of this question; other bytes are late answers and are dropped."""
        self._drain()
        self.device.sendall(question)
        return self._reply(mine, wait)

    def fence(self, wait: float) -> int | None:
        self._drain()
        self._raw(FENCE)
        return self._reply(_is_buffered, wait)

    def _reply(self, mine: Callable[[int], bool], wait: float) -> int | None:
        end = time.monotonic() + wait
        while (left := end - time.monotonic()) > 0:
            self.device.settimeout(left)
            try:
                byte = self.device.recv(1)
            except TimeoutError:
                return None
            if not byte:
                raise ConnectionResetError("the printer closed the connection")
            if mine(byte[0]):
                return int(byte[0])
        return None

    def _drain(self) -> None:
        self.device.setblocking(False)
        try:
            while self.device.recv(256):
                pass
        except BlockingIOError:
            pass
        finally:
            self.device.settimeout(self.timeout)


def _is_real_time(byte: int) -> bool:
    return byte & 0x93 == 0x12


def _is_buffered(byte: int) -> bool:
    return byte & 0x90 == 0x00


# DLE EOT n: bits of the answer that mean trouble
SIGNS: dict[int, tuple[tuple[int, Reason], ...]] = {
    1: ((0x08, Reason.OFFLINE),),
    2: ((0x04, Reason.COVER_OPEN), (0x20, Reason.PAPER_OUT)),
    4: ((0x60, Reason.PAPER_OUT), (0x0C, Reason.PAPER_LOW)),
}


class ThermalPrinter:
    """A slip printer on the network; a document is the slip's data as JSON."""

    def __init__(self, code: str, host: str, port: int = 9100, dots: int = WIDE, patience: Patience | None = None):
        self.code = code
        self.host, self.port, self.dots = host, port, dots
        self.patience = patience or Patience()

    def prepare(self, document: bytes) -> SlipImage:
        try:
            return compose(json.loads(document), self.dots)
        except (ValueError, KeyError, TypeError, IndexError, UnknownSlip, CodeNotPrintable) as fault:
            raise PrinterTrouble(Reason.BAD_DOCUMENT, type(fault).__name__) from fault

    def look(self) -> Readiness:
        try:
            wire = self._connect()
        except OSError:
            return Readiness((Reason.UNREACHABLE,))
        try:
            return self._state(wire)
        except OSError:
            return Readiness((Reason.NO_ANSWER,))
        finally:
            wire.close()

    def print(self, prepared: SlipImage, note: Note) -> Outcome:
        try:
            wire = self._connect()
        except OSError:
            return Outcome.not_sent(Reason.UNREACHABLE)
        try:
            return self._print(wire, prepared, note)
        finally:
            wire.close()

    def recall(self, evidence: dict[str, Any]) -> Outcome:
        """A thermal printer keeps no list of jobs: what was being sent when we died stays unknown."""
        return Outcome.unknown(Reason.NO_ANSWER, **evidence)

    def _connect(self) -> Wire:
        wire = Wire(self.host, self.port, timeout=self.patience.connect, profile=PROFILE)
        wire.open()
        return wire

    def _state(self, wire: Wire) -> Readiness:
        found: list[Reason] = []
        for question, signs in SIGNS.items():
            answer = wire.ask(ASK + bytes((question,)), _is_real_time, self.patience.answer)
            if answer is None:
                return Readiness((Reason.NO_ANSWER,))
            found += [reason for bits, reason in signs if answer & bits]
        if Reason.PAPER_OUT in found:
            found = [reason for reason in found if reason is not Reason.PAPER_LOW]
        reasons = tuple(dict.fromkeys(sorted(found, key=_cause_first)))
        paper = "out" if Reason.PAPER_OUT in reasons else "low" if Reason.PAPER_LOW in reasons else "ok"
        return Readiness(reasons, paper)

    def _print(self, wire: Wire, slip: SlipImage, note: Note) -> Outcome:
        try:
            state = self._state(wire)
        except OSError:
            return Outcome.not_sent(Reason.NO_ANSWER)
        if state.trouble:
            return Outcome.not_sent(state.trouble, reasons=[str(r) for r in state.reasons])
        evidence: dict[str, Any] = {"dots": slip.dots, "rows": slip.rows, "paper": state.paper}
        if slip.missing:
            evidence["missing"] = slip.missing
        note({**evidence, "bytes": 1})  # on disk before the first byte: from here on nothing is sent again
        wire.sent = 0
        try:
            self._send(wire, slip)
            answer = wire.fence(self.patience.fence)
        except OSError as broken:
            return Outcome.unknown(Reason.NO_ANSWER, **evidence, bytes=wire.sent, detail=type(broken).__name__)
        if answer is None:
            return self._unanswered(wire, {**evidence, "bytes": wire.sent})
        return Outcome(JobState.CONFIRMED, {**evidence, "bytes": wire.sent, "flushed": True, "completed": True})

    def _send(self, wire: Wire, slip: SlipImage) -> None:
        wire.hw("INIT")
        for strip in slip.strips(STRIP_ROWS):
            wire.image(strip, impl="bitImageRaster", fragment_height=STRIP_ROWS)
        wire.cut()

    def _unanswered(self, wire: Wire, evidence: dict[str, Any]) -> Outcome:
        """No answer to the fence: ask why, for the person who will look; the outcome stays unknown."""
        try:
            state = self._state(wire)
        except OSError:
            state = Readiness()
        reasons = [str(reason) for reason in state.reasons]
        return Outcome.unknown(state.trouble or Reason.NO_ANSWER, **evidence, flushed=True, reasons=reasons)


def _cause_first(reason: Reason) -> bool:
    """Offline is what paper and cover cause: it is named last."""
    return reason is Reason.OFFLINE
