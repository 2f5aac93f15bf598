"""Brings a database to the newest schema; many processes may start at once, one of them migrates (product.md §7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from portal.store import tables as every_table
from portal.store.base import metadata
from portal.store.engine import WRITING, Store
from portal.store.schema import CURRENT
from shared.refusals import Refusal

FOLDER = Path(__file__).parent / "migrations"

SAME_ON_BOTH: dict[str, Any] = {"render_as_batch": True, "compare_type": True}
# Any number will do, as long as it is always the same one: who holds it migrates.
ADVISORY_LOCK = 7_306_086_967
__all__ = ["CURRENT", "every_table", "upgrade"]


class SchemaNewer(Refusal):
    """The database was migrated by a later version of this program."""

    code = "schema_newer"


def upgrade(url: str) -> list[str]:
    """Runs the migrations that are missing, all in one transaction, and answers their numbers."""
    place = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and place:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
    store = Store(url, pool_size=1)
    try:
        with _alone(store) as connection:
            return _run(connection)
    finally:
        store.close()


def newest() -> str:
    """The newest migration this program knows."""
    return str(_scripts().get_current_head())


def differences(url: str) -> list[Any]:
    """What autogenerate would still change: nothing, or the migrations and the tables tell two stories."""
    store = Store(url, pool_size=1)
    try:
        with store.engine.connect() as connection:
            return list(compare_metadata(MigrationContext.configure(connection, opts=SAME_ON_BOTH), metadata))
    finally:
        store.close()


def _run(connection: Connection) -> list[str]:
    scripts = _scripts()
    before = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if before is not None and before not in known:
        raise SchemaNewer(found=before, known=str(scripts.get_current_head()))
    missing = [script.revision for script in scripts.iterate_revisions("heads", before or "base")]
    if missing:
        command.upgrade(_config(connection), "head")
    return missing[::-1]


@contextmanager
def _alone(store: Store) -> Iterator[Connection]:
    """One transaction that nobody else migrates beside; it commits as a whole or not at all."""
    with store.engine.connect() as bare:
        if store.is_sqlite:
            # Tables are rebuilt to be altered; references are checked once, at the end.
            driver = bare.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys=OFF")
        connection = bare.execution_options(**{WRITING: True})
        with connection.begin():
            if not store.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
            yield connection
            if store.is_sqlite:
                assert not connection.execute(text("PRAGMA foreign_key_check")).all()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
