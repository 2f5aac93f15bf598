"""Which processes a demonstration runs, and what each is told in its environment."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portal.catalog.places import Hall, Places
from portal.demo.children import Program
from portal.demo.home import Home
from portal.demo.seeds import Keys
from shared.settings import Settings, as_environment

HOST = "127.0.0.1"
# The halls whose machines run: the city's, and the one where the newcomer's story takes place.
STAGED = ("410400", "410411")


@dataclass(frozen=True)
class Stage:
    """What is known once the folder, the ports and the virtual printers are there."""

    home: Home
    settings: Settings
    keys: Keys
    places: Places
    kiosk_ports: dict[str, int]
    printers: dict[str, Any]

    @property
    def halls(self) -> list[Hall]:
        """The halls whose machines run."""
        return [hall for hall in self.places.halls if hall.code in STAGED]


def portal_settings(home: Home, port: int, wish: dict[str, Any]) -> Settings:
    """The hub's settings: everything under the folder, the shared clock, demonstration mode."""
    folder = home.folder.resolve()
    return Settings(
        home=folder,
        demo=True,
        clock_file=home.clock.resolve(),
        host=HOST,
        port=port,
        portal_url=f"http://{HOST}:{port}",
        sms_file=folder / "sms.jsonl",
        worker_seconds=0.5,
        **wish,
    )


def virtual_printers(home: Home) -> Program:
    """The printers that keep what they were sent."""
    return Program("printers", "printers.virtual", ("--home", str(home.printers)))


def portal_and_worker(settings: Settings) -> list[Program]:
    """The hub's own processes."""
    told = as_environment(settings)
    return [
        Program("portal", "portal.cli", ("serve",), told),
        Program("worker", "portal.cli", ("worker",), told),
    ]


def first(stage: Stage) -> list[Program]:
    """The city's kiosk and print agent: without them the demonstration is not ready."""
    return _machines(stage, stage.halls[:1])


def later(stage: Stage) -> list[Program]:
    """The other halls' machines, started when everything else already answers."""
    return _machines(stage, stage.halls[1:])


def _machines(stage: Stage, halls: list[Hall]) -> list[Program]:
    kiosks = [kiosk_of(stage, hall) for hall in halls if hall.code in stage.kiosk_ports]
    return kiosks + [agent_of(stage, hall) for hall in halls]


def kiosk_of(stage: Stage, hall: Hall) -> Program:
    """The first kiosk of a hall, as web pages, printing on the virtual printers."""
    kiosk = hall.kiosks[0]
    told = replace(
        _device(stage, hall, stage.home.folder / f"kiosk-{hall.code}"),
        kiosk_token=stage.keys.devices[kiosk.code],
        kiosk_host=HOST,
        kiosk_port=stage.kiosk_ports[hall.code],
        kiosk_window=False,
        thermal=thermal(stage),
        laser=stage.printers["laser"]["uri"],
    )
    return Program(f"kiosk-{hall.code}", "kiosk", (), as_environment(told))


def agent_of(stage: Stage, hall: Hall) -> Program:
    """The agent that serves the clerks' printers of a hall."""
    own = {code for kiosk in hall.kiosks for code in (kiosk.thermal, kiosk.laser)}
    addresses = {"slip": thermal(stage), "a4": stage.printers["laser"]["uri"]}
    places = " ".join(f"{one.code}={addresses[one.media]}" for one in hall.printers if one.code not in own)
    told = replace(
        _device(stage, hall, stage.home.folder / f"agent-{hall.code}"),
        agent_token=stage.keys.devices[f"{hall.code}-AGENT"],
        printers=places,
    )
    return Program(f"agent-{hall.code}", "printers.agent_main", (), as_environment(told))


def thermal(stage: Stage) -> str:
    """The virtual thermal printer's address."""
    place = stage.printers["thermal"]
    return f"tcp://{place['host']}:{place['port']}"


def _device(stage: Stage, hall: Hall, home: Path) -> Settings:
    return Settings(
        home=home.resolve(),
        demo=True,
        locale=stage.settings.locale,
        clock_file=stage.settings.clock_file,
        portal_url=stage.settings.portal_url,
        hall=hall.code,
        poll_seconds=0.5,
    )
