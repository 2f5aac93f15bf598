"""Reading the codes that people type: appointment, pick-up, case and certificate, with the slip named exactly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from shared.check_digits import ALPHANUMERIC, CLEAR_SYMBOLS, mod_11_10, mod_37_36, prime_23
from shared.ids import APPOINTMENT_DIGITS, PICK_UP_SYMBOLS, CodeKind, case_check
from shared.refusals import Refusal

CERTIFICATE_ROOT = "1.2.156.3005.2"
CERTIFICATE_PARTS = (21, 18, None, 3, 1)
CASE_SHAPE = re.compile(r"([A-Z]{2,6})(\d{6})(\d{5,8})(\d)")


class BadCode(Refusal):
    """The check character does not fit the rest: something was mistyped."""

    code = "bad_code"


class BadCodeLength(BadCode):
    wording = "bad_code_length"


class BadCodeSymbol(BadCode):
    wording = "bad_code_symbol"


class BadCaseNumber(BadCode):
    wording = "bad_case_number"


class BadCertificateId(BadCode):
    wording = "bad_certificate_id"


def check_code(text: str, kind: CodeKind | None = None) -> str:
    """The code as it is stored, or a BadCode that names the slip. Without a kind the shape of the text decides."""
    typed = tidy(text)
    kind = kind or _kind_of(typed)
    if kind is CodeKind.CASE:
        return _case(typed)
    if kind is CodeKind.PICK_UP:
        return _checked(typed, PICK_UP_SYMBOLS, CLEAR_SYMBOLS, prime_23)
    return _checked(typed, APPOINTMENT_DIGITS, "0123456789", mod_11_10)


def show_code(code: str) -> str:
    """The code in groups of four, as it is printed and read aloud; a case number is already grouped."""
    return code if "-" in code else f"{code[:4]} {code[4:]}"


def tidy(text: str) -> str:
    """Upper case, half width, without the spaces and hyphens that people put between groups."""
    return re.sub(r"[\s\-‐-―_.·]", "", unicodedata.normalize("NFKC", text)).upper()


def certificate_id(type_code: str, issuer: str, serial: str, version: int = 1) -> str:
    """电子证照标识 (GB/T 36904): type 21, issuer's credit code 18, serial, version 3, and a check character."""
    parts = [type_code, issuer, serial, f"{version:03d}"]
    return ".".join([CERTIFICATE_ROOT, *parts, mod_37_36("".join(parts))])


def check_certificate_id(text: str) -> str:
    """The identifier as stored, or a BadCertificateId."""
    typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    parts = typed.removeprefix(CERTIFICATE_ROOT + ".").split(".")
    fitting = len(parts) == len(CERTIFICATE_PARTS) and all(
        part and set(part) <= set(ALPHANUMERIC) and size in (None, len(part))
        for part, size in zip(parts, CERTIFICATE_PARTS, strict=True)
    )
    if not fitting or mod_37_36("".join(parts[:-1])) != parts[-1]:
        raise BadCertificateId
    return f"{CERTIFICATE_ROOT}.{'.'.join(parts)}"


def _kind_of(typed: str) -> CodeKind:
    if len(typed) > PICK_UP_SYMBOLS + 2:
        return CodeKind.CASE
    return CodeKind.APPOINTMENT if typed.isdigit() else CodeKind.PICK_UP


def _case(typed: str) -> str:
    match = CASE_SHAPE.fullmatch(typed)
    if not match:
        raise BadCaseNumber
    prefix, day, serial, check = match.groups()
    body = f"{prefix}-{day}-{serial}"
    if case_check(body) != check:
        raise BadCode(length=len(typed))
    return f"{body}-{check}"


def _checked(typed: str, length: int, symbols: str, check: Callable[[str], str]) -> str:
    for place, symbol in enumerate(typed, 1):
        if symbol not in symbols:
            raise BadCodeSymbol(symbol=symbol, place=place)
    if len(typed) != length:
        raise BadCodeLength(length=length, typed=len(typed))
    if check(typed[:-1]) != typed[-1]:
        raise BadCode(length=length)
    return typed
