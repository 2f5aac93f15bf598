"""Check characters of standards and of our own codes: ISO 7064 MOD 11-2, MOD 11,10, MOD 37,36, GB 32100, prime 23."""

from __future__ import annotations

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
USCC_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Without 0 O Q, 1 I L, 2 Z, 5 S, B and U V: nothing here looks like anything else here, on thermal paper or aloud.
# 23 is prime, which lets one weighted sum find every single slip and every exchange of two characters.
CLEAR_SYMBOLS = "346789ACDEFGHJKMNPRTWXY"


def mod_11_2(digits: str) -> str:
    """The last character of a GB 11643 identity number for its first 17 digits."""
    total = sum(int(digit) * pow(2, len(digits) - place, 11) for place, digit in enumerate(digits))
    return "0123456789X"[(12 - total) % 11]


def mod_11_10(digits: str) -> str:
    """One check digit that is always a digit; finds every wrong digit and nearly every exchange of neighbours."""
    return _hybrid(digits, "0123456789")


def mod_37_36(text: str) -> str:
    """The check character of an electronic certificate's identifier (GB/T 36904)."""
    return _hybrid(text, ALPHANUMERIC)


def mod_31(first_17: str) -> str:
    """The last character of a unified social credit code (GB 32100)."""
    total = sum(USCC_SYMBOLS.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(first_17))
    return USCC_SYMBOLS[-total % 31]


def prime_23(text: str) -> str:
    """The check character of our own codes in CLEAR_SYMBOLS; 5 is a primitive root of 23, so no two weights agree."""
    total = sum(CLEAR_SYMBOLS.index(symbol) * pow(5, place + 1, 23) for place, symbol in enumerate(text))
    return CLEAR_SYMBOLS[-total % 23]


def _hybrid(text: str, symbols: str) -> str:
    size = len(symbols)
    carry = size
    for symbol in text:
        carry = (carry + symbols.index(symbol)) % size or size
        carry = carry * 2 % (size + 1)
    return symbols[(size + 1 - carry) % size]
