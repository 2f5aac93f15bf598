"""The agent's own memory: a line a step, synced to disk before the first byte leaves, read again after a crash."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from printers.hub import JobState

KEPT_FINISHED = 500
TRIM_BYTES = 1_000_000


class Step(StrEnum):
    """How far an order got; the order of the words is the order of the steps."""

    CLAIMED = "claimed"
    SENDING = "sending"
    ENDED = "ended"
    TOLD = "told"


@dataclass(frozen=True)
class Entry:
    """What the journal knows of one order."""

    order: str
    printer: str = ""
    fence: int = 0
    own: bool = False
    step: Step = Step.CLAIMED
    state: JobState | None = None
    evidence: dict[str, Any] = field(default_factory=dict)
    at: str = ""

    def line(self) -> bytes:
        return json.dumps(self.__dict__, ensure_ascii=False, sort_keys=True).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Entry:
        kept = json.loads(line)
        state = JobState(kept["state"]) if kept["state"] else None
        return cls(**{**kept, "step": Step(kept["step"]), "state": state})


class Lines(Protocol):
    """Where the journal's lines are kept."""

    def read(self) -> list[bytes]: ...

    def append(self, line: bytes) -> None: ...

    def rewrite(self, lines: Iterable[bytes]) -> None: ...

    def size(self) -> int: ...


class FileLines:
    """A file that is synced at each line; a torn last line (power loss) is cut off when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        _sync_folder(path.parent)

    def read(self) -> list[bytes]:
        whole = self.path.read_bytes()
        kept = whole[: whole.rfind(b"\n") + 1]
        if len(kept) < len(whole):
            os.ftruncate(self._file, len(kept))
        return kept.splitlines(keepends=True)

    def append(self, line: bytes) -> None:
        os.write(self._file, line)
        os.fsync(self._file)

    def rewrite(self, lines: Iterable[bytes]) -> None:
        fresh = self.path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
        _sync_folder(self.path.parent)
        os.close(self._file)
        self._file = os.open(self.path, os.O_RDWR | os.O_APPEND)

    def size(self) -> int:
        return os.fstat(self._file).st_size

    def close(self) -> None:
        os.close(self._file)


class MemoryLines:
    """Lines that outlive a simulated crash but not the process."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def read(self) -> list[bytes]:
        return list(self.lines)

    def append(self, line: bytes) -> None:
        self.lines.append(line)

    def rewrite(self, lines: Iterable[bytes]) -> None:
        self.lines = list(lines)

    def size(self) -> int:
        return sum(map(len, self.lines))


class Journal:
    """All orders this agent has touched lately, the newest line of each winning."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        for line in lines.read():
            entry = Entry.read(line)
            self._entries[entry.order] = entry
        self._trim()

    def entry(self, order: str) -> Entry | None:
        return self._entries.get(order)

    def unfinished(self) -> list[Entry]:
        """Orders whose end the hub has not yet acknowledged, oldest first."""
        with self._lock:
            return [entry for entry in self._entries.values() if entry.step is not Step.TOLD]

    def begin(self, entry: Entry, now: datetime) -> Entry:
        return self._write(replace(entry, at=now.isoformat()))

    def went_on(self, order: str, step: Step, now: datetime, **facts: Any) -> Entry:
        """The order's next step; evidence adds to what is known, it never replaces it."""
        before = self._entries[order]
        evidence = {**before.evidence, **facts.pop("evidence", {})}
        return self._write(replace(before, step=step, evidence=evidence, at=now.isoformat(), **facts))

    def _write(self, entry: Entry) -> Entry:
        with self._lock:
            self._lines.append(entry.line())
            self._entries.pop(entry.order, None)
            self._entries[entry.order] = entry
        return entry

    def _trim(self) -> None:
        if self._lines.size() < TRIM_BYTES:
            return
        finished = [entry for entry in self._entries.values() if entry.step is Step.TOLD][-KEPT_FINISHED:]
        kept = [*finished, *self.unfinished()]
        self._lines.rewrite(entry.line() for entry in kept)
        self._entries = {entry.order: entry for entry in kept}


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
