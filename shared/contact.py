"""Names and telephone numbers as people give them: stored in one form, with the slip named where there is one."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from shared.refusals import Refusal

MOBILE_DIGITS = 11
LONGEST_NAME = 50
# What may stand between parts of a name; all of them are stored as the middle dot of the name rules.
DOTS = "•‧∙・･．.。"


def _chinese_mobile() -> str:
    china = phonenumbers.PhoneMetadata.metadata_for_region("CN", None)
    return str(china.mobile.national_number_pattern) if china and china.mobile else r"1\d{10}"


# The same pattern that phonenumbers asks last; asked first, it answers for nearly everybody at once.
CHINESE_MOBILE = re.compile(rf"(?:\+86)?({_chinese_mobile()})")
CONSULT = re.compile(r"(?:\+?86-?)?(?:\d{5}|400-?\d{3}-?\d{4}|(?:\(?0\d{2,3}\)?-?)?\d{7,8}|1\d{10})(?:[-转x]\d{1,5})?")


class BadPhone(Refusal):
    """Not a telephone number that can be called."""

    code = "phone_pattern"

    def __init__(self, *, field: str = "phone", **values: object) -> None:
        super().__init__(field=field, **values)


class PhoneEmpty(BadPhone):
    code = "phone_empty"


class PhoneTooShort(BadPhone):
    code = "phone_length"
    wording = "phone_short"


class PhoneTooLong(BadPhone):
    code = "phone_length"
    wording = "phone_long"


class PhoneNotMobile(BadPhone):
    code = "phone_not_mobile"


class BadName(Refusal):
    """Not a name as a document prints it."""

    code = "name_pattern"

    def __init__(self, *, field: str = "name", **values: object) -> None:
        super().__init__(field=field, **values)


class NameEmpty(BadName):
    code = "name_empty"


class NameTooLong(BadName):
    code = "name_length"


def phone(text: str) -> str:
    """A number that can be called, in E.164; without a country it is read as a Chinese one."""
    typed = re.sub(r"[\s\-‐-―()]", "", unicodedata.normalize("NFKC", text))
    if not typed:
        raise PhoneEmpty
    if usual := CHINESE_MOBILE.fullmatch(typed):
        return f"+86{usual[1]}"
    if typed.isdecimal() and typed.startswith("1"):
        _check_mobile_length(len(typed))
    try:
        number = phonenumbers.parse(typed, "CN")
    except phonenumbers.NumberParseException as error:
        raise BadPhone from error
    if not phonenumbers.is_valid_number(number):
        raise BadPhone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mobile(text: str) -> str:
    """A number that can take a text message, in E.164."""
    number = phone(text)
    if not is_mobile(number):
        raise PhoneNotMobile
    return number


def is_mobile(number: str) -> bool:
    """Whether a number in E.164 can take a text message."""
    if CHINESE_MOBILE.fullmatch(number):
        return True
    kind = phonenumbers.number_type(phonenumbers.parse(number))
    return kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def national(number: str) -> str:
    """E.164 as people here write it: 138 0000 1234, 0375-266 1234; foreign numbers keep their country."""
    read = phonenumbers.parse(number)
    chinese = read.country_code == 86
    layout = phonenumbers.PhoneNumberFormat.NATIONAL if chinese else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(read, layout)


def consult_phone(text: str) -> str:
    """An office's number for questions, kept as written: short codes, 400 numbers and extensions are all real."""
    typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not typed:
        raise PhoneEmpty
    if not CONSULT.fullmatch(typed):
        raise BadPhone(field="consult_phone")
    return typed


def person_name(text: str) -> str:
    """A name as its document prints it: rare characters stay, the dot between parts becomes ·."""
    typed = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not typed:
        raise NameEmpty
    if len(typed) > LONGEST_NAME:
        raise NameTooLong(most=LONGEST_NAME, typed=len(typed))
    named = typed if typed.isascii() else typed.translate(dict.fromkeys(map(ord, DOTS), "·"))
    for symbol in named:
        if not (unicodedata.category(symbol)[0] in "LM" or symbol in " ·'’-.()（）〇"):
            raise BadName(symbol=symbol)
    return named


def _check_mobile_length(typed: int) -> None:
    if MOBILE_DIGITS - 4 <= typed < MOBILE_DIGITS:
        raise PhoneTooShort(missing=MOBILE_DIGITS - typed, typed=typed)
    if typed > MOBILE_DIGITS:
        raise PhoneTooLong(extra=typed - MOBILE_DIGITS, typed=typed)
