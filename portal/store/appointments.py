"""Appointments."""

from portal.store.repository import Repository


class Appointments(Repository):
    """Appointments."""
