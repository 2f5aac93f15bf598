"""The processes of a demonstration: started together, one that dies is started again, all gone within five seconds."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import IO

from shared.refusals import Refusal

SECONDS_TO_STOP = 2.6
SECONDS_FOR_LAST = 1.0
LAST = "portal"
# The processes talk to each other on this machine, whatever proxy its user has.
AT_HOME = {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
A_BURST = 10.0
TOO_OFTEN = 5


class KeepsDying(Refusal):
    """A process died so often that starting it again is no help; its log says why."""

    code = "not_started"


@dataclass(frozen=True)
class Program:
    """What to start: a module, its arguments, the settings in its environment, and where it writes its log."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Child:
    """A started program."""

    program: Program
    process: subprocess.Popen[bytes]
    log: IO[bytes]
    deaths: list[float] = field(default_factory=list)


class Children:
    """Starts and stops; call every method from the same, longest-living thread (the kernel ends children with it)."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._all: list[Child] = []
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, program: Program) -> None:
        """Starts one program."""
        log = (self._logs / f"{program.name}.log").open("ab")
        self._all.append(Child(program, _spawn(program, log), log))

    def tend(self) -> list[str]:
        """Starts again what died, and answers the names."""
        dead = [child for child in self._all if child.process.poll() is not None]
        for child in dead:
            now = monotonic()
            child.deaths = [death for death in child.deaths if now - death < A_BURST] + [now]
            if len(child.deaths) >= TOO_OFTEN:
                raise KeepsDying(name=child.program.name, log=str(self._logs / f"{child.program.name}.log"))
            child.process = _spawn(child.program, child.log)
        return [child.program.name for child in dead]

    def process(self, name: str) -> subprocess.Popen[bytes]:
        """The process of a program by its name."""
        return next(child.process for child in self._all if child.program.name == name)

    def stop(self) -> None:
        """Ends all: whoever talks to the portal first, so that no open question holds the portal up."""
        end = monotonic() + SECONDS_TO_STOP
        talkers = [child for child in self._all if child.program.name != LAST]
        _end_together(talkers[::-1], end - SECONDS_FOR_LAST)
        _end_together([child for child in self._all if child.program.name == LAST], end)
        for child in self._all:
            child.log.close()
        self._all.clear()


def _end_together(children: list[Child], end: float) -> None:
    """Asks each to end, and ends what has not by then."""
    for child in children:
        if child.process.poll() is None:
            child.process.terminate()
    for child in children:
        try:
            child.process.wait(max(0.05, end - monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _spawn(program: Program, log: IO[bytes]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "portal.demo.child", str(os.getpid()), program.module, *program.arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGBAN_")}
    return subprocess.Popen(
        command, env={**kept, **AT_HOME, **program.environment}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
