"""Cases, their events and materials."""

from portal.store.repository import Repository


class Cases(Repository):
    """Cases, their events and materials."""
