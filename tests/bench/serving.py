"""A real server process for benchmarks and races: the portal or the floor, with the portal's own server and options."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from portal.serve import Listening, serve
from portal.start import open_hub
from portal.web.app import create_app
from shared.clock import system_clock
from shared.ids import Ids
from shared.lifeline import end_with
from shared.settings import Settings
from tests.bench.floor import floor_app
from tests.databases import free_port

WORKERS, THREADS = 2, 8
PORTAL, FLOOR = "portal", "floor"
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Told:
    """What a server is told: its database, its folder, and how far its clock is ahead of the machine's."""

    url: str
    home: str
    ahead: float
    port: int = 0


class Server:
    """One server in a process group of its own; only that group is ever ended."""

    def __init__(self, kind: str, told: Told) -> None:
        self.kind, self.told = kind, replace(told, port=told.port or free_port())
        self.port = self.told.port
        Path(told.home).mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self) -> None:
        """Starts it, on the same port as before."""
        command = [sys.executable, "-m", "tests.bench.serving", self.kind, json.dumps(self.told.__dict__)]
        root = Path(__file__).parents[2]
        self.process = subprocess.Popen([*command, str(os.getpid())], cwd=root, start_new_session=True)
        end = monotonic() + SECONDS_TO_START
        while not self._ready():
            if self.process.poll() is not None or monotonic() > end:
                raise RuntimeError(f"the {self.kind} did not start")
            sleep(0.05)

    def kill(self) -> None:
        """Kills the whole group at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def stop(self) -> None:
        """Ends it where it still runs."""
        if self.process.poll() is None:
            self.kill()

    def _ready(self) -> bool:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asking.request("GET", "/readyz")
            return asking.getresponse().status == 200
        except OSError:
            return False
        finally:
            asking.close()


def portal_app(told: Told) -> Any:
    """The portal as `tongban serve` makes it, with its clock set to the filled database's day."""
    hub = open_hub(Settings(home=Path(told.home), demo=True, database_url=told.url))
    ahead = timedelta(seconds=told.ahead)

    def clock() -> datetime:
        return system_clock() + ahead

    return create_app(replace(hub, clock=clock, ids=Ids(clock))).wsgi_app


def main() -> None:
    """Serves until killed."""
    kind, words, parent = sys.argv[1:4]
    end_with(int(parent))
    told = Told(**json.loads(words))
    makers: dict[str, Callable[[Told], Any]] = {PORTAL: portal_app, FLOOR: lambda one: floor_app(one.url)}
    serve(Listening("127.0.0.1", told.port, WORKERS, THREADS), partial(makers[kind], told))


if __name__ == "__main__":
    main()
