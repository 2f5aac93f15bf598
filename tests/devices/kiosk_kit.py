"""A kiosk in one process: the real portal behind it, printers that keep what they printed, a clock that stands."""

import json
import re
from dataclasses import dataclass
from typing import Any

import httpx
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.app import create_app
from kiosk.machine import SHEET, SLIP, Machine
from kiosk.portal_client import PortalClient
from kiosk.reader import SimulatedReader
from portal.hub import Hub
from printers.agent import Agent
from printers.hub_client import HubClient
from printers.journal import Journal, MemoryLines
from printers.paper import PaperPrinter
from printers.press import Press
from shared.ids import Ids, seeded_chance
from tests.web.inspection import faults_of

ONCE = re.compile(r'name="once" value="([^"]+)"')
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Cable(httpx.BaseTransport):
    """The network between kiosk and hub; it can be pulled out, and it counts what passed."""

    def __init__(self, portal: Flask) -> None:
        self._portal = httpx.WSGITransport(portal)  # type: ignore[arg-type]
        self.cut = self.loses_answers = False
        self.passed: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.cut:
            raise httpx.ConnectError("the cable is out")
        self.passed.append(f"{request.method} {request.url.path}")
        answer = self._portal.handle_request(request)
        if self.loses_answers:
            raise httpx.ReadTimeout("the answer was lost")
        return answer


@dataclass
class Kiosk:
    """A machine with all its parts in reach of a test."""

    hub: Hub
    machine: Machine
    app: Flask
    cable: Cable
    thermal: PaperPrinter
    laser: PaperPrinter
    reader: SimulatedReader

    def browser(self) -> "Browser":
        return Browser(self.app)

    @property
    def slips(self) -> list[dict[str, Any]]:
        return [json.loads(printed) for printed in self.thermal.printed]


def kiosk_of(hub: Hub, portal: Flask, key: str) -> Kiosk:
    """A kiosk with its device's key on the portal of a hub."""
    cable, reader = Cable(portal), SimulatedReader()
    http = httpx.Client(transport=cable, base_url="http://hub.test", headers={"Authorization": f"Bearer {key}"})
    thermal, laser = PaperPrinter(SLIP), PaperPrinter(SHEET)
    press = Press(Journal(MemoryLines()), [thermal, laser], hub.clock)
    machine = Machine(
        clock=hub.clock,
        ids=Ids(hub.clock, seeded_chance(11)),
        portal=PortalClient(http),
        press=press,
        agent=Agent(HubClient(http), press),
        reader=reader,
        portal_url="http://hub.test",
        demo=True,
        background=lambda work: work(),
    )
    app = create_app(machine)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Kiosk(hub, machine, app, cable, thermal, laser, reader)


class Browser:
    """Somebody at the screen: follows links and presses buttons of the page in front; every page is inspected."""

    def __init__(self, app: Flask) -> None:
        self._client: FlaskClient = app.test_client()
        self.page: TestResponse
        self.touches = 0

    def open(self, path: str, **headers: str) -> TestResponse:
        return self._seen(self._client.get(path, follow_redirects=True, headers=headers))

    def touch(self, path: str, **fields: str) -> TestResponse:
        """One touch on a link, or on a button with its form's fields."""
        self.touches += 1
        return self.press(path, **fields) if fields else self.open(path)

    def press(self, path: str, **fields: str) -> TestResponse:
        html = self.page.text
        hidden = {"csrf_token": CSRF.search(html), "once": ONCE.search(html)}
        sent = {name: found[1] for name, found in hidden.items() if found} | fields
        return self._seen(self._client.post(path, data=sent, follow_redirects=True))

    def cookie(self) -> str:
        kept = self._client.get_cookie("kiosk_visit")
        return kept.value if kept else ""

    def _seen(self, page: TestResponse) -> TestResponse:
        if page.mimetype == "text/html" and page.text:
            faults = faults_of(page.text)
            assert not faults, f"{page.request.path}: " + "; ".join(faults)
        self.page = page
        return page
