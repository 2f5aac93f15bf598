"""Tickets, counters and calls."""

from portal.store.repository import Repository


class Tickets(Repository):
    """Tickets, counters and calls."""
