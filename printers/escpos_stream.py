"""Reads ESC/POS command by command, so that the virtual printer knows a question from a picture's dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Length of the commands whose length is fixed; the first two bytes name them.
FIXED = {
    b"\x10\x04": 3, b"\x1b@": 2, b"\x1bd": 3, b"\x1ba": 3, b"\x1b!": 3, b"\x1bt": 3, b"\x1bE": 3, b"\x1b-": 3,
    b"\x1bM": 3, b"\x1bJ": 3, b"\x1b2": 2, b"\x1b3": 3, b"\x1bR": 3, b"\x1bB": 4, b"\x1d!": 3, b"\x1dr": 3,
    b"\x1da": 3, b"\x1dB": 3, b"\x1dh": 3, b"\x1dw": 3, b"\x1dH": 3, b"\x1df": 3, b"\x1c&": 2, b"\x1c.": 2,
    b"\x1bp": 5, b"\x1d\x05": 2,
}  # fmt: skip
RASTER_HEAD = 8


@dataclass(frozen=True)
class Command:
    """One command; `name` are its first two bytes, or the single byte of a printed character."""

    name: bytes
    raw: bytes

    @property
    def is_question(self) -> bool:
        """Answered at once and no part of a job: DLE EOT n."""
        return self.name == b"\x10\x04"

    @property
    def is_fence(self) -> bool:
        return self.name == b"\x1dr"

    @property
    def raster(self) -> tuple[int, bytes] | None:
        """Bytes a row and the dots of a raster strip."""
        if self.name != b"\x1dv":
            return None
        return int.from_bytes(self.raw[4:6], "little"), self.raw[RASTER_HEAD:]


def _length(buffer: bytes) -> int:
    """Bytes of the first command in the buffer; 0 while it is not all there."""
    if buffer[0] not in b"\x10\x1b\x1c\x1d":
        return 1
    if len(buffer) < 2:
        return 0
    name = buffer[:2]
    if name in FIXED:
        return FIXED[name]
    return _counted(name, buffer)


def _counted(name: bytes, buffer: bytes) -> int:
    """Commands that say themselves how long they are."""
    if name == b"\x1dv":
        if len(buffer) < RASTER_HEAD:
            return 0
        return RASTER_HEAD + int.from_bytes(buffer[4:6], "little") * int.from_bytes(buffer[6:8], "little")
    if name == b"\x1dV":
        return 0 if len(buffer) < 3 else 4 if buffer[2] in (65, 66, 97, 98) else 3
    if name in (b"\x1d(", b"\x1c("):
        return 0 if len(buffer) < 5 else 5 + int.from_bytes(buffer[3:5], "little")
    return 2


class Stream:
    """Fed with what the network brings, gives whole commands."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Command]:
        self._rest += data
        while self._rest:
            length = _length(self._rest)
            if not length or len(self._rest) < length:
                return
            raw, self._rest = self._rest[:length], self._rest[length:]
            yield Command(raw[:2], raw)

    @property
    def rest(self) -> bytes:
        """The beginning of a command whose end never came."""
        return self._rest
