"""Names and telephone numbers: what people type is stored in one form, and a slip is named exactly."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contact import consult_phone, is_mobile, mobile, national, person_name, phone
from shared.speech import speaker
from tests.cast import EVERYONE, Person
from tests.outcomes import outcome, refusal_of


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13800001234", "+8613800001234"),
        ("138 0000 1234", "+8613800001234"),
        ("+86 138-0000-1234", "+8613800001234"),
        ("１３８００００１２３４", "+8613800001234"),
        ("19912345678", "+8619912345678"),
        ("16212345678", "+8616212345678"),
        ("0375-2661234", "+863752661234"),
        ("(0375)7012345", "+863757012345"),
        ("+852 5123 4567", "+85251234567"),
    ],
)
def test_a_phone_is_stored_as_e164(typed: str, stored: str) -> None:
    assert phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ("", "phone_empty", "手机号还没有填"),
        ("1380000123", "phone_length", "手机号少了 1 位，您填了 10 位"),
        ("138000012345", "phone_length", "手机号多了 1 位，您填了 12 位"),
        ("12300001234", "phone_pattern", "这个号码打不通：没有这样的号段"),
        ("12345", "phone_pattern", "这个号码打不通：没有这样的号段"),
        ("call me", "phone_pattern", "这个号码打不通：没有这样的号段"),
    ],
)
def test_a_wrong_phone_says_what_is_wrong(typed: str, code: str, sentence: str) -> None:
    refusal = refusal_of(phone, typed)
    assert (refusal.code, speaker("zh_CN").say(refusal).text) == (code, sentence)


def test_a_text_message_needs_a_mobile_number() -> None:
    assert mobile("13800001234") == "+8613800001234"
    assert refusal_of(mobile, "0375-2661234").code == "phone_not_mobile"


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person.name)
def test_the_cast_can_be_called_and_named(person: Person) -> None:
    assert is_mobile(phone(person.phone))
    assert person_name(person.name) == person.name


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+8613800001234", "138 0000 1234"), ("+863752661234", "0375 266 1234"), ("+85251234567", "+852 5123 4567")],
)
def test_a_phone_is_shown_as_people_write_it(stored: str, shown: str) -> None:
    assert national(stored) == shown


@pytest.mark.parametrize(
    "typed",
    ["12345", "12329", "400-888-1234", "4008881234", "0375-2661234", "0375-2661234-801", "2661234", "13800001234"],
)
def test_an_office_may_be_asked_by_any_real_number(typed: str) -> None:
    assert consult_phone(typed) == typed


@pytest.mark.parametrize("typed", ["", "123", "大厅", "0375-26612345678"])
def test_an_office_number_that_is_none_is_refused(typed: str) -> None:
    assert refusal_of(consult_phone, typed).field in ("phone", "consult_phone")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  张测试 ", "张测试"),
        ("李䶮𬬻", "李䶮𬬻"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提．艾力", "买买提·艾力"),
        ("Anna  Maria O'Test", "Anna Maria O'Test"),
        ("〇试", "〇试"),
    ],
)
def test_a_name_is_kept_as_its_document_prints_it(typed: str, stored: str) -> None:
    assert person_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "name_empty"),
        ("张" * 51, "name_length"),
        ("张3", "name_pattern"),
        ("张<b>", "name_pattern"),
        ("张\x1b试", "name_pattern"),
    ],
)
def test_a_wrong_name_says_what_is_wrong(typed: str, code: str) -> None:
    assert refusal_of(person_name, typed).code == code


@given(st.text(max_size=60), st.sampled_from([phone, mobile, consult_phone, person_name]))
def test_any_text_is_read_or_refused_and_never_crashes(text: str, reader: Callable[[str], str]) -> None:
    assert outcome(reader, text)
