"""The demonstration as a newcomer starts it: real processes under a folder of its own, stopped at the end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.databases import free_port

PATIENCE = 150
MORNING = "2026-11-23T08:10:00+08:00"


class Demonstration:
    """One running demonstration; `facts` is its demo.json."""

    def __init__(self, home: Path, now: str = MORNING) -> None:
        self.home = home
        command = [sys.executable, "-m", "portal.cli", "demo", "--home", str(home), "--port", str(free_port())]
        self._log = (home.parent / f"{home.name}.log").open("wb")
        self._process = subprocess.Popen(
            [*command, "--now", now], stdout=self._log, stderr=subprocess.STDOUT, env=_plain_environment()
        )

    def wait(self) -> "Demonstration":
        """Until `ready` appears; its own words when it does not."""
        end = time.monotonic() + PATIENCE
        while not (self.home / "ready").exists():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError((self.home.parent / f"{self.home.name}.log").read_text("utf-8"))
            self._process_breathes()
        return self

    def _process_breathes(self) -> None:
        try:
            self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            return

    @property
    def facts(self) -> dict[str, Any]:
        """demo.json as the contract describes it."""
        found: dict[str, Any] = json.loads((self.home / "demo.json").read_text("utf-8"))
        return found

    def received(self, printer: str) -> list[Path]:
        """What a virtual printer received, oldest first."""
        return sorted(Path(self.facts["printers"][printer]["received_dir"]).glob("[0-9]*.*"))

    def messages(self) -> list[dict[str, Any]]:
        """The text messages sent so far."""
        outbox = Path(self.facts["sms_outbox"])
        return [json.loads(line) for line in outbox.read_text("utf-8").splitlines()] if outbox.exists() else []

    def stop(self) -> float:
        """Ends it as Ctrl-C does and says how long it took."""
        start = time.monotonic()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(20)
        self._log.close()
        return time.monotonic() - start


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("TONGBAN_")}
