"""Devices (kiosks, agents, screens) with their own keys, and the channels that book for their users."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from portal.store.repository import Repository
from portal.store.tables.people import channels, devices


@dataclass(frozen=True)
class Device:
    """A machine that holds a revocable key."""

    id: str
    kind: str
    hall: str
    name: str
    token_hash: str
    revoked_at: datetime | None
    seen_at: datetime | None
    status: Mapping[str, Any]


class Devices(Repository):
    """Questions about machines and channels."""

    def by_token(self, token_hash: str) -> Device | None:
        """The unrevoked device with this key, or None."""
        query = select(devices).where(devices.c.token_hash == token_hash, devices.c.revoked_at.is_(None))
        row = self._connection.execute(query).mappings().first()
        return Device(**row) if row else None

    def channel_by_key(self, key_hash: str) -> str | None:
        """The channel with this key, or None."""
        query = select(channels.c.name).where(channels.c.key_hash == key_hash, channels.c.revoked_at.is_(None))
        return self._connection.execute(query).scalar_one_or_none()

    def of_hall(self, hall: str) -> list[Device]:
        """The machines of one hall."""
        rows = self._connection.execute(select(devices).where(devices.c.hall == hall).order_by(devices.c.id))
        return [Device(**row) for row in rows.mappings()]

    def add(self, device: Device) -> None:
        """Enrols a machine."""
        self._connection.execute(insert(devices).values(**{**device.__dict__, "status": dict(device.status)}))

    def add_channel(self, name: str, key_hash: str) -> None:
        """Admits a channel."""
        self._connection.execute(insert(channels).values(name=name, key_hash=key_hash))

    def seen(self, device: str, now: datetime, status: Mapping[str, Any]) -> None:
        """Keeps the last heartbeat."""
        self._connection.execute(update(devices).where(devices.c.id == device).values(seen_at=now, status=dict(status)))
