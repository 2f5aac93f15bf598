"""Starts the kiosk: its pages by waitress, its heartbeat, the end of what a power cut left open, and its window."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from types import FrameType

import httpx
import waitress

from kiosk.app import create_app
from kiosk.heartbeat import Heart, beat
from kiosk.machine import SHEET, SLIP, Machine
from kiosk.portal_client import PortalClient
from kiosk.reader import BridgedReader, CardReader, SimulatedReader
from printers.agent import Agent
from printers.agent_main import HUB_SECONDS, printer_at
from printers.hub_client import HubClient
from printers.journal import FileLines, Journal
from printers.press import Press
from shared.clock import Clock, DemoClock, system_clock
from shared.ending import ENDS, ended, hold_ends
from shared.ids import Ids
from shared.refusals import Refusal
from shared.settings import Settings, read_settings
from shared.speech import speaker

THREADS, READER_SECONDS = 6, 2.0


def main() -> None:
    """Serves until SIGINT or SIGTERM; with a window, the window stands in front of the same pages."""
    try:
        settings = read_settings(os.environ)
        logging.basicConfig(stream=sys.stderr, level=settings.log_level.upper())
        logging.getLogger("httpx").setLevel(logging.WARNING)
        machine = machine_of(settings)
    except Refusal as refusal:
        sys.exit(f"tongban: {speaker('zh_CN').say(refusal).text}")
    run(machine, settings)


def run(machine: Machine, settings: Settings) -> None:
    """Pages, heartbeat and window of one machine."""
    server = waitress.create_server(
        create_app(machine), host=settings.kiosk_host, port=settings.kiosk_port, threads=THREADS
    )
    stop = threading.Event()
    if not settings.kiosk_window:
        hold_ends()
    threading.Thread(target=beat, args=(Heart(machine), stop, settings.poll_seconds), daemon=True).start()
    pages = threading.Thread(target=server.run, daemon=True)
    pages.start()
    try:
        if settings.kiosk_window:
            _show(f"http://{settings.kiosk_host}:{settings.kiosk_port}/")
        else:
            while pages.is_alive() and not ended(1.0):
                pass
    finally:
        stop.set()
        server.close()


def _show(address: str) -> None:
    """The window needs the main thread; a signal ends it from there, once."""
    from kiosk.window import open_window

    def leave(_number: int, _frame: FrameType | None) -> None:
        for number in ENDS:
            signal.signal(number, signal.SIG_IGN)
        raise SystemExit(0)

    for number in ENDS:
        signal.signal(number, leave)
    open_window(address)


def machine_of(settings: Settings) -> Machine:
    """The machine these settings describe; its journal lies in the home folder."""
    settings.home.mkdir(parents=True, exist_ok=True)
    clock: Clock = DemoClock(settings.clock_file) if settings.clock_file else system_clock
    key = {"Authorization": f"Bearer {settings.kiosk_token}"}
    http = httpx.Client(base_url=settings.portal_url, headers=key, timeout=HUB_SECONDS, trust_env=False)
    places = [f"{name}={place}" for name, place in ((SLIP, settings.thermal), (SHEET, settings.laser)) if place]
    press = Press(
        Journal(FileLines(settings.home / "journal.jsonl")),
        [printer_at(place, settings.thermal_dots) for place in places],
        clock,
    )
    return Machine(
        clock=clock,
        ids=Ids(clock),
        portal=PortalClient(http),
        press=press,
        agent=Agent(HubClient(http), press),
        reader=reader_of(settings.card_reader),
        portal_url=settings.portal_url,
        demo=settings.demo,
    )


def reader_of(place: str) -> CardReader:
    """The simulator, or a vendor's bridge on this machine."""
    if place == "simulator":
        return SimulatedReader()
    return BridgedReader(httpx.Client(base_url=place, timeout=READER_SECONDS, trust_env=False))
