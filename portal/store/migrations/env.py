"""Runs the numbered migrations on the connection that portal.store.migrate opened and locked."""

from alembic import context

from portal.store.base import metadata
from portal.store.migrate import SAME_ON_BOTH

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    **SAME_ON_BOTH,
)
context.run_migrations()
