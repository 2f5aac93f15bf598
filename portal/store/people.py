"""Applicants."""

from portal.store.repository import Repository


class People(Repository):
    """Applicants."""
