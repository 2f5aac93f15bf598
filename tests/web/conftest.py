"""The portal as tests meet it: a filled hub, its application, and who comes to it: people, clerks, machines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.actions.sign_in_staff import open_session
from portal.hub import Hub
from portal.web.app import create_app
from portal.web.callers import STAFF_COOKIE
from portal.web.keys import KEYS
from tests.builders import CITY, Filled, copy_of, fill_database, filled_file, make_hub
from tests.databases import NewDatabase
from tests.web.inspection import InspectingClient

Client = InspectingClient
Headers = dict[str, str]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The demonstration in a SQLite file, made once."""
    return filled_file(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def hub(filled: Filled, tmp_path: Path) -> Iterator[Hub]:
    """A hub of this test alone, at 08:05 on Monday 2026-11-23; `hub.clock.advance(…)` moves its time."""
    made = make_hub(copy_of(filled, tmp_path), tmp_path)
    yield made
    made.store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub_on_both(
    request: pytest.FixtureRequest, filled: Filled, new_database: NewDatabase, tmp_path: Path
) -> Iterator[Hub]:
    """The same hub, once on each database: for what depends on how the database locks, orders or rounds."""
    if request.param == "sqlite":
        url = copy_of(filled, tmp_path)
    else:
        url = fill_database(new_database("postgresql"), tmp_path, filled.keys).url
    made = make_hub(url, tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def app(hub: Hub) -> Flask:
    """The portal of `hub`."""
    return app_of(hub)


def app_of(hub: Hub) -> Flask:
    """The portal of any hub, with the inspecting client."""
    KEYS.forget()
    made = create_app(hub)
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    made.test_client_class = InspectingClient
    return made


@pytest.fixture
def client(app: Flask) -> Client:
    """Somebody unknown with a browser; every page is inspected, forms' tokens are sent by themselves."""
    return app.test_client()  # type: ignore[return-value]


visit = client
"""The same, by the name the house style gives it."""


@pytest.fixture
def staff(app: Flask, hub: Hub) -> Callable[[str], Client]:
    """`staff("window1")` or `staff("window_clerk")`: that clerk's (or the first such clerk's) signed-in browser."""

    def sign_in(wanted: str) -> Client:
        with hub.store.write() as unit:
            accounts = unit.staff.all()
            mine = [one for one in accounts if one.username == wanted]
            mine += [one for one in accounts if wanted in one.roles and one.hall in {CITY, None}]
            signed_in = open_session(hub, unit, mine[0], hub.now())
        browser = app.test_client()
        browser.set_cookie(STAFF_COOKIE, signed_in.token, path="/staff")
        return browser  # type: ignore[return-value]

    return sign_in


@pytest.fixture
def channel(filled: Filled) -> Callable[[str], Headers]:
    """`channel("app")`: the headers of a channel."""
    return lambda name: {"Authorization": f"Bearer {filled.keys.channels[name]}"}


@pytest.fixture
def device(filled: Filled) -> Callable[[str], Headers]:
    """`device("410400-K1")` or `device("410400-AGENT")`: the headers of a machine."""
    return lambda machine: {"Authorization": f"Bearer {filled.keys.devices[machine]}"}


@pytest.fixture
def kiosk(device: Callable[[str], Headers]) -> Headers:
    """The headers of the city hall's first kiosk."""
    return device(f"{CITY}-K1")


@pytest.fixture
def agent(device: Callable[[str], Headers]) -> Headers:
    """The headers of the city hall's print agent."""
    return device(f"{CITY}-AGENT")
