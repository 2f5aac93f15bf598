"""A print hub with one job, an agent and a printer in one process; messages can be lost and the machine can die."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import httpx

from printers import hub
from printers.agent import Agent
from printers.hub import JobState
from printers.hub_client import HubAway, HubClient
from printers.journal import Journal, MemoryLines
from printers.paper import PaperPrinter
from printers.press import Press
from printers.refused import EvidenceTooWeak, LawlessMove, StaleFence
from shared.clock import FixedClock

START = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
PAGE = b"%PDF page"


class Died(BaseException):
    """The process ends here: nothing after this line runs."""


class Desk:
    """A print hub with one job, reached by HTTP, whose requests and answers can be lost."""

    def __init__(self, clock):
        self.clock = clock
        self.job = hub.Job("j1", "p1", JobState.QUEUED, secure=True, since=clock())
        self.document = PAGE
        self.statuses, self.reports = [], []
        self.lose = lambda path, after: False

    def __call__(self, request):
        path = request.url.path
        if self.lose(path, False):
            raise httpx.ConnectTimeout("lost")
        answer = self.answer(path, json.loads(request.content) if request.content else {})
        if self.lose(path, True):
            raise httpx.ReadTimeout("lost")
        return answer

    def answer(self, path, body):
        if path.endswith("/claim"):
            return self.claim(body["printers"])
        if path.endswith("/report"):
            return self.report(body)
        if path.endswith("/status"):
            self.statuses.append(body["printers"])
            return httpx.Response(204)
        return httpx.Response(200, content=self.document)

    def claim(self, printers):
        found = hub.next_job([self.job], set(printers), self.clock())
        if found is None:
            return httpx.Response(204, headers={"ETag": '"idle"'})
        self.job = hub.claim(found, "agent", self.clock())
        digest = hashlib.sha256(PAGE).hexdigest()
        document = {"id": "d1", "sha256": digest, "bytes_url": "/api/v1/print/documents/d1"}
        lease = {"fence": self.job.fence, "lease_until": self.job.lease_until.isoformat()}
        job = {
            "id": "j1",
            "kind": "n13",
            "secure": True,
            "media": "a4",
            "printer": "p1",
            "copy": 1,
            "document": document,
        }
        return httpx.Response(200, json={"job": {**job, **lease}})

    def report(self, body):
        self.reports.append(body["state"])
        try:
            self.job = hub.report(self.job, body["fence"], JobState(body["state"]), body["evidence"], self.clock())
        except (StaleFence, LawlessMove, EvidenceTooWeak) as refusal:
            return httpx.Response(refusal.status, json={"code": refusal.code})
        return httpx.Response(200, json={})

    def time_passes(self, by):
        self.clock.advance(by)
        self.job = hub.lapse(self.job, self.clock()) or self.job


class Hall:
    """Hub, agent, journal and a printer that keeps its sheets; `restart` is a new process on the same journal."""

    def __init__(self):
        self.clock = FixedClock(START)
        self.desk = Desk(self.clock)
        self.lines = MemoryLines()
        self.printer = PaperPrinter("p1")
        self.restart()

    def restart(self):
        http = httpx.Client(transport=httpx.MockTransport(self.desk), base_url="https://hub.test")
        self.agent = Agent(HubClient(http), Press(Journal(self.lines), [self.printer], self.clock))

    def turns(self, n=30):
        """Turns of the agent with time between them; an absent hub is waited for."""
        for _ in range(n):
            self.desk.time_passes(timedelta(seconds=20))
            try:
                self.agent.step()
            except HubAway:
                continue

    @property
    def sheets(self):
        return len(self.printer.printed)


class DyingLines(MemoryLines):
    """A journal on a machine whose power fails at the n-th write, before or after the line is on disk."""

    def __init__(self, nth, after):
        super().__init__()
        self.left, self.after = nth, after

    def append(self, line):
        self.left -= 1
        if self.left == 0 and not self.after:
            raise Died
        super().append(line)
        if self.left == 0:
            raise Died
