"""What holds for every test: no network but this machine, nothing skipped unseen on CI, one hypothesis profile."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["tests.databases"]

AT_HOME = ("127.", "localhost", "::1", "0.0.0.0")

hypothesis.settings.register_profile("house", deadline=None, print_blob=True, max_examples=60)
hypothesis.settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("TONGBAN_HYPOTHESIS", "house"))


class NetworkClosed(RuntimeError):
    """A test tried to leave this machine."""


class HomeSocket(socket.socket):
    """A socket that connects to this machine only."""

    def _stay(self, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(AT_HOME):
            self.close()
            raise NetworkClosed(f"tests may only talk to 127.0.0.1, not to {address[0]}")

    def connect(self, address: Any) -> None:
        self._stay(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._stay(address)
        return super().connect_ex(address)


class Skips:
    """Counts what was skipped; on CI a skipped test is a test that did not run, and fails the run."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.reasons.append(report.nodeid)

    pytest_runtest_logreport = note
    pytest_collectreport = note

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.reasons and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.reasons and os.environ.get("CI") == "true":
            terminalreporter.section("skipped on CI, where nothing may be", red=True)
            terminalreporter.write_line("\n".join(self.reasons))


def pytest_configure(config: pytest.Config) -> None:
    """Register the hooks above and close the network before any test file is imported."""
    config.pluginmanager.register(Skips(), "tongban-skips")
    config.stash[_OPEN_SOCKET] = socket.socket
    socket.socket = HomeSocket  # type: ignore[misc]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the ordinary sockets back."""
    socket.socket = config.stash[_OPEN_SOCKET]  # type: ignore[misc]


_OPEN_SOCKET: pytest.StashKey[type[socket.socket]] = pytest.StashKey()


@pytest.fixture(autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    """Settings of the machine (TONGBAN_*) never reach a test."""
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("TONGBAN_")}
    yield
    os.environ.update(kept)
