"""Codes as they arrive at a kiosk: typed key by key, or scanned as digits or as an address that ends in the code."""

import re

APPOINTMENT_LENGTH, CASE_DIGITS, PASSWORD_LENGTH, ONE_TIME_LENGTH = 8, 12, 6, 8
CASE_NUMBER = re.compile(r"([A-Z]{2,6})-?(\d{6})-?(\d{5})-?(\d)", re.IGNORECASE)
ADDRESS = re.compile(r"/a/([0-9 -]+)/?(?:[?#].*)?$")


def press(value: str, key: str, length: int) -> str:
    """What the code box holds after a key."""
    if key == "clear":
        return ""
    if key == "back":
        return value[:-1]
    return (value + key)[:length] if key.isdecimal() and len(key) == 1 else value


def digits(text: str, length: int) -> str:
    """The digits of a typed code, never more than it has."""
    return re.sub(r"\D", "", text)[:length]


def appointment_code(scanned: str) -> str:
    """The 8 digits of a scanned code: plain, grouped, or at the end of an address /a/<code>; else what was read."""
    text = scanned.strip()
    found = ADDRESS.search(text)
    plain = re.sub(r"[ -]", "", found[1] if found else text)
    return plain if plain.isdecimal() else ""


def case_number(scanned: str, prefix: str) -> str:
    """A case number from a slip's QR or bar code, or from its digits alone; empty when it is neither."""
    text = scanned.strip()
    found = CASE_NUMBER.search(text)
    if found:
        return f"{found[1].upper()}-{found[2]}-{found[3]}-{found[4]}"
    plain = re.sub(r"\D", "", text)
    if len(plain) != CASE_DIGITS:
        return ""
    return f"{prefix}-{plain[:6]}-{plain[6:11]}-{plain[11]}"
