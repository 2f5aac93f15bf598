"""One hall in one process under one seed: hub, kiosk and print agent, each with what it stored and a way to die."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from random import Random

import httpx
from flask import Flask
from sqlalchemy import event

from kiosk.heartbeat import Heart
from kiosk.machine import SHEET, SLIP, Machine, Work
from kiosk.portal_client import PortalClient
from kiosk.reader import SimulatedReader
from portal.booking_facts import forget_booking_facts
from portal.hall_facts import forget_hall_facts
from portal.hub import Hub
from portal.store.engine import Store
from portal.web.app import create_app
from portal.web.keys import KEYS
from printers.agent import Agent
from printers.hub_client import HubClient
from printers.journal import Journal
from shared.clock import FixedClock
from shared.ids import Ids
from tests.builders import CITY
from tests.simulation.death import Fuse, FusedLines
from tests.simulation.network import Ledger, Network
from tests.simulation.printer import SimulatedPrinter, WatchedPress
from tests.simulation.stage import Stage, hub_for

KIOSK, AGENT = f"{CITY}-K1", f"{CITY}-AGENT"
HALL_PRINTERS = (f"{CITY}-T1", f"{CITY}-T2", f"{CITY}-L1", f"{CITY}-L2")


@dataclass
class Place:
    """A machine in the hall: its journal and printers outlive its process."""

    fuse: Fuse
    lines: FusedLines
    printers: list[SimulatedPrinter]


def place(chance: Random, codes: tuple[str, ...], follows: bool) -> Place:
    """A machine with empty journal and full trays."""
    fuse = Fuse()
    return Place(fuse, FusedLines(fuse), [SimulatedPrinter(code, chance, fuse, follows) for code in codes])


@dataclass
class Hall:
    """Everything that runs, the one source of chance, and what the network saw."""

    hub: Hub
    clock: FixedClock
    hub_fuse: Fuse
    portal: Flask
    chance: Random
    ledger: Ledger
    network: Network
    keys: dict[str, str]
    channel_key: str
    kiosk_place: Place
    agent_place: Place
    kiosk: Machine = field(init=False)
    heart: Heart = field(init=False)
    agent: Agent = field(init=False)
    deaths: int = 0

    @cached_property
    def witness(self) -> Store:
        """Looks into the database without being any of the processes that may die."""
        return Store(self.hub.store.url, 1)

    def close(self) -> None:
        """Lets go of the file."""
        self.hub.store.close()
        self.witness.close()

    def __post_init__(self) -> None:
        self.network.hub_died = self.restart_hub
        self.restart_kiosk()
        self.restart_agent()

    @property
    def printers(self) -> list[SimulatedPrinter]:
        return [*self.kiosk_place.printers, *self.agent_place.printers]

    def http(self, key: str) -> httpx.Client:
        """A machine's way to the hub."""
        return httpx.Client(
            transport=self.network, base_url="http://hub.test", headers={"Authorization": f"Bearer {key}"}
        )

    def restart_hub(self) -> None:
        """The hub died: open transactions are gone, what it remembered is gone, the database stays."""
        self.deaths += 1
        self.hub_fuse.light(0)
        self.hub.store.close()
        forget()

    def restart_kiosk(self) -> None:
        """A kiosk's process from its journal."""
        place, http = self.kiosk_place, self.http(self.keys[KIOSK])
        place.fuse.light(0)
        press = WatchedPress(Journal(place.lines), place.printers, self.clock)
        self.kiosk = Machine(
            clock=self.clock,
            ids=Ids(self.clock, self.chance.randbytes),
            portal=PortalClient(http),
            press=press,
            agent=Agent(HubClient(http), press),
            reader=SimulatedReader(),
            portal_url="http://hub.test",
            demo=True,
            background=at_once,
        )
        self.heart = Heart(self.kiosk)

    def restart_agent(self) -> None:
        """The hall's print agent from its journal."""
        place = self.agent_place
        place.fuse.light(0)
        press = WatchedPress(Journal(place.lines), place.printers, self.clock)
        self.agent = Agent(HubClient(self.http(self.keys[AGENT])), press)

    def restart_after_death(self) -> None:
        """A machine died over its own work; both machines start again from their journals."""
        self.deaths += 1
        self.restart_kiosk()
        self.restart_agent()

    def pass_time(self, seconds: float) -> None:
        """The one clock of everybody goes on."""
        self.clock.advance(timedelta(seconds=seconds))

    def calm_down(self) -> None:
        """The faults end: the network is well, trays are full, nobody dies any more."""
        self.network.calm = True
        for fuse in (self.hub_fuse, self.kiosk_place.fuse, self.agent_place.fuse):
            fuse.light(0)
        for printer in self.printers:
            printer.calm = True
            printer.load()


def hall_of(stage: Stage, folder: Path, seed: int) -> Hall:
    """A hall at 08:05 of a Monday; everything that chance decides in it hangs on the seed."""
    chance, fuse, ledger = Random(seed), Fuse(), Ledger()
    forget()
    hub = hub_for(stage, folder, fuse, chance)
    event.listen(hub.store.engine, "before_cursor_execute", lambda *_: fuse.burn())
    event.listen(hub.store.engine, "commit", lambda *_: fuse.burn())
    portal = create_app(hub)
    portal.config["PROPAGATE_EXCEPTIONS"] = False
    clock = hub.clock
    if not isinstance(clock, FixedClock):
        raise AssertionError("the simulation sets its own time")
    return Hall(
        hub=hub,
        clock=clock,
        hub_fuse=fuse,
        portal=portal,
        chance=chance,
        ledger=ledger,
        network=Network(portal, ledger, chance),
        keys=dict(stage.filled.keys.devices),
        channel_key=stage.filled.keys.channels["app"],
        kiosk_place=place(chance, (SLIP, SHEET), follows=False),
        agent_place=place(chance, HALL_PRINTERS, follows=True),
    )


def forget() -> None:
    """What a process of the hub keeps in memory dies with it."""
    KEYS.forget()
    forget_hall_facts()
    forget_booking_facts()


def at_once(work: Work) -> None:
    """No threads: what the kiosk does beside its page happens before the page."""
    work()
