"""Runs the demonstration from an empty or an old folder until a stop signal (product.md §3)."""

import os
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.demo.children import Children
from portal.demo.home import Home, start_instant, write_private
from portal.demo.plan import HOST, STAGED, Stage, first, later, portal_and_worker, portal_settings, virtual_printers
from portal.demo.seeds import Keys, Seeds, fill, filled_at
from portal.demo.shown import demo_facts
from portal.demo.waiting import Stopped, StopSignal, await_answer, words_of
from portal.hub import Hub
from portal.serve import PortTaken, refuse_taken
from portal.start import open_hub
from portal.store.schema import ensure
from portal.timers.run import run_due
from shared.clock import DemoClock, system_clock
from shared.ids import Ids
from shared.refusals import Refusal
from shared.settings import Settings

BETWEEN_ROUNDS = 0.4


class PortInUse(Refusal):
    """The port is held by another program."""

    code = "port_taken"


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
        now = DemoClock(home.clock)()
        write_private(home.facts, demo_facts(stage, now))
        home.ready.touch()
        tell(stage, now)
        for program in later(stage):
            children.start(program)
        while not stop.wait(BETWEEN_ROUNDS):
            children.tend()
    except Stopped:
        return
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
    printers = words_of(home.printers / "virtual.json", children, stop)
    ports = _kiosk_ports(wish.port) if wish.kiosk else {}
    stage = Stage(home, settings, keys, seeds.places, ports, printers)
    for program in first(stage):
        children.start(program)
    await_answer(f"{settings.portal_url}/readyz", ("portal", home), stop)
    for hall in STAGED[:1] if ports else ():
        await_answer(f"http://{HOST}:{ports[hall]}/", (f"kiosk-{hall}", home), stop)
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
