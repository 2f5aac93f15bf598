"""Places that can be booked."""

from portal.store.repository import Repository


class Slots(Repository):
    """Places that can be booked."""
