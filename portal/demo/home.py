"""The folder of a demonstration: all it owns lies here, one demonstration at a time, time only goes forward."""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal.demo.seeds import Keys
from portal.hub import Hub
from portal.working_days import shipped
from shared.clock import local, today, wall
from shared.refusals import Refusal

STARTS_AT = "08:05"
SHOWN = "%Y-%m-%dT%H:%M:%S"
ONE_DAY = timedelta(days=1)


class HomeInUse(Refusal):
    """Another demonstration runs in this folder."""

    code = "home_in_use"


class BeforeNewestRecord(Refusal):
    """The wanted time is earlier than something already recorded."""

    code = "before_newest_record"


@dataclass(frozen=True)
class Home:
    """The folder and the names in it."""

    folder: Path

    @property
    def ready(self) -> Path:
        """Exists while everything runs."""
        return self.folder / "ready"

    @property
    def facts(self) -> Path:
        """demo.json."""
        return self.folder / "demo.json"

    @property
    def clock(self) -> Path:
        """The time all processes share."""
        return self.folder / "clock.json"

    @property
    def printers(self) -> Path:
        """What the virtual printers received."""
        return self.folder / "printers"

    @property
    def logs(self) -> Path:
        """One log per process."""
        return self.folder / "logs"

    def occupy(self) -> int:
        """Takes the folder for this process; the kernel gives it back when the process ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self.folder / "running.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            os.close(file)
            raise HomeInUse(folder=str(self.folder)) from taken
        for sign in (self.ready, self.facts):
            sign.unlink(missing_ok=True)
        return file

    def kept_keys(self) -> Keys | None:
        """The keys of an earlier start."""
        place = self.folder / "keys.json"
        return Keys(**json.loads(place.read_text("utf-8"))) if place.exists() else None

    def keep_keys(self, keys: Keys) -> None:
        """Keeps keys in clear for the next start; the folder belongs to whoever runs the demonstration."""
        write_private(self.folder / "keys.json", asdict(keys))


def write_private(path: Path, content: Any) -> None:
    """Writes JSON that only its owner may read, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
    fresh.replace(path)


def first_instant(real: datetime) -> datetime:
    """08:05 of today if today is a working day, else of the next one."""
    day, known = today(real), shipped()
    while not known.working(day):
        day += ONE_DAY
    return wall(day, STARTS_AT)


def start_instant(hub: Hub, wanted: datetime | None) -> datetime:
    """Where the demonstration's time goes on; never before the newest record (product.md §3)."""
    with hub.store.read() as unit:
        newest = unit.audit.newest_at()
    if wanted is None:
        usual = first_instant(hub.now())
        return max(usual, newest) if newest else usual
    if newest and wanted < newest:
        raise BeforeNewestRecord(wanted=f"{local(wanted):{SHOWN}}", newest=f"{local(newest):{SHOWN}}")
    return wanted
