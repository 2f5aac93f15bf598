"""Time as an argument: every process holds one Clock, and only this file reads the machine's own (product.md §2)."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from shared.refusals import Refusal

Clock = Callable[[], datetime]

SHANGHAI = ZoneInfo("Asia/Shanghai")


class NaiveInstant(ValueError):
    """An instant without a time zone reached a place that needs one: a mistake in the program, not a refusal."""


class ClockBackwards(Refusal):
    """The demonstration's clock may only move forward."""

    code = "clock_backwards"


def system_clock() -> datetime:
    """The real time of this machine, in UTC."""
    return datetime.now(UTC)


def local(now: datetime) -> datetime:
    """The same instant as the hall's wall clock shows it."""
    return aware(now).astimezone(SHANGHAI)


def today(now: datetime) -> date:
    """The date on the hall's wall calendar at this instant."""
    return local(now).date()


def aware(instant: datetime) -> datetime:
    """The instant unchanged, once it is sure that it carries a time zone."""
    if instant.tzinfo is None:
        raise NaiveInstant(instant.isoformat())
    return instant


def instant(text: str) -> datetime:
    """Read ISO 8601; a text without an offset means the hall's wall clock. The answer is in UTC."""
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=SHANGHAI)).astimezone(UTC)


def wall(day: date, clock_time: str) -> datetime:
    """The UTC instant at which the hall's wall clock shows `clock_time` ("08:30") on that day."""
    return instant(f"{day.isoformat()}T{clock_time}")


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        self.now = aware(now).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by

    def set(self, now: datetime) -> None:
        self.now = aware(now).astimezone(UTC)


class DemoClock:
    """A running clock kept in a small file, so that all processes of a demonstration share one time.

    The file holds an anchor: at this real instant the demonstration showed that instant, and runs at this speed.
    Each call looks whether the file was replaced, so that "go on to …" reaches every process at once.
    """

    def __init__(self, path: Path, real: Clock = system_clock) -> None:
        self.path = path
        self._real = real
        self._lock = threading.Lock()
        self._seen: tuple[int, int] = (0, 0)
        self._anchor: tuple[datetime, datetime, float] | None = None

    @classmethod
    def start(cls, path: Path, now: datetime, speed: float = 1.0, real: Clock = system_clock) -> DemoClock:
        """Write the anchor and return the clock; an older file is replaced."""
        clock = cls(path, real)
        clock._write(aware(now).astimezone(UTC), speed)
        return clock

    def __call__(self) -> datetime:
        real_then, shown_then, speed = self._read()
        return shown_then + (self._real() - real_then) * speed

    @property
    def speed(self) -> float:
        return self._read()[2]

    def go_on(self, to: datetime) -> None:
        """Move every process of the demonstration forward to this instant."""
        if aware(to) < self():
            raise ClockBackwards(now=self(), wanted=to)
        self._write(to.astimezone(UTC), self.speed)

    def run_at(self, speed: float) -> None:
        """Go on from now at another speed."""
        self._write(self(), speed)

    def _read(self) -> tuple[datetime, datetime, float]:
        state = self.path.stat()
        seen = (state.st_mtime_ns, state.st_ino)
        with self._lock:
            if self._anchor is None or seen != self._seen:
                kept = json.loads(self.path.read_text("utf-8"))
                self._anchor = (instant(kept["real"]), instant(kept["shown"]), float(kept["speed"]))
                self._seen = seen
            return self._anchor

    def _write(self, shown: datetime, speed: float) -> None:
        kept = {"real": self._real().isoformat(), "shown": shown.isoformat(), "speed": speed}
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.{threading.get_ident()}.new")
        fresh.write_text(json.dumps(kept), "utf-8")
        fresh.replace(self.path)
