"""The only source of identifiers and chance: row ids, secret tokens, and the codes that people type."""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from random import Random

from shared.check_digits import CLEAR_SYMBOLS, mod_11_10, prime_23
from shared.clock import Clock

Chance = Callable[[int], bytes]

TAIL_BITS = 74
APPOINTMENT_DIGITS = 8
PICK_UP_SYMBOLS = 8
PASSWORD_DIGITS = 6


class CodeKind(StrEnum):
    """The kinds of code a person may have to type."""

    APPOINTMENT = "appointment"
    PICK_UP = "pick_up"
    CASE = "case"


def system_chance(size: int) -> bytes:
    """Chance from the operating system."""
    return secrets.token_bytes(size)


def seeded_chance(seed: int) -> Chance:
    """Chance that repeats itself: tests and simulations."""
    return Random(seed).randbytes


class Ids:
    """Makes identifiers for one process; safe to share between its threads."""

    def __init__(self, clock: Clock, chance: Chance = system_chance) -> None:
        self._clock = clock
        self._chance = chance
        self._lock = threading.Lock()
        self._millisecond = -1
        self._tail = 0

    def row(self) -> str:
        """A row's key: 32 hex digits in UUIDv7 layout, later ones always greater within this process."""
        now = int(self._clock().timestamp() * 1000)
        with self._lock:
            if now > self._millisecond:
                self._millisecond, self._tail = now, self._bits(TAIL_BITS - 1)
            else:
                self._tail += 1 + self._bits(40)
            if self._tail >> TAIL_BITS:
                self._millisecond, self._tail = self._millisecond + 1, self._bits(TAIL_BITS - 1)
            return uuid7_text(self._millisecond, self._tail)

    def token(self) -> str:
        """A secret of 192 bits that fits into an address."""
        return base64.urlsafe_b64encode(self._chance(24)).decode("ascii")

    def digits(self, count: int) -> str:
        """That many digits, every number equally likely."""
        return "".join(self._pick("0123456789") for _ in range(count))

    def password(self) -> str:
        """The six digits that open the progress of a case."""
        return self.digits(PASSWORD_DIGITS)

    def code(self, kind: CodeKind) -> str:
        """A code to type, with its check character; the store makes sure that it is the only one."""
        if kind is CodeKind.APPOINTMENT:
            # No leading zero: spreadsheets eat it.
            body = self._pick("123456789") + self.digits(APPOINTMENT_DIGITS - 2)
            return body + mod_11_10(body)
        if kind is CodeKind.PICK_UP:
            body = "".join(self._pick(CLEAR_SYMBOLS) for _ in range(PICK_UP_SYMBOLS - 1))
            return body + prime_23(body)
        raise ValueError("a case number is counted, not drawn: case_number()")

    def _bits(self, count: int) -> int:
        size = (count + 7) // 8
        return int.from_bytes(self._chance(size)) >> (size * 8 - count)

    def _pick(self, symbols: str) -> str:
        # Bytes past the last whole multiple are thrown away, or the first symbols would be likelier.
        limit = 256 - 256 % len(symbols)
        while (byte := self._chance(1)[0]) >= limit:
            pass
        return symbols[byte % len(symbols)]


def uuid7_text(millisecond: int, tail: int) -> str:
    """Lay a time and 74 bits out as a version 7 UUID, without hyphens."""
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return f"{millisecond << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"


def case_number(prefix: str, day: date, serial: int) -> str:
    """The number a person knows a case by: PDS-261122-00473-2 (CS-27); the serial counts within prefix and day."""
    body = f"{prefix.upper()}-{day:%y%m%d}-{serial:05d}"
    return f"{body}-{case_check(body)}"


def case_check(body: str) -> str:
    """The check digit over everything before it; letters count as 10…35, so a mistyped prefix is found as well."""
    return mod_11_10("".join(str(int(symbol, 36)) for symbol in body if symbol != "-"))
