"""Masks: what a neighbour in the hall, a slip on the floor or a log may show of a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.privacy import mask_id, mask_name, mask_phone, scrub
from tests.cast import CITIZEN, RARE, Person


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张测试", "张*试"),
        ("张三", "张*"),
        ("张", "*"),
        ("", ""),
        ("李䶮𬬻", "李*𬬻"),
        ("欧阳测试", "欧**试"),
        ("买买提·艾力", "买****力"),
        ("Anna Test", "A*** T***"),
    ],
)
def test_WD_12_a_name_keeps_its_ends(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("410400199001011234", "410***********1234"),
        ("E12345678", "E*****678"),
        ("USA410090010112", "USA********0112"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_WD_12_a_number_keeps_little(number: str, shown: str) -> None:
    assert mask_id(number) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+8613800001234", "138****1234"),
        ("13800001234", "138****1234"),
        ("+863752661234", "******1234"),
        ("12345", "*****"),
    ],
)
def test_WD_12_a_phone_keeps_its_ends(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.text(min_size=2, max_size=30))
def test_WD_12_something_of_every_name_is_hidden(name: str) -> None:
    shown = mask_name(name)
    assert "*" in shown or not name.strip()


@given(st.text(alphabet="0123456789X", min_size=1, max_size=20))
def test_WD_12_at_most_seven_characters_of_a_number_show(number: str) -> None:
    assert len(mask_id(number).replace("*", "")) <= 7


@pytest.mark.parametrize("person", [CITIZEN, RARE], ids=lambda person: person.name)
def test_WD_12_a_log_line_forgets_numbers(person: Person) -> None:
    line = f"sent {person.id_number} to {person.phone}, case 261122"
    shown = scrub(line)
    assert person.id_number not in shown
    assert person.phone[3:] not in shown
    assert shown.endswith("case 261122")


def test_WD_12_identifiers_of_rows_stay_in_the_log() -> None:
    row = "019358d1a2b37c4d8e9f0a1b2c3d4e5f"
    assert scrub(f"row {row}") == f"row {row}"
