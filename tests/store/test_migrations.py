"""The schema grows by numbered migrations, alike on both databases (product.md §7; runtime traps)."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from portal.store import migrate
from portal.store.engine import Store
from shared.refusals import Refusal


def test_an_empty_database_gets_every_migration_once(empty_database_url: str) -> None:
    first = migrate.upgrade(empty_database_url)
    assert first[-1] == migrate.newest()
    assert migrate.upgrade(empty_database_url) == []


def test_migrations_and_tables_tell_one_story(database_url: str) -> None:
    assert migrate.differences(database_url) == []


def test_current_names_the_newest_migration() -> None:
    assert migrate.CURRENT.read_text("ascii").strip() == migrate.newest()


def test_several_processes_starting_at_once_migrate_once(empty_database_url: str) -> None:
    program = "import sys; from portal.store.migrate import upgrade; print(len(upgrade(sys.argv[1])))"
    command = [sys.executable, "-c", program, empty_database_url]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    ran = sorted(int(start.communicate(timeout=60)[0]) for start in starts)
    assert ran == [0, 0, int(migrate.newest())]


def test_a_database_of_a_later_program_is_refused(database_url: str) -> None:
    store = Store(database_url)
    with store.write() as unit:
        unit.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(Refusal) as refused:
        migrate.upgrade(database_url)
    assert refused.value.code == "schema_newer"
