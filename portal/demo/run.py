"""Runs the demonstration from an empty or an old folder until a stop signal (product.md §3)."""

import json
import os
import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any
from urllib.request import ProxyHandler, build_opener

from portal.demo.children import Children
from portal.demo.home import Home, start_instant, write_private
from portal.demo.plan import HOST, STAGED, Stage, first, later, portal_and_worker, portal_settings, virtual_printers
from portal.demo.seeds import Keys, Seeds, fill, filled_at
from portal.demo.shown import demo_facts
from portal.hub import Hub
from portal.serve import PortTaken, refuse_taken
from portal.start import open_hub
from portal.store.schema import ensure
from portal.timers.run import run_due
from shared.clock import DemoClock, system_clock
from shared.ids import Ids
from shared.refusals import Refusal
from shared.settings import Settings

SECONDS_TO_START = 120.0
A_MOMENT = 0.2
ONE_QUESTION = 2.0
NO_PROXY = build_opener(ProxyHandler({}))


class PortInUse(Refusal):
    """The port is held by another program."""

    code = "port_taken"


class NotStarted(Refusal):
    """A process did not come up in time."""

    code = "not_started"


@dataclass(frozen=True)
class Wish:
    """What the command line asks for."""

    home: Path
    port: int
    now: datetime | None = None
    speed: float = 1.0
    database_url: str = ""
    workers: int = 2
    kiosk: bool = True
    locale: str = "zh_CN"


class StopSignal:
    """Set by SIGINT and SIGTERM, also where they were inherited as ignored, and by a terminal that closes."""

    def __init__(self) -> None:
        self.came = False
        self._wake, self._woken = socket.socketpair()
        for socket_end in (self._wake, self._woken):
            socket_end.setblocking(False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup means: go on
            signal.signal(signal.SIGHUP, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.came = True
        self._wake.send(b".")

    def wait(self, seconds: float) -> bool:
        """Waits for the signal, at most this long."""
        if not self.came:
            self._woken.settimeout(seconds)
            with suppress(TimeoutError):
                self._woken.recv(1)
        return self.came


def run_demo(wish: Wish, tell: Callable[[Stage, datetime], None]) -> None:
    """Starts everything, tells when it is ready, and stops everything at the end."""
    stop, home = StopSignal(), Home(wish.home)
    home.occupy()
    try:
        refuse_taken(HOST, wish.port)
    except PortTaken as taken:
        raise PortInUse(place=f"{HOST}:{wish.port}", why=os.strerror(taken.errno or 0)) from taken
    children = Children(home.logs)
    try:
        stage = _raise_curtain(wish, home, children, stop)
        if not stop.came:
            now = DemoClock(home.clock)()
            write_private(home.facts, demo_facts(stage, now))
            home.ready.touch()
            tell(stage, now)
            for program in later(stage):
                children.start(program)
        while not stop.wait(A_MOMENT * 2):
            children.tend()
    finally:
        home.ready.unlink(missing_ok=True)
        children.stop()


def _raise_curtain(wish: Wish, home: Home, children: Children, stop: StopSignal) -> Stage:
    """Data first, then the processes, in the order in which they need each other."""
    (home.printers / "virtual.json").unlink(missing_ok=True)
    children.start(virtual_printers(home))
    chosen = {"database_url": wish.database_url, "workers": wish.workers, "locale": wish.locale}
    settings = portal_settings(home, wish.port, chosen)
    seeds = Seeds()
    keys = _prepare(wish, home, settings, seeds)
    for program in portal_and_worker(settings):
        children.start(program)
    printers = _when(home.printers / "virtual.json", children, stop)
    ports = _kiosk_ports(wish.port) if wish.kiosk else {}
    stage = Stage(home, settings, keys, seeds.places, ports, printers)
    for program in first(stage):
        children.start(program)
    _await_answer(f"{settings.portal_url}/readyz", ("portal", home), stop)
    for hall in STAGED[:1] if ports else ():
        _await_answer(f"http://{HOST}:{ports[hall]}/", (f"kiosk-{hall}", home), stop)
    return stage


def _prepare(wish: Wish, home: Home, settings: Settings, seeds: Seeds) -> Keys:
    """Migrates, sets the clock, fills an empty database, and runs every timer that fell due while it was off."""
    ensure(settings.database)
    before = open_hub(_with_real_time(settings))
    DemoClock.start(home.clock, start_instant(before, wish.now), wish.speed)
    before.store.close()
    hub = open_hub(settings)
    with closing(hub.store):
        keys = _keys(hub, home, seeds)
        run_due(hub, hub.now())
    return keys


def _with_real_time(settings: Settings) -> Settings:
    return Settings(home=settings.home, database_url=settings.database_url)


def _keys(hub: Hub, home: Home, seeds: Seeds) -> Keys:
    with hub.store.write() as unit:
        kept = home.kept_keys()
        if filled_at(unit) is not None and kept is not None:
            return kept
        keys = kept or Keys.drawn(Ids(system_clock), seeds.places)
        home.keep_keys(keys)
        fill(unit, hub, keys, seeds)
        return keys


def _kiosk_ports(portal_port: int) -> dict[str, int]:
    """A port for each staged kiosk: ten above the portal's, or any free one."""
    return {hall: _free(portal_port + 10 + place) for place, hall in enumerate(STAGED)}


def _free(port: int) -> int:
    for wanted in (port, 0):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, wanted))
            except (OSError, OverflowError):
                continue
            return int(probe.getsockname()[1])
    raise PortInUse(place=f"{HOST}:{port}", why="")


def _when(path: Path, children: Children, stop: StopSignal) -> dict[str, Any]:
    """What a file says, once it is there."""
    end = monotonic() + SECONDS_TO_START
    while not path.exists() and not stop.came:
        if monotonic() > end:
            raise NotStarted(name="printers", log=str(path.parent))
        children.tend()
        stop.wait(A_MOMENT)
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _answers(url: str) -> bool:
    """Whether an address says 200; urllib, because httpx alone would take half of the start."""
    try:
        with NO_PROXY.open(url, timeout=ONE_QUESTION) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def _await_answer(url: str, program: tuple[str, Home], stop: StopSignal) -> None:
    """Waits until an address answers 200."""
    name, home = program
    end = monotonic() + SECONDS_TO_START
    while not stop.came:
        if _answers(url):
            return
        if monotonic() > end:
            raise NotStarted(name=name, log=str(home.logs / f"{name}.log"))
        stop.wait(A_MOMENT)
