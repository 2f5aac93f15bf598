"""What every seed begins with: the demonstration in a file, with results that wait to be printed."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from portal.actions.print_paper import Paper, make
from portal.booking_person import blind_id
from portal.cases.states import State
from portal.hub import Hub
from portal.people import SYSTEM
from portal.store.cases import Case
from portal.store.certificates import Certificate
from portal.store.engine import Store
from portal.store.unit import Unit
from shared.clock import FixedClock
from shared.identity import IdType
from shared.ids import Ids
from shared.settings import Settings
from shared.vault import Keyring, Vault
from shared.wire import Media
from tests.builders import CITY, MORNING, Filled, filled_file
from tests.cast import Person, made_up
from tests.simulation.death import Fuse

RESULTS = 5
SAMPLE = Path(__file__).parents[1] / "devices/samples/n13.json"


@dataclass(frozen=True)
class Stage:
    """The filled file and the keys that open it."""

    filled: Filled
    vault: Vault


def holder(number: int) -> Person:
    """Whose result it is."""
    return made_up("张测试", date(1970, 1, 1), number * 2 + 1)


def visitor(number: int) -> Person:
    """Somebody who comes to the hall; nobody comes twice."""
    return made_up("李䶮𬬻", date(1990 + number // 400, 1, 1), (number % 400) * 2 + 1)


def prepared(folder: Path) -> Stage:
    """Made once; a seed takes less than a hundredth of a second to copy it."""
    stage = Stage(filled_file(folder), Vault(Keyring.fresh()))
    hub = hub_on(stage, stage.filled.url, folder, Fuse(), Random(0))
    with hub.store.write() as unit:
        for number in range(RESULTS):
            _result(unit, hub, number)
    with hub.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    hub.store.close()
    return stage


def hub_for(stage: Stage, folder: Path, fuse: Fuse, chance: Random) -> Hub:
    """A hub on its own copy."""
    file = folder / "tongban.sqlite"
    shutil.copy(stage.filled.url.removeprefix("sqlite:///"), file)
    return hub_on(stage, f"sqlite:///{file}", folder, fuse, chance)


def hub_on(stage: Stage, url: str, home: Path, fuse: Fuse, chance: Random) -> Hub:
    """Every identifier it draws is seeded, and a moment at which it may die."""

    def draw(count: int) -> bytes:
        fuse.burn()
        return chance.randbytes(count)

    clock = FixedClock(MORNING)
    return Hub(Store(url, 2), clock, Ids(clock, draw), stage.vault, Settings(home=home, demo=True, database_url=url))


def _result(unit: Unit, hub: Hub, number: int) -> None:
    one, now, subject = holder(number), hub.now(), f"result-{number}"
    blind = blind_id(hub.vault, IdType.ID_CARD, one.id_number)
    case = Case(
        id=hub.ids.row(),
        number=f"PDS-261120-{number + 1:05d}-0",
        hall=CITY,
        item=unit.items.offered(CITY)[0].item.code,
        situation="",
        title="二级建造师注册证书",
        department="410400-housing",
        state=State.KIOSK_PRINTABLE,
        state_since=now,
        mode="",
        name=one.name,
        id_type=IdType.ID_CARD.value,
        id_blind=blind,
        id_sealed=hub.vault.seal(one.id_number),
        phone_sealed=hub.vault.seal(one.phone),
        phone_blind=hub.vault.blind(one.phone, "phone"),
        password_hash="-",
        made_at=now,
        delivery="kiosk",
        received_at=now,
    )
    unit.cases.add(case)
    data = json.loads(SAMPLE.read_text("utf-8"))
    made = make(unit, hub, Paper("n13", Media.A4, data, case.title, "certificate", subject), SYSTEM, now)
    unit.certificates.add(
        Certificate(
            id=subject,
            case_id=case.id,
            identifier=f"ID-{number}",
            serial=f"S-{number}",
            title=case.title,
            id_blind=blind,
            face={},
            document=made.id,
            state="valid",
            issued_at=now,
            valid_until=None,
            printable=True,
        )
    )
