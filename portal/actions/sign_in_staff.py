"""Staff sign in with argon2id, are locked after failures, and hold one session each (WD-07)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from portal import totp
from portal.hub import Deed, Hub, digest
from portal.people import Actor
from portal.store.sessions import Session
from portal.store.staff import StaffAccount
from portal.store.unit import Unit
from shared.refusals import Refusal

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
IDLE = timedelta(minutes=15)

_HASHER = PasswordHasher()
# Checked when the name is unknown, so that a wrong name takes as long as a wrong password.
_NOBODY = _HASHER.hash("nobody has this password")


class WrongPassword(Refusal):
    """Name or password is wrong; which of them is not told."""

    code = "wrong_password"
    rule = "WD-07"


class AccountLocked(Refusal):
    """Too many failures in a row."""

    code = "account_locked"
    rule = "WD-07"


class CodeNeeded(Refusal):
    """The password is right; the account also asks for the authenticator's digits."""

    code = "totp_needed"
    rule = "WD-07"


class WrongCode(Refusal):
    """The authenticator's digits are wrong, too old, or were used before."""

    code = "totp_wrong"
    rule = "WD-07"


@dataclass(frozen=True)
class Proof:
    """What somebody typed at the staff's door."""

    username: str
    password: str
    digits: str = ""


@dataclass(frozen=True)
class SignedIn:
    """The account and the token of its new session; the token is told once."""

    account: StaffAccount
    token: str


def hash_password(password: str) -> str:
    """The argon2id hash that is stored."""
    return _HASHER.hash(password)


def check(hub: Hub, proof: Proof, now: datetime) -> StaffAccount:
    """The account, or a refusal; the failure is counted in a transaction of its own, because it must stay."""
    with hub.store.read() as unit:
        account = unit.staff.get(proof.username)
    if account and account.locked_until and account.locked_until > now:
        raise AccountLocked(until=account.locked_until)
    if account and account.active and _fits(account.password_hash, proof.password):
        _check_second_factor(hub, account, proof.digits, now)
        return account
    if account:
        _count_failure(hub, account, now)
    else:
        _fits(_NOBODY, proof.password)
    raise WrongPassword(field="password")


def _check_second_factor(hub: Hub, account: StaffAccount, digits: str, now: datetime) -> None:
    if account.totp_sealed is None:
        return
    if not digits:
        raise CodeNeeded(field="digits")
    step = totp.step_of(hub.vault.open(account.totp_sealed), digits, now)
    with hub.store.write() as unit:
        fresh = step is not None and unit.staff.use_step(account.username, step)
    if not fresh:
        _count_failure(hub, account, now)
        raise WrongCode(field="digits")


def open_session(hub: Hub, unit: Unit, account: StaffAccount, now: datetime) -> SignedIn:
    """Ends the clerk's other sessions and opens a new one."""
    token = hub.ids.token()
    unit.sessions.close_all("staff", account.username)
    unit.sessions.open(Session(digest(token), "staff", account.username, {}, now, now, now + IDLE))
    unit.staff.succeeded(account.username)
    actor = Actor("staff", account.username, account.name, account.hall or "")
    hub.record(unit, actor, Deed("staff.signed_in", f"staff:{account.username}", now, {}))
    return SignedIn(account, token)


def close_session(hub: Hub, unit: Unit, clerk: Actor, token: str, now: datetime) -> None:
    """Ends the session of this token."""
    unit.sessions.close(digest(token))
    hub.record(unit, clerk, Deed("staff.signed_out", f"staff:{clerk.id}", now, {}))


def _count_failure(hub: Hub, account: StaffAccount, now: datetime) -> None:
    failures = account.failures + 1
    locked_until = now + LOCKED_FOR if failures >= TRIES else None
    with hub.store.write() as unit:
        unit.staff.failed(account.username, 0 if locked_until else failures, locked_until)
        actor = Actor("public")
        hub.record(unit, actor, Deed("staff.sign_in_failed", f"staff:{account.username}", now, {"failures": failures}))


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerificationError:
        return False
