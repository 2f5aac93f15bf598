"""Masks for every public screen, slip, call and log line: 张*三, 410***********1234, 138****5678 (WD-12)."""

from __future__ import annotations

import re

LONG_DOCUMENT = 15
SHORT_DOCUMENT = 7
LOOSE_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[1-9]\d{16}[0-9Xx]|(?:\+?86)?1[3-9]\d{9})(?![0-9A-Za-z])")


def mask_name(name: str) -> str:
    """First and last character stay when there are three or more; a spaced name keeps its initials."""
    name = name.strip()
    if " " in name:
        return " ".join(word[0] + "***" for word in name.split())
    if len(name) <= 1:
        return "*" * len(name)
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_id(number: str) -> str:
    """Province and last four of an identity number; less of shorter documents; nothing of very short ones."""
    if len(number) >= LONG_DOCUMENT:
        return _keep(number, 3, 4)
    if len(number) >= SHORT_DOCUMENT:
        return _keep(number, 1, 3)
    return "*" * len(number)


def mask_phone(phone: str) -> str:
    """138****5678 from E.164 or national form; other numbers keep their last four."""
    national = phone.strip().removeprefix("+86")
    if re.fullmatch(r"1\d{10}", national):
        return _keep(national, 3, 4)
    return _keep(national, 0, 4) if len(national) > SHORT_DOCUMENT else "*" * len(national)


def scrub(text: str) -> str:
    """A log line in which anything that looks like an identity number or a mobile number is masked."""
    return LOOSE_NUMBER.sub(_mask_found, text)


def _mask_found(found: re.Match[str]) -> str:
    number = found.group()
    return mask_id(number) if len(number) == 18 else mask_phone(number.removeprefix("86"))


def _keep(text: str, first: int, last: int) -> str:
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]
