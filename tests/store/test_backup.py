"""A backup brings everything back, keys included, and never overwrites anything (product.md §7)."""

import stat
from pathlib import Path

import pytest

from portal.hub import TextMessage
from portal.start import open_hub
from portal.store.backup import make_backup, restore_backup
from shared.settings import Settings
from tests.builders import MORNING
from tests.databases import NewDatabase
from tests.outcomes import refusal_of

KINDS = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


def deployment(url: str, home: Path) -> Settings:
    home.mkdir(exist_ok=True)
    return Settings(home=home, database_url=url)


def with_a_message(settings: Settings) -> None:
    hub = open_hub(settings)
    with hub.store.write() as unit:
        hub.text_message(unit, TextMessage("test", "证已办好", phone="+8613800000123"), MORNING)
    hub.store.close()


def address_in(settings: Settings) -> str:
    hub = open_hub(settings)
    with hub.store.read() as unit:
        sealed = unit.outbox.newest(1)[0].address_sealed
    hub.store.close()
    return hub.vault.open(sealed)


def empty_place(kind: str, new_database: NewDatabase, home: Path) -> Settings:
    url = new_database("postgresql", migrated=False) if kind == "postgresql" else f"sqlite:///{home / 'back.sqlite'}"
    return deployment(url, home)


@KINDS
def test_what_was_sealed_opens_again_after_restoring(kind: str, new_database: NewDatabase, tmp_path: Path) -> None:
    before = deployment(new_database(kind), tmp_path / "before")
    with_a_message(before)
    make_backup(before, tmp_path / "all.tar.gz", MORNING)
    after = empty_place(kind, new_database, tmp_path / "after")
    assert restore_backup(after, tmp_path / "all.tar.gz") == MORNING
    assert address_in(after) == "+8613800000123"


def test_nobody_else_may_read_a_backup(new_database: NewDatabase, tmp_path: Path) -> None:
    make_backup(deployment(new_database("sqlite"), tmp_path / "home"), tmp_path / "all.tar.gz", MORNING)
    assert stat.S_IMODE((tmp_path / "all.tar.gz").stat().st_mode) == 0o600


@KINDS
def test_nothing_is_overwritten(kind: str, new_database: NewDatabase, tmp_path: Path) -> None:
    settings = deployment(new_database(kind), tmp_path / "home")
    make_backup(settings, tmp_path / "all.tar.gz", MORNING)
    assert refusal_of(restore_backup, settings, tmp_path / "all.tar.gz").code == "restore_not_empty"


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "all.tar.gz").write_bytes(b"not a backup")
    after = deployment(f"sqlite:///{tmp_path / 'after' / 'back.sqlite'}", tmp_path / "after")
    assert refusal_of(restore_backup, after, tmp_path / "all.tar.gz").code == "backup_bad"
