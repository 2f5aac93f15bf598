"""Whether a database already has the newest schema: one small question, so that a usual start loads no migrations."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.store.engine import Store

CURRENT = Path(__file__).parent / "migrations" / "CURRENT"
_VERSION = text("SELECT version_num FROM alembic_version")


def ensure(url: str) -> None:
    """Migrates where it is needed; safe where several processes start at once."""
    if not is_current(url):
        import_module("portal.store.migrate").upgrade(url)


def is_current(url: str) -> bool:
    """Whether the newest migration has run."""
    store = Store(url, pool_size=1)
    try:
        with store.engine.connect() as connection:
            return bool(connection.execute(_VERSION).scalar_one() == CURRENT.read_text("ascii").strip())
    except DBAPIError:
        return False
    finally:
        store.close()
