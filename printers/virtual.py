"""The virtual printers of a demonstration, in threads or as a process: `python -m printers.virtual --home DIR`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from printers.faults import Faults
from printers.virtual_laser import VirtualLaser
from printers.virtual_thermal import VirtualThermal
from shared.ending import await_end, hold_ends
from shared.lifeline import end_with


class VirtualPrinters:
    """One thermal and one laser; what they received lies in DIR/thermal and DIR/laser."""

    def __init__(self, home: Path, thermal_port: int = 0, laser_port: int = 0) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self.faults = Faults(home / "faults.json")
        self.thermal = VirtualThermal(home / "thermal", self.faults, thermal_port)
        self.laser = VirtualLaser(home / "laser", self.faults, laser_port)

    @property
    def thermal_port(self) -> int:
        return self.thermal.port

    @property
    def laser_uri(self) -> str:
        return self.laser.uri

    def start(self) -> None:
        self.thermal.start()
        self.laser.start()
        fresh = self.home / "virtual.json.new"
        fresh.write_text(json.dumps(self.addresses(), indent=1), "utf-8")
        fresh.replace(self.home / "virtual.json")

    def stop(self) -> None:
        self.thermal.stop()
        self.laser.stop()

    def addresses(self) -> dict[str, dict[str, object]]:
        """The "printers" part of demo.json."""
        received = str(self.thermal.received.folder.resolve())
        return {
            "thermal": {"host": "127.0.0.1", "port": self.thermal_port, "received_dir": received},
            "laser": {"uri": self.laser_uri, "received_dir": str(self.laser.queue.received.folder.resolve())},
        }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m printers.virtual", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="where received jobs and faults.json lie")
    parser.add_argument("--thermal-port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--laser-port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--parent", type=int, default=0, help="end when the process with this id ends")
    wish = parser.parse_args(arguments)
    if wish.parent:
        end_with(wish.parent)
    hold_ends()
    printers = VirtualPrinters(wish.home, wish.thermal_port, wish.laser_port)
    printers.start()
    await_end()
    printers.stop()


if __name__ == "__main__":
    main()
