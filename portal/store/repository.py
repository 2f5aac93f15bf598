"""What all repositories share: the connection of their unit."""

from sqlalchemy import Connection


class Repository:
    """A named group of questions that run inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
