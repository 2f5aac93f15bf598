"""Staff accounts: made by an administrator, locked after failures (WD-07)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from portal.roles import Role
from portal.store.repository import Repository
from portal.store.tables.people import staff


@dataclass(frozen=True)
class StaffAccount:
    """An account; the password is only known as an argon2id hash."""

    username: str
    name: str
    hall: str | None
    department: str | None
    roles: frozenset[Role]
    password_hash: str
    failures: int = 0
    locked_until: datetime | None = None
    active: bool = True
    totp_sealed: str | None = None
    totp_step: int = 0


class StaffStore(Repository):
    """Questions about staff accounts."""

    def get(self, username: str) -> StaffAccount | None:
        """One account, or None."""
        row = self._connection.execute(select(staff).where(staff.c.username == username)).mappings().first()
        return _account(row) if row else None

    def all(self) -> list[StaffAccount]:
        """Every account by name."""
        return [_account(row) for row in self._connection.execute(select(staff).order_by(staff.c.username)).mappings()]

    def add(self, account: StaffAccount) -> None:
        """Creates an account."""
        self._connection.execute(
            insert(staff).values(
                username=account.username,
                name=account.name,
                hall=account.hall,
                department=account.department,
                roles=sorted(account.roles),
                password_hash=account.password_hash,
            )
        )

    def failed(self, username: str, failures: int, locked_until: datetime | None) -> None:
        """Remembers a wrong password."""
        self._connection.execute(
            update(staff).where(staff.c.username == username).values(failures=failures, locked_until=locked_until)
        )

    def use_step(self, username: str, step: int) -> bool:
        """Uses up a time step of the second factor; False when this or a later one was used before."""
        fresh = (staff.c.username == username, staff.c.totp_step < step)
        return self._connection.execute(update(staff).where(*fresh).values(totp_step=step)).rowcount == 1

    def set_second_factor(self, username: str, sealed: str | None) -> bool:
        """Gives the account a second factor, or takes it away; False for an unknown account."""
        here = staff.c.username == username
        changed = self._connection.execute(update(staff).where(here).values(totp_sealed=sealed, totp_step=0))
        return changed.rowcount == 1

    def set_password(self, username: str, password_hash: str) -> bool:
        """Changes the password and forgets failures; False for an unknown account."""
        here = staff.c.username == username
        fresh = {"password_hash": password_hash, "failures": 0, "locked_until": None}
        return self._connection.execute(update(staff).where(here).values(**fresh)).rowcount == 1

    def succeeded(self, username: str) -> None:
        """Forgets earlier failures."""
        self.failed(username, 0, None)


def _account(row: Any) -> StaffAccount:
    return StaffAccount(**{**row, "roles": frozenset(Role(name) for name in row["roles"])})
