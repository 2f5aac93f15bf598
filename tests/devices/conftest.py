"""A kiosk on a filled hub, for the tests of the machines in the hall."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.hub import Hub
from portal.web.app import create_app
from portal.web.keys import KEYS
from tests.builders import CITY, Filled, copy_of, filled_file, make_hub
from tests.devices.kiosk_kit import Kiosk, kiosk_of


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The demonstration in a SQLite file, made once."""
    return filled_file(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def hub(filled: Filled, tmp_path: Path) -> Iterator[Hub]:
    """A hub of this test alone, at 08:05 on Monday 2026-11-23."""
    made = make_hub(copy_of(filled, tmp_path), tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def kiosk(hub: Hub, filled: Filled) -> Kiosk:
    """The first kiosk of the city hall."""
    KEYS.forget()
    return kiosk_of(hub, create_app(hub), filled.keys.devices[f"{CITY}-K1"])
