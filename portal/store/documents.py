"""Papers and slips as they were made."""

from portal.store.repository import Repository


class Documents(Repository):
    """Papers and slips as they were made."""
