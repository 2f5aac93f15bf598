"""Facts about the deployment: the demonstration's start, versions of loaded data."""

from typing import Any

from sqlalchemy import delete, insert, select

from portal.store.repository import Repository
from portal.store.tables.records import facts


class Facts(Repository):
    """Named values of the deployment."""

    def get(self, name: str) -> Any:
        """The value, or None when it was never set."""
        return self._connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()

    def put(self, name: str, value: Any) -> None:
        """Sets the value, replacing an older one."""
        self._connection.execute(delete(facts).where(facts.c.name == name))
        self._connection.execute(insert(facts).values(name=name, value=value))
