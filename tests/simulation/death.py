"""How a simulated process dies: a fuse burns at every step that a real power cut could fall upon."""

from collections.abc import Iterable
from dataclasses import dataclass

from printers.journal import MemoryLines


class Died(BaseException):
    """The process stops right here; nothing after this line runs. No `except Exception` may catch it."""


@dataclass
class Fuse:
    """Counts steps down; at zero the process dies. Not lit, it burns for nothing."""

    left: int = 0

    def light(self, steps: int) -> None:
        self.left = steps

    def burn(self) -> None:
        if self.left > 0:
            self.left -= 1
            if self.left == 0:
                raise Died


class FusedLines(MemoryLines):
    """A journal's file: what was appended outlives the process, which may die before or after each line."""

    def __init__(self, fuse: Fuse) -> None:
        super().__init__()
        self._fuse = fuse

    def append(self, line: bytes) -> None:
        self._fuse.burn()
        super().append(line)
        self._fuse.burn()

    def rewrite(self, lines: Iterable[bytes]) -> None:
        self._fuse.burn()
        super().rewrite(lines)
