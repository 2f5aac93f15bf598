"""Certificates."""

from portal.store.repository import Repository


class Certificates(Repository):
    """Certificates."""
