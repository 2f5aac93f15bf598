"""Starts printers that we did not write: CUPS's ippeveprinter and emupos, each in its own folder on a free port."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.databases import free_port

ROOT = Path(__file__).parents[2]
EMUPOS = "emupos==0.4.0"
PYTHON_FOR_EMUPOS = (3, 13)


@contextmanager
def process(*command: str | Path, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
    """A child that is gone when the block ends."""
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, **settings)  # type: ignore[call-overload]
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(5)


def wait_for(what: str, ready: object, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not ready():  # type: ignore[operator]
        if time.monotonic() > end:
            pytest.fail(f"{what} did not come", pytrace=False)
        time.sleep(0.05)


class IppEvePrinter:
    """A real IPP Everywhere printer; `received` is the last document it was given, byte for byte."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.uri = f"ipp://127.0.0.1:{port}/ipp/print"
        self.received = folder / "received.pdf"
        self.slow = folder / "slow"

    def form(self, page: str, **values: int) -> None:
        """Its web form: trays and supplies are set as a technician would."""
        httpx.get(f"http://127.0.0.1:{self.port}/{page}", params=values, trust_env=False).raise_for_status()


def _needs(program: str, package: str) -> str:
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        pytest.fail(f"{program} is missing: install the Debian package {package}", pytrace=False)
    return found


@contextmanager
def ippeveprinter(folder: Path) -> Iterator[IppEvePrinter]:
    """It wants a system bus to announce itself; it gets a private one."""
    printer = IppEvePrinter(folder, free_port())
    (folder / "spool").mkdir()
    command = folder / "print.sh"
    command.write_text(f'#!/bin/sh\nwhile [ -e "{printer.slow}" ]; do sleep 0.05; done\ncp "$1" "{printer.received}"\n')
    command.chmod(0o755)
    bus = f"unix:path={folder}/bus"
    with ExitStack() as children:
        daemon = _needs("dbus-daemon", "dbus-daemon")
        children.enter_context(process(daemon, "--session", f"--address={bus}", "--nofork"))
        wait_for("the bus", (folder / "bus").exists)
        ours = (_needs("ippeveprinter", "cups-ipp-utils"), "-r", "off", "-n", "localhost", "-p", str(printer.port))
        kept = ("-d", folder / "spool", "-k", "-c", command, "-f", "application/pdf", "Hall")
        settings = {"env": {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus}, "stderr": subprocess.DEVNULL}
        children.enter_context(process(*ours, *kept, **settings))
        wait_for("ippeveprinter", lambda: _answers(printer.port))
        yield printer


def _answers(port: int) -> bool:
    try:
        httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=1)
    except httpx.HTTPError:
        return False
    return True


class Emupos:
    """A simulated TM-T20III: what it printed as pictures, and faults as a hand would make them."""

    def __init__(self, folder: Path, program: Path) -> None:
        self.folder, self.program = folder, program
        self.port, self.api = free_port(), free_port()
        self.faults: set[str] = set()

    def pictures(self) -> list[Path]:
        return sorted((self.folder / "receipts").glob("*.png"), key=lambda path: path.stat().st_mtime_ns)

    def wait_for_pictures(self, count: int) -> list[Path]:
        wait_for(f"picture {count}", lambda: len(self.pictures()) >= count)
        return self.pictures()

    def fault(self, name: str) -> None:
        self._change("PUT", name)
        self.faults.add(name)

    def mend(self) -> None:
        while self.faults:
            self._change("DELETE", self.faults.pop())

    def _change(self, method: str, name: str) -> None:
        address = f"http://127.0.0.1:{self.api}/api/v1/devices/hall/faults/{name}"
        httpx.request(method, address, trust_env=False).raise_for_status()


@contextmanager
def emupos(folder: Path) -> Iterator[Emupos]:
    printer = Emupos(folder, _emupos_program())
    device = {
        "id": "hall", "type": "printer", "profile": "epson-tm-t20iii", "receipts_dir": "./receipts",
        "connections": [{"tcp": {"port": printer.port}}],
    }  # fmt: skip
    wish = {"schema": 1, "api": {"host": "127.0.0.1", "port": printer.api}, "devices": [device]}
    (folder / "emupos.yaml").write_text(json.dumps(wish), "utf-8")
    with process(printer.program, "run", "--config", "emupos.yaml", cwd=folder, stderr=subprocess.DEVNULL):
        wait_for("emupos", lambda: _answers(printer.api))
        yield printer


def _python() -> Path:
    """A Python new enough for emupos: this one, one on the path, pyenv's, or one that uv knows."""
    if sys.version_info >= PYTHON_FOR_EMUPOS:
        return Path(sys.executable)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [*sorted(pyenv.glob("3.1[3-9]*/bin/python3")), *map(Path, filter(None, [shutil.which("python3.13")]))]
    found += [Path(line) for line in _uv("python", "find", "3.13", "--no-python-downloads").split("\n") if line]
    for python in found:
        if subprocess.run([python, "-c", "import venv"], check=False, capture_output=True).returncode == 0:
            return python
    pytest.skip("emupos needs a Python 3.13 beside the project's own; on CI this fails the run")


def _uv(*words: str | Path) -> str:
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        return ""
    return subprocess.run([uv, *words], check=False, capture_output=True, text=True).stdout


def _emupos_program() -> Path:
    """Installed once, in its own environment; two test processes may ask at the same time."""
    home = ROOT / "var" / "peers" / EMUPOS.replace("==", "-")
    home.mkdir(parents=True, exist_ok=True)
    program, whole = home / "bin" / "emupos", home / "whole"
    with (home / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not whole.exists():
            subprocess.run([_python(), "-m", "venv", home], check=True, capture_output=True)
            pip = [home / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", EMUPOS]
            done = subprocess.run(pip, check=False, capture_output=True, text=True)
            if done.returncode:
                pytest.fail(f"emupos could not be installed:\n{done.stderr[-800:]}", pytrace=False)
            whole.touch()
    return program
