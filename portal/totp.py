"""The second factor of staff accounts: six digits from an authenticator, new every 30 seconds (RFC 6238, WD-07)."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
# A telephone's clock may be one step off.
STEPS_OFF = (0, -1, 1)


def step_at(now: datetime) -> int:
    """The number of the time step."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of a step; the secret is base32 text."""
    key = base64.b32decode(secret, casefold=True)
    mac = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step this code belongs to, or None when it is wrong or old."""
    typed = code.replace(" ", "")
    for off in STEPS_OFF:
        step = step_at(now) + off
        if hmac.compare_digest(code_at(secret, step), typed):
            return step
    return None


def new_secret(token: str) -> str:
    """A base32 secret of 160 bits from a random token."""
    return base64.b32encode(hashlib.sha256(token.encode()).digest()[:20]).decode("ascii")


def enrolment(secret: str, username: str, issuer: str = "Tongban") -> str:
    """The address an authenticator reads from a QR code."""
    return f"otpauth://totp/{quote(issuer)}:{quote(username)}?secret={secret}&issuer={quote(issuer)}"
