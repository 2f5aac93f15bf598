"""One visitor's time at the machine: choices, identity, results live here, in memory, and end with it (WD-12)."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kiosk.portal_client import Asking
from shared.ids import Ids

# The page itself asks after a minute and ends the visit; this catches a page that cannot (somebody may read for long).
SILENT = timedelta(minutes=5)
LONGEST = timedelta(minutes=30)
MOST = 40


@dataclass(frozen=True)
class Idle:
    """Seconds without touch before the kiosk asks, and seconds it then counts down; more of both in elder mode."""

    after: int = 60
    countdown: int = 30

    def for_mode(self, mode: str) -> Idle:
        """Twice and one and a half times as long for elders (standards.md §9)."""
        return Idle(self.after * 2, self.countdown * 3 // 2) if mode == "elder" else self


@dataclass
class Visit:
    """What the machine knows of the person in front of it."""

    token: str
    csrf: str
    begun: datetime
    seen: datetime
    lang: str = "zh_CN"
    mode: str = "normal"
    reach: str = "normal"
    session: str = ""
    name: str = ""
    once: str = ""
    kept: dict[str, Any] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def untouched(self) -> bool:
        """Nothing was chosen and nothing is known: there is nothing to wipe."""
        chosen = (self.lang, self.mode, self.reach) != ("zh_CN", "normal", "normal")
        return not (chosen or self.session or self.kept)

    def asking(self, once: str = "") -> Asking:
        """How the hub is asked for this visitor."""
        return Asking(self.lang, self.session, once)


class Visits:
    """The visits of this machine; a forgotten one is wiped by the clock, whatever the browser does."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._all: dict[str, Visit] = {}
        self._lock = threading.Lock()

    def find(self, token: str, now: datetime) -> Visit | None:
        """The visit of this browser, unless its time is over."""
        with self._lock:
            visit = self._all.get(token)
        return None if visit is None or is_over(visit, now) else visit

    def begin(self, now: datetime) -> Visit:
        """A fresh visit that knows nothing."""
        visit = Visit(self._ids.token(), self._ids.token(), now, now, once=self._ids.token())
        with self._lock:
            self._all[visit.token] = visit
            for token in list(self._all)[:-MOST]:
                del self._all[token]
        return visit

    def renew(self, visit: Visit) -> None:
        """The deed is done: the next touch is another one."""
        visit.once = self._ids.token()

    def end(self, visit: Visit) -> str:
        """Forgets everything; answers the identity session that the hub should end too."""
        with self._lock:
            self._all.pop(visit.token, None)
        session = visit.session
        visit.session = visit.name = ""
        visit.kept.clear()
        return session

    def over(self, now: datetime) -> list[Visit]:
        """Visits whose person left without a word."""
        with self._lock:
            return [visit for visit in self._all.values() if is_over(visit, now)]


def is_over(visit: Visit, now: datetime) -> bool:
    """Silent for too long, or longer than anybody needs; a sheet under way keeps its visit."""
    if visit.kept.get("printing"):
        return False
    return now - visit.seen > SILENT or now - visit.begun > LONGEST
