"""The print agent: takes a job from the hub, prints it once, tells the hub; after a crash it asks its journal first."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

from printers.hub import MAY_BE_ON_PAPER, JobState
from printers.hub_client import DocumentSpoiled, HubAway, HubClient, LeaseLost
from printers.journal import Entry
from printers.press import Press
from printers.printer import Order, Outcome, Readiness
from printers.trouble import Reason
from shared.wire import PrintJob

log = logging.getLogger(__name__)
STATUS_EVERY = timedelta(seconds=15)
LOOK_EVERY = timedelta(seconds=5)


class Agent:
    """One machine's agent. Hub, press (printers and journal) and clock are given, so it runs in a simulation too."""

    def __init__(self, hub: HubClient, press: Press, status_every: timedelta = STATUS_EVERY) -> None:
        self.hub = hub
        self.press = press
        self.status_every = status_every
        self._looked_at: datetime | None = None
        self._told_at: datetime | None = None
        self._seen: dict[str, Readiness] = {}

    def step(self) -> bool:
        """One turn: finish what is open, tell how the printers are, take one job. True when there was work."""
        worked = self.finish_open()
        self._look()
        able = [code for code, state in self._seen.items() if state.ready]
        job = self.hub.claim(able) if able else None
        if job is None:
            return worked
        self.work(job)
        return True

    def work(self, job: PrintJob) -> Outcome:
        """Print a job this agent holds on lease; the hub is asked for leave right before the first byte."""
        try:
            document = self.hub.document(job)
        except DocumentSpoiled:
            return self._tell_unprinted(job, Reason.BAD_DOCUMENT)
        order = Order(job.id, job.printer, job.media, document, job.fence)
        outcome = self.press.print(order, lambda: self._leave(job))
        self._tell(Entry(job.id, job.printer, job.fence), outcome)
        return outcome

    def finish_open(self) -> bool:
        """What a crash, a slow printer or an absent hub left open; own slips only leave their end in the journal."""
        worked = False
        for entry in self.press.journal.unfinished():
            before = entry.state
            outcome = self.press.recall(entry)
            if entry.own:
                self.press.told(entry.order)
            elif outcome.state is not JobState.SENT or before is not JobState.SENT:
                self._tell(entry, outcome)
                worked = True
        return worked

    def tell_status(self) -> None:
        """How each printer is, for the staff's page of printers."""
        self._seen = self.press.look()
        self.hub.status([state.status(code) for code, state in self._seen.items()])

    def _look(self) -> None:
        now = self.press.clock()
        if self._told_at is None or now - self._told_at >= self.status_every:
            self._looked_at = self._told_at = now
            self.tell_status()
        elif self._looked_at is None or now - self._looked_at >= LOOK_EVERY:
            self._looked_at = now
            self._seen = self.press.look()

    def _leave(self, job: PrintJob) -> Outcome | None:
        """The hub's word that this lease still stands; without it nothing is printed."""
        try:
            self.hub.report(job.id, job.fence, JobState.SENDING, {})
        except HubAway:
            return Outcome.not_sent(Reason.HUB_AWAY)
        except LeaseLost:
            return Outcome.not_sent(Reason.HUB_AWAY, lease_lost=True)
        return None

    def _tell_unprinted(self, job: PrintJob, reason: Reason) -> Outcome:
        outcome = Outcome.not_sent(reason)
        try:
            self.hub.report(job.id, job.fence, outcome.state, outcome.evidence)
        except LeaseLost:
            log.info("the lease of job %s ran out before it was printed", job.id)
        return outcome

    def _tell(self, entry: Entry, outcome: Outcome) -> None:
        """The end of an order to the hub; an end is told until it is taken."""
        if outcome.evidence.get("lease_lost"):
            self.press.told(entry.order)
            return
        try:
            self.hub.report(entry.order, entry.fence, outcome.state, outcome.evidence)
        except LeaseLost:
            if outcome.state in MAY_BE_ON_PAPER:
                log.warning("job %s was printed (%s) but the hub no longer waits for it", entry.order, outcome.state)
        if outcome.state is not JobState.SENT:
            self.press.told(entry.order)


def run(agent: Agent, stop: threading.Event, every: float = 2.0) -> None:
    """Turn after turn until stopped; an absent hub is waited for, never given up."""
    while not stop.is_set():
        worked = False
        try:
            worked = agent.step()
        except HubAway as away:
            log.info("the hub does not answer: %s", away)
        except Exception:
            # One failed job must not stop the agent: the journal says how far it came, the next turn goes on there.
            log.exception("a turn of the print agent failed")
        if not worked:
            stop.wait(every)
