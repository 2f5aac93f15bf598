"""Where a virtual printer keeps what it was given: one numbered file a job, under another name until it is whole."""

from __future__ import annotations

import threading
from pathlib import Path


class Received:
    """A folder of NNNNNN files; numbers go on after a restart, half files of an earlier run are left aside."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self.folder, self.suffix = folder, suffix
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._last = max((int(path.stem[:6]) for path in folder.glob("[0-9]" * 6 + ".*")), default=0)

    def keep(self, job: bytes) -> Path:
        """The whole job at once."""
        part = self.begin()
        part.write_bytes(job)
        return self.finish(part)

    def begin(self) -> Path:
        with self._lock:
            self._last += 1
            return self.folder / f"{self._last:06}{self.suffix}.part"

    def finish(self, part: Path) -> Path:
        whole = part.with_suffix("")
        part.replace(whole)
        return whole

    def jobs(self) -> list[Path]:
        return sorted(self.folder.glob(f"[0-9]*{self.suffix}"))
