"""The demonstration as a whole: what it promises in its folder, how it goes on, how it ends (product.md §3)."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from portal import cli
from tests.databases import free_port

SECONDS_TO_START = 120
NOW = "2026-11-23T08:05"
pytestmark = pytest.mark.slow


@dataclass
class Demonstration:
    """`tongban demo` in a folder, started with both stop signals ignored, in its own process group."""

    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def start(self, *more: str) -> "Demonstration":
        command = [sys.executable, "-m", "portal.cli", "demo", "--home", str(self.home), "--port", str(self.port)]
        self.process = subprocess.Popen(
            ["env", "--ignore-signal=INT,TERM", *command, "--no-kiosk", "--workers", "1", *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        return self

    def until_ready(self) -> "Demonstration":
        """The last line is printed when everything runs."""
        for line in self.process.stdout:
            if "Ctrl-C" in line:
                return self
        pytest.fail("the demonstration ended before it was ready", pytrace=False)

    def stop(self, number: int = signal.SIGINT) -> int:
        os.killpg(self.process.pid, number)
        self.process.communicate(timeout=SECONDS_TO_START)
        return self.process.returncode

    def last_words(self) -> str:
        return self.process.communicate(timeout=SECONDS_TO_START)[0].strip()

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)
        self.process.stdout.close()

    @property
    def facts(self) -> dict[str, Any]:
        return dict(json.loads((self.home / "demo.json").read_text("utf-8")))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """One demonstration for the tests that only look at it."""
    demo = Demonstration(tmp_path_factory.mktemp("demo")).start("--now", NOW).until_ready()
    yield demo
    demo.end()


def test_demo_json_keeps_its_names(running: Demonstration) -> None:
    assert set(running.facts) >= {
        *("portal", "kiosk", "screen", "database", "now", "api_keys", "device_tokens", "accounts", "halls"),
        *("printers", "sms_outbox"),
    }
    assert set(running.facts["api_keys"]) == {"web", "app", "cloud_queue", "phone", "on_site", "department_system"}
    assert set(running.facts["printers"]["thermal"]) == {"host", "port", "received_dir"}


def test_its_addresses_answer(running: Demonstration) -> None:
    places = [running.facts["portal"], running.facts["screen"], f"{running.facts['portal']}/readyz"]
    assert [httpx.get(place, follow_redirects=True).status_code for place in places] == [200] * 3


def test_every_listed_item_has_slots(running: Demonstration) -> None:
    first = running.facts["halls"][0]["code"]
    key = {"Authorization": f"Bearer {running.facts['api_keys']['app']}"}
    with httpx.Client(base_url=f"{running.facts['portal']}/api/v1", headers=key) as http:
        items = http.get(f"/halls/{first}/items").json()["items"]
        slots = [http.get(f"/halls/{first}/slots", params={"item": item["code"]}).json() for item in items]
    assert items
    assert all(slots)


def test_a_second_one_in_the_same_folder_is_refused(running: Demonstration) -> None:
    second = Demonstration(running.home).start()
    assert str(running.home) in second.last_words()
    assert running.facts["portal"]


def test_a_taken_port_is_one_clear_line(running: Demonstration, tmp_path: Path) -> None:
    said = Demonstration(tmp_path, running.port).start().last_words()
    assert str(running.port) in said
    assert "\n" not in said


def test_a_simulated_day_loses_nobody(running: Demonstration, capsys: pytest.CaptureFixture[str]) -> None:
    told = ["--home", str(running.home), "--visitors", "6", "--minutes", "10", "--speed", "200"]
    assert cli.run(["simulate", *told], {"TONGBAN_LOCALE": "en"}) == 0
    assert "0 lost, 0 doubled" in capsys.readouterr().out


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demonstration]:
    """A folder of its own; nothing runs yet."""
    made = Demonstration(tmp_path / "home")
    yield made
    made.end()


def below(process: int) -> list[int]:
    """Every process that this one started, and those that they started."""
    told = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    found = [int(child) for child in told.split()]
    return found + [one for child in found for one in below(child)]


def test_an_old_folder_keeps_keys_and_only_goes_forward(demo: Demonstration) -> None:
    first = demo.start("--now", NOW).until_ready().facts
    assert demo.stop() == 0
    assert not (demo.home / "ready").exists()
    assert "2026-11-23T08:05" in demo.start("--now", "2026-11-20T08:05").last_words()
    again = demo.start("--now", "2026-11-25T09:00").until_ready().facts
    assert {name: again[name] for name in ("api_keys", "device_tokens")} == {
        name: first[name] for name in ("api_keys", "device_tokens")
    }
    assert again["now"].startswith("2026-11-25T09:00")
    assert demo.stop(signal.SIGTERM) == 0


def test_it_can_be_stopped_while_it_starts(demo: Demonstration) -> None:
    demo.start("--now", NOW)
    while not (demo.home / "logs" / "portal.log").exists():
        assert demo.process.poll() is None
    assert demo.stop() == 0
    assert not (demo.home / "ready").exists()


def test_nothing_survives_its_death(demo: Demonstration) -> None:
    demo.start("--now", NOW).until_ready()
    family = [os.pidfd_open(process) for process in below(demo.process.pid)]
    demo.process.kill()
    assert len(family) >= 5
    for one in family:
        assert select.select([one], [], [], SECONDS_TO_START)[0]
        os.close(one)
