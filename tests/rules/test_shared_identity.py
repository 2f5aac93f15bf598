"""Document numbers: the standards' own vectors, another library as oracle, and a precise word for every slip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2, mod_11_10, mod_37_36

from shared import check_digits
from shared.identity import IdType, Sex, id_number, read_document, uscc
from shared.refusals import Refusal
from shared.speech import LOCALES, speaker
from tests.cast import CITIZEN, EVERYONE, Person, made_up_number
from tests.outcomes import outcome, refusal_of

TODAY = date(2026, 11, 22)
# The example printed in GB 11643 itself, in pieces: a whole number in a file may be a living person's.
AREA, BORN, REST = "110105", "19491231", "002X"
STANDARD = AREA + BORN + REST


def refused(id_type: IdType, text: str) -> Refusal:
    return refusal_of(read_document, id_type, text, TODAY)


def with_check(first_17: str) -> str:
    return first_17 + check_digits.mod_11_2(first_17)


def test_the_example_of_the_standard_is_valid() -> None:
    card = id_number(STANDARD)
    assert (card.birth, card.sex, card.area, card.id_type) == (
        date(1949, 12, 31),
        Sex.FEMALE,
        "110105",
        IdType.ID_CARD,
    )


@pytest.mark.parametrize("person", EVERYONE, ids=lambda person: person.name)
def test_the_cast_has_valid_numbers_that_belong_to_nobody(person: Person) -> None:
    number = person.id_number
    assert read_document(IdType.ID_CARD, number, TODAY) == number
    assert number.startswith("410400")


@pytest.mark.parametrize(
    "typed",
    [STANDARD.lower(), f" {AREA} {BORN}  {REST} ", f"{AREA}-{BORN}-{REST}", "１１０１０５" + BORN + REST],
    ids=["small x", "spaces", "hyphens", "full width"],
)
def test_what_people_add_while_typing_is_taken_away(typed: str) -> None:
    assert id_number(typed).text == STANDARD


@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        pytest.param("", "document_empty", "证件号码还没有填", id="empty"),
        pytest.param(STANDARD[:17], "id_number_length", "身份证号少了 1 位，您填了 17 位", id="one short"),
        pytest.param(STANDARD + "12", "id_number_length", "身份证号多了 2 位，您填了 20 位", id="two too many"),
        pytest.param(
            "110105491231002", "id_number_length", "这是 15 位的一代身份证号，一代证已经停用", id="first generation"
        ),
        pytest.param(
            "1101051949123l002X",
            "id_number_pattern",
            "身份证号第 14 位是“L”，这一位不会是它",
            id="a letter for a digit",
        ),
        pytest.param(
            "11010519491231X020", "id_number_pattern", "身份证号第 15 位是“X”，这一位不会是它", id="X in the middle"
        ),
        pytest.param(
            "010105194912310021", "id_number_pattern", "身份证号第 1 位是“0”，这一位不会是它", id="leading zero"
        ),
        pytest.param(
            "110105194902310021",
            "id_number_date",
            "身份证号第 7 到 14 位是出生日期，1949年2月31日不存在",
            id="no such day",
        ),
        pytest.param(
            with_check("41040020990101001"),
            "id_number_date",
            "身份证号里的出生日期是 2099年1月1日，不在 1900 年到今天之间",
            id="not born yet",
        ),
        pytest.param(
            with_check("41040018991231001"),
            "id_number_date",
            "身份证号里的出生日期是 1899年12月31日，不在 1900 年到今天之间",
            id="too old",
        ),
        pytest.param(
            "110105194912310021", "id_number_check", "身份证号有一位填错了，最后一位校验码对不上", id="wrong check"
        ),
    ],
)
def test_a_wrong_id_number_says_what_is_wrong(typed: str, code: str, sentence: str) -> None:
    refusal = refused(IdType.ID_CARD, typed)
    assert (refusal.code, speaker("zh_CN").say(refusal).text) == (code, sentence)


def test_english_counts_digits_properly() -> None:
    said = [speaker("en").say(refused(IdType.ID_CARD, STANDARD[:n])).text for n in (17, 16)]
    assert said == [
        "The ID number is 1 digit short: you typed 17",
        "The ID number is 2 digits short: you typed 16",
    ]


def test_a_refusal_never_carries_the_number_into_the_log() -> None:
    refusal = refused(IdType.ID_CARD, "110105194912310021")
    assert str(refusal) == "id_number_check"
    assert "194912" not in repr(refusal)


@pytest.mark.parametrize("area", ["810000", "820000", "830000", "410472", "419001"])
def test_residence_permits_and_zones_are_real_areas(area: str) -> None:
    number = with_check(f"{area}19900101001")
    expected = IdType.HMT_RESIDENCE if area[0] == "8" else IdType.ID_CARD
    assert id_number(number, TODAY).id_type is expected


def test_the_new_card_of_permanent_residents_begins_with_nine() -> None:
    number = with_check("94115619900101001")
    assert read_document(IdType.FOREIGN_RESIDENT, number, TODAY) == number
    assert id_number(number).id_type is IdType.FOREIGN_RESIDENT


@given(st.dates(date(1900, 1, 1), date(2026, 11, 22)), st.integers(0, 999))
def test_every_number_made_by_the_standard_is_accepted(born: date, sequence: int) -> None:
    card = id_number(made_up_number(born, sequence), TODAY)
    assert (card.birth, card.sex) == (born, Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(place: int, shift: int) -> None:
    number = CITIZEN.id_number
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(Refusal):
        id_number(wrong, TODAY)


@given(st.text(alphabet="0123456789", min_size=17, max_size=17))
def test_mod_11_2_agrees_with_stdnum(digits: str) -> None:
    assert check_digits.mod_11_2(digits) == mod_11_2.calc_check_digit(digits)


@given(st.text(alphabet="0123456789", min_size=1, max_size=30))
def test_mod_11_10_agrees_with_stdnum(digits: str) -> None:
    assert check_digits.mod_11_10(digits) == mod_11_10.calc_check_digit(digits)


@given(st.text(alphabet=check_digits.ALPHANUMERIC, min_size=1, max_size=60))
def test_mod_37_36_agrees_with_stdnum(text: str) -> None:
    assert check_digits.mod_37_36(text) == mod_37_36.calc_check_digit(text)


@pytest.mark.parametrize(
    "code", ["91110000600037341L", "11100000000013338W", "11430000006122244L", "113700000045046442"]
)
def test_real_credit_codes_of_offices_are_valid(code: str) -> None:
    assert uscc(code.lower()) == code


def test_a_village_collective_may_have_a_letter_first() -> None:
    first = "N2410402MF12345678"[:17]
    assert uscc(first + check_digits.mod_31(first)).startswith("N2")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9111000060003734", "uscc_length"),
        ("9111000060003734IL", "uscc_pattern"),
        ("911100006000373419", "uscc_check"),
        ("", "document_empty"),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(typed: str, code: str) -> None:
    assert refused(IdType.USCC, typed).code == code


@pytest.mark.parametrize(
    ("id_type", "typed", "stored"),
    [
        (IdType.HK_MACAU_PERMIT, "h12345678", "H12345678"),
        (IdType.HK_MACAU_PERMIT, "M1234567801", "M12345678"),
        (IdType.TAIWAN_PERMIT, "12345678", "12345678"),
        (IdType.TAIWAN_PERMIT, "1234567890(B)", "1234567890"),
        (IdType.FOREIGN_RESIDENT, "USA410090010112", "USA410090010112"),
        (IdType.PASSPORT, "e1234 5678", "E12345678"),
        (IdType.PASSPORT, "EA1234567", "EA1234567"),
    ],
)
def test_other_documents_are_stored_in_one_form(id_type: IdType, typed: str, stored: str) -> None:
    assert read_document(id_type, typed, TODAY) == stored


@pytest.mark.parametrize(
    ("id_type", "typed"),
    [
        (IdType.HK_MACAU_PERMIT, "X12345678"),
        (IdType.HK_MACAU_PERMIT, "H1234567"),
        (IdType.TAIWAN_PERMIT, "123456789"),
        (IdType.FOREIGN_RESIDENT, "12345"),
        (IdType.PASSPORT, "ABCDE"),
        (IdType.PASSPORT, "A1"),
    ],
)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_wrong_document_names_the_document(locale: str, id_type: IdType, typed: str) -> None:
    said = speaker(locale).say(refused(id_type, typed)).text
    assert speaker(locale).gettext(id_type.label) in said


@given(st.sampled_from(list(IdType)), st.text(max_size=40))
def test_any_text_is_read_or_refused_and_never_crashes(id_type: IdType, text: str) -> None:
    assert outcome(read_document, id_type, text, TODAY)


@pytest.mark.parametrize(("on", "age"), [(date(2026, 12, 31), 41), (date(2026, 12, 30), 40)])
def test_age_changes_on_the_birthday(on: date, age: int) -> None:
    assert id_number(made_up_number(date(1985, 12, 31), 1)).age(on) == age
