"""Ratings and their tasks."""

from portal.store.repository import Repository


class Ratings(Repository):
    """Ratings and their tasks."""
