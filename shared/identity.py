"""Identity documents: GB 11643, GB 32100, permits, passports; each slip is named exactly (standards.md §1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.check_digits import USCC_SYMBOLS, mod_11_2, mod_31
from shared.refusals import Refusal, Term

ID_LENGTH = 18
FIRST_GENERATION = 15
OLDEST_BIRTH = date(1900, 1, 1)
HMT_AREAS = ("810000", "820000", "830000")


class IdType(StrEnum):
    """The documents a person or an organisation can be known by."""

    ID_CARD = "id_card"
    HMT_RESIDENCE = "hmt_residence"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_RESIDENT = "foreign_resident"
    PASSPORT = "passport"
    USCC = "uscc"

    @property
    def label(self) -> Term:
        return LABELS[self]


LABELS = {
    IdType.ID_CARD: Term("居民身份证"),
    IdType.HMT_RESIDENCE: Term("港澳台居民居住证"),
    IdType.HK_MACAU_PERMIT: Term("港澳居民来往内地通行证"),
    IdType.TAIWAN_PERMIT: Term("台湾居民来往大陆通行证"),
    IdType.FOREIGN_RESIDENT: Term("外国人永久居留身份证"),
    IdType.PASSPORT: Term("护照"),
    IdType.USCC: Term("统一社会信用代码"),
}


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class BadDocument(Refusal):
    """A document number that cannot be right."""

    code = "document_pattern"

    def __init__(self, *, field: str = "id_number", **values: object) -> None:
        super().__init__(field=field, **values)


class DocumentEmpty(BadDocument):
    code = "document_empty"


class IdTooShort(BadDocument):
    code = "id_number_length"
    wording = "id_number_short"


class IdTooLong(BadDocument):
    code = "id_number_length"
    wording = "id_number_long"


class IdFirstGeneration(BadDocument):
    code = "id_number_length"
    wording = "id_number_first_generation"


class IdSymbol(BadDocument):
    code = "id_number_pattern"


class IdBirthDate(BadDocument):
    code = "id_number_date"


class IdBirthRange(BadDocument):
    code = "id_number_date"
    wording = "id_number_date_range"


class IdCheckDigit(BadDocument):
    code = "id_number_check"


class UsccLength(BadDocument):
    code = "uscc_length"


class UsccSymbol(BadDocument):
    code = "uscc_pattern"


class UsccCheck(BadDocument):
    code = "uscc_check"


@dataclass(frozen=True)
class IdNumber:
    """A number in the layout of GB 11643 that passed every check, and what it says by itself."""

    text: str
    birth: date
    sex: Sex

    @property
    def area(self) -> str:
        return self.text[:6]

    @property
    def id_type(self) -> IdType:
        if self.text.startswith("9"):
            return IdType.FOREIGN_RESIDENT
        return IdType.HMT_RESIDENCE if self.area in HMT_AREAS else IdType.ID_CARD

    def age(self, today: date) -> int:
        """Full years on that day."""
        before_birthday = (today.month, today.day) < (self.birth.month, self.birth.day)
        return today.year - self.birth.year - before_birthday


def tidy(text: str) -> str:
    """Half width, upper case, without spaces and hyphens: what a reader, a keyboard or a paste can add."""
    return re.sub(r"[\s\-‐-―​﻿]", "", unicodedata.normalize("NFKC", text)).upper()


def id_number(text: str, today: date | None = None) -> IdNumber:
    """An identity or residence card number. Checked in order: length, symbols, birth date, check character.

    The area code is not looked up: merged counties, zones and 81/82/83 are all real (standards.md §1.1).
    """
    typed = tidy(text)
    _check_length(typed)
    _check_symbols(typed)
    birth = _birth(typed, today)
    if mod_11_2(typed[:17]) != typed[17]:
        raise IdCheckDigit
    return IdNumber(typed, birth, Sex.MALE if int(typed[16]) % 2 else Sex.FEMALE)


def uscc(text: str) -> str:
    """A unified social credit code. Letters are allowed in the first two places (N2… are village collectives)."""
    typed = _filled(text)
    if len(typed) != ID_LENGTH:
        raise UsccLength(typed=len(typed))
    for place, symbol in enumerate(typed, 1):
        if symbol not in USCC_SYMBOLS:
            raise UsccSymbol(symbol=symbol, place=place)
    if mod_31(typed[:17]) != typed[17]:
        raise UsccCheck
    return typed


def hk_macau_permit(text: str) -> str:
    """H or M and eight digits for life; the two digits that count renewals on old cards are dropped."""
    return _matched(text, r"([HM]\d{8})(?:\d{2})?", IdType.HK_MACAU_PERMIT)


def taiwan_permit(text: str) -> str:
    """Eight digits; old books had ten and sometimes a letter in brackets."""
    return _matched(text, r"(\d{8}|\d{10})(?:\([A-Z]\))?", IdType.TAIWAN_PERMIT)


def foreign_resident(text: str, today: date | None = None) -> str:
    """The 18-digit card of 2023 that begins with 9, or the 15 characters of the older one."""
    typed = _filled(text)
    if len(typed) == ID_LENGTH and typed.startswith("9"):
        return id_number(typed, today).text
    return _matched(typed, r"([A-Z]{3}\d{12})", IdType.FOREIGN_RESIDENT)


def passport(text: str) -> str:
    """Any country's: five to twenty letters and digits, with a digit among them."""
    return _matched(text, r"((?=.*\d)[A-Z0-9]{5,20})", IdType.PASSPORT)


def read_document(id_type: IdType, text: str, today: date | None = None) -> str:
    """The number of a document of this type, as it is stored and compared."""
    if id_type in (IdType.ID_CARD, IdType.HMT_RESIDENCE):
        return id_number(text, today).text
    if id_type is IdType.FOREIGN_RESIDENT:
        return foreign_resident(text, today)
    return READERS[id_type](text)


READERS: dict[IdType, Callable[[str], str]] = {
    IdType.HK_MACAU_PERMIT: hk_macau_permit,
    IdType.TAIWAN_PERMIT: taiwan_permit,
    IdType.PASSPORT: passport,
    IdType.USCC: uscc,
}


def _check_length(typed: str) -> None:
    if not typed:
        raise DocumentEmpty
    if len(typed) == FIRST_GENERATION and typed.isdecimal():
        raise IdFirstGeneration
    if len(typed) < ID_LENGTH:
        raise IdTooShort(missing=ID_LENGTH - len(typed), typed=len(typed))
    if len(typed) > ID_LENGTH:
        raise IdTooLong(extra=len(typed) - ID_LENGTH, typed=len(typed))


def _check_symbols(typed: str) -> None:
    for place, symbol in enumerate(typed, 1):
        allowed = "0123456789X" if place == ID_LENGTH else "123456789" if place == 1 else "0123456789"
        if symbol not in allowed:
            raise IdSymbol(place=place, symbol=symbol)


def _birth(typed: str, today: date | None) -> date:
    year, month, day = int(typed[6:10]), int(typed[10:12]), int(typed[12:14])
    try:
        birth = date(year, month, day)
    except ValueError as error:
        raise IdBirthDate(year=typed[6:10], month=month, day=day) from error
    if birth < OLDEST_BIRTH or (today is not None and birth > today):
        raise IdBirthRange(birth=birth)
    return birth


def _filled(text: str) -> str:
    typed = tidy(text)
    if not typed:
        raise DocumentEmpty
    return typed


def _matched(text: str, pattern: str, id_type: IdType) -> str:
    found = re.fullmatch(pattern, _filled(text))
    if not found:
        raise BadDocument(document=id_type.label)
    return found.group(1)
