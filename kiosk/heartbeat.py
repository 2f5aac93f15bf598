"""The kiosk's pulse: tells how the printers are, ends what a crash left open, wipes visits that nobody ended."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.machine import Machine
from kiosk.portal_client import Asking, PortalAway, Refused
from printers.hub_client import HubAway

log = logging.getLogger(__name__)
EVERY = timedelta(seconds=15)


@dataclass
class Heart:
    """One machine's pulse; `step` is one beat, so a test can beat it by hand."""

    machine: Machine
    told_at: datetime | None = None

    def step(self) -> None:
        """One beat."""
        self.sweep()
        now = self.machine.clock()
        if self.told_at is not None and timedelta() <= now - self.told_at < EVERY:
            return
        self.told_at = now
        try:
            self.machine.agent.finish_open()
            self.machine.portal.post("/kiosk/heartbeat", Asking(), {"printers": self._printers()})
        except (PortalAway, HubAway, Refused) as trouble:
            self.machine.lost()
            log.info("the hub does not take the heartbeat: %s", trouble)
            return
        self.machine.refresh()

    def sweep(self) -> None:
        """Visits that went silent are wiped even when no browser asks."""
        for visit in self.machine.visits.over(self.machine.clock()):
            self.machine.leave(visit)

    def _printers(self) -> list[dict[str, object]]:
        states = {media: state.status(media) for media, state in self.machine.press.look().items()}
        return [
            {"media": media, "state": one.state, "reasons": one.reasons, "paper": one.paper, "toner": one.toner}
            for media, one in states.items()
        ]


def beat(heart: Heart, stop: threading.Event, every: float) -> None:
    """Beat after beat until stopped."""
    while not stop.is_set():
        heart.step()
        stop.wait(every)
