"""What holds for every test: no network but this machine, nothing skipped unseen on CI, one hypothesis profile."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from tests.reports import Skips, Times

pytest_plugins = ["tests.databases"]

AT_HOME = ("127.", "localhost", "::1", "0.0.0.0")

hypothesis.settings.register_profile("house", deadline=None, print_blob=True, max_examples=60)
hypothesis.settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("TONGBAN_TEST_HYPOTHESIS", "house"))


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


def pytest_configure(config: pytest.Config) -> None:
    """Register the hooks above and close the network before any test file is imported."""
    config.pluginmanager.register(Skips(), "tongban-skips")
    config.pluginmanager.register(Times(), "tongban-times")
    config.stash[_OPEN_SOCKET] = socket.socket
    socket.socket = HomeSocket  # type: ignore[misc]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the ordinary sockets back."""
    socket.socket = config.stash[_OPEN_SOCKET]  # type: ignore[misc]


_OPEN_SOCKET: pytest.StashKey[type[socket.socket]] = pytest.StashKey()


@pytest.fixture(autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    """Settings of the machine (TONGBAN_*) never reach a test; TONGBAN_TEST_* are the tests' own."""
    settings = [name for name in os.environ if name.startswith("TONGBAN_") and not name.startswith("TONGBAN_TEST_")]
    kept = {name: os.environ.pop(name) for name in settings}
    yield
    os.environ.update(kept)
