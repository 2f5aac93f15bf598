"""What one kiosk is made of: clock, chance, way to the hub, printers, card reader; all given, so a test can be it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.portal_client import Asking, PortalAway, PortalClient
from kiosk.reader import CardReader
from kiosk.visit import Idle, Visit, Visits
from printers.agent import Agent
from printers.press import Press
from shared.clock import Clock
from shared.ids import Ids

SLIP, SHEET = "slip", "a4"
Work = Callable[[], object]


def in_background(work: Work) -> None:
    """Runs work beside the page that waits for it."""
    threading.Thread(target=work, daemon=True).start()


@dataclass
class Link:
    """What is known of the hub: the last first screen, and since when it has not answered."""

    home: dict[str, Any] = field(default_factory=dict)
    away_since: datetime | None = None

    @property
    def away(self) -> bool:
        return self.away_since is not None


@dataclass
class Machine:
    """One kiosk; printers stand in the press under "slip" and "a4", a missing one is simply not there."""

    clock: Clock
    ids: Ids
    portal: PortalClient
    press: Press
    agent: Agent
    reader: CardReader
    portal_url: str
    demo: bool = False
    background: Callable[[Work], None] = in_background
    link: Link = field(default_factory=Link)
    guides: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.visits = Visits(self.ids)

    @property
    def home(self) -> dict[str, Any]:
        """The last first screen the hub told; empty before it was ever reached."""
        return self.link.home

    @property
    def idle(self) -> Idle:
        """The hall's idle times."""
        settings = self.home.get("settings", {})
        return Idle(settings.get("kiosk_idle_seconds", 60), settings.get("kiosk_countdown_seconds", 30))

    def has(self, media: str) -> bool:
        """Whether this machine has such a printer."""
        return media in self.press.printers

    def refresh(self) -> bool:
        """Asks the hub for the first screen; False while it is away."""
        try:
            self.link.home = self.portal.get("/kiosk/home", Asking())
        except PortalAway:
            self.lost()
            return False
        self.link.away_since = None
        return True

    def lost(self) -> None:
        """The hub did not answer; the first time is remembered."""
        self.link.away_since = self.link.away_since or self.clock()

    def leave(self, visit: Visit) -> None:
        """Wipes a visit here and ends the identity session at the hub."""
        language, session = visit.lang, self.visits.end(visit)
        if session:
            try:
                self.portal.post("/kiosk/leave", Asking(language, session))
            except PortalAway:
                self.lost()
