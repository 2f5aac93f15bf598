"""Clocks and suspensions."""

from portal.store.repository import Repository


class Clocks(Repository):
    """Clocks and suspensions."""
