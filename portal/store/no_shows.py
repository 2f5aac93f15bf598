"""No-shows and the blacklist."""

from portal.store.repository import Repository


class NoShows(Repository):
    """No-shows and the blacklist."""
