"""A hub with the demonstration in it, its clock standing at 08:05 of a Monday; copied for each test."""

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from portal.catalog.places import Places, load_places
from portal.demo.seeds import Keys, Seeds, fill
from portal.hub import Hub
from portal.store.engine import Store
from portal.store.migrate import upgrade
from shared.clock import SHANGHAI, FixedClock
from shared.ids import Ids, seeded_chance
from shared.settings import Settings
from shared.vault import Keyring, Vault

MORNING = datetime(2026, 11, 23, 8, 5, tzinfo=SHANGHAI)
CITY, ZHANHE, YE = "410400", "410411", "410422"
HALLS = (CITY, ZHANHE, YE)


@dataclass(frozen=True)
class Filled:
    """A filled database, and the keys it admits."""

    keys: Keys
    url: str


def make_hub(url: str, home: Path, seed: int = 1, now: datetime = MORNING) -> Hub:
    """A hub on any migrated database; its clock is a FixedClock and its chance repeats."""
    clock = FixedClock(now)
    settings = Settings(home=home, demo=True, database_url=url)
    return Hub(Store(url, 5), clock, Ids(clock, seeded_chance(seed)), Vault(Keyring.fresh()), settings)


def few_places() -> Places:
    """The city's hall, 湛河区 and 叶县: enough for every story, quick to load."""
    places = load_places()
    return replace(places, halls=tuple(hall for hall in places.halls if hall.code in HALLS))


def fill_database(url: str, home: Path, keys: Keys | None = None) -> Filled:
    """Loads the demonstration into a migrated database."""
    hub = make_hub(url, home, seed=7)
    seeds = Seeds(places=few_places())
    keys = keys or Keys.drawn(hub.ids, seeds.places)
    with hub.store.write() as unit:
        fill(unit, hub, keys, seeds)
    hub.store.close()
    return Filled(keys, url)


def filled_file(folder: Path) -> Filled:
    """A filled SQLite file that tests copy."""
    url = f"sqlite:///{folder / 'filled.sqlite'}"
    upgrade(url)
    return fill_database(url, folder)


def copy_of(filled: Filled, folder: Path) -> str:
    """The URL of a copy that the test may change."""
    target = folder / "tongban.sqlite"
    shutil.copy(filled.url.removeprefix("sqlite:///"), target)
    return f"sqlite:///{target}"
