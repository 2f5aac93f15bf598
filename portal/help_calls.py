"""Calls for help from kiosks, one waiting per machine: rung on the guide's tablet until somebody goes (GD-04)."""

from dataclasses import dataclass
from datetime import datetime

from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.unit import Unit
from shared.clock import instant
from shared.refusals import NotFound

# One fact for each kiosk, so that two calls never overwrite each other.
WAITING = "kiosk_help:"


@dataclass(frozen=True)
class HelpCall:
    """Which machine calls, and since when."""

    device: str
    name: str
    at: datetime


def ring(unit: Unit, hub: Hub, kiosk: Actor, screen: str, now: datetime) -> None:
    """A visitor asked for somebody at this machine."""
    hub.record(unit, kiosk, Deed("kiosk.help", f"device:{kiosk.id}", now, {"screen": screen}, kiosk.hall))
    unit.facts.put(f"{WAITING}{kiosk.id}", {"name": kiosk.name, "at": now.isoformat()})


def waiting(unit: Unit, hall: str) -> list[HelpCall]:
    """The calls of a hall that nobody has taken, the oldest first."""
    found = [(device.id, unit.facts.get(f"{WAITING}{device.id}")) for device in unit.devices.of_hall(hall)]
    calls = [HelpCall(device, call["name"], instant(call["at"])) for device, call in found if call]
    return sorted(calls, key=lambda call: call.at)


def take(unit: Unit, hub: Hub, guide: Actor, device: str, now: datetime) -> None:
    """A guide goes there; the call is over for everybody."""
    if device not in {call.device for call in waiting(unit, guide.hall)}:
        raise NotFound(field="device")
    unit.facts.put(f"{WAITING}{device}", None)
    hub.record(unit, guide, Deed("kiosk.help_taken", f"device:{device}", now, {}, guide.hall))
