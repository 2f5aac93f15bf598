"""Identifiers: ordered rows, unguessable tokens, and codes whose check character finds what people mistype."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.check_digits import CLEAR_SYMBOLS
from shared.clock import FixedClock
from shared.codes import certificate_id, check_certificate_id, check_code, show_code
from shared.ids import CodeKind, Ids, case_number, seeded_chance
from tests.outcomes import outcome, refusal_of, said_by

NOW = datetime(2026, 11, 22, 0, 5, tzinfo=UTC)
TYPED_KINDS = (CodeKind.APPOINTMENT, CodeKind.PICK_UP)
CERTIFICATE = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"


def make(seed: int = 1, clock: FixedClock | None = None) -> Ids:
    return Ids(clock or FixedClock(NOW), seeded_chance(seed))


def codes(kind: CodeKind) -> st.SearchStrategy[str]:
    return st.integers(0, 2**32).map(lambda seed: make(seed).code(kind))


def test_a_row_id_has_the_layout_of_uuid_version_7() -> None:
    row = make().row()
    assert (len(row), row[12], row[16] in "89ab") == (32, "7", True)
    assert int(row[:12], 16) == int(NOW.timestamp() * 1000)


def test_row_ids_grow_even_when_the_clock_stands_still_or_goes_back() -> None:
    clock = FixedClock(NOW)
    ids = make(clock=clock)
    rows = [ids.row() for _ in range(500)]
    clock.advance(timedelta(seconds=-5))
    rows += [ids.row() for _ in range(500)]
    assert rows == sorted(set(rows))


def test_a_later_row_sorts_after_an_earlier_one_of_another_process() -> None:
    later = FixedClock(NOW + timedelta(milliseconds=1))
    assert make(1).row() < make(2, later).row()


def test_a_full_millisecond_spills_into_the_next() -> None:
    ids = Ids(FixedClock(NOW), lambda size: b"\xff" * size)
    rows = [ids.row()]
    ids._tail = (1 << 74) - 2
    rows += [ids.row(), ids.row()]
    assert rows == sorted(set(rows))


def test_threads_never_share_a_row_id() -> None:
    ids = make()
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda _: ids.row(), range(1000)))
    assert len(set(rows)) == 1000


def test_the_same_seed_gives_the_same_identifiers() -> None:
    assert (make(7).token(), make(7).row()) == (make(7).token(), make(7).row())
    assert make(7).token() != make(8).token()


def test_a_token_fits_into_an_address_and_has_192_bits() -> None:
    token = make().token()
    assert len(token) == 32
    assert token.replace("-", "").replace("_", "").isalnum()


def test_every_digit_is_equally_likely() -> None:
    counted = Counter(make().digits(20_000))
    assert all(1850 < count < 2150 for count in counted.values())


def test_a_query_password_has_six_digits() -> None:
    assert len(make().password()) == 6
    assert make().password().isdecimal()


@pytest.mark.parametrize("kind", TYPED_KINDS)
def test_codes_have_eight_characters_and_no_look_alikes(kind: CodeKind) -> None:
    letters = set("".join(make(seed).code(kind) for seed in range(300)))
    assert letters <= set("0123456789") if kind is CodeKind.APPOINTMENT else letters <= set(CLEAR_SYMBOLS)
    assert not letters & set("OILZQUV")


def test_an_appointment_code_never_begins_with_zero() -> None:
    assert all(make(seed).code(CodeKind.APPOINTMENT)[0] != "0" for seed in range(300))


def test_a_case_number_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="counted"):
        make().code(CodeKind.CASE)


@pytest.mark.parametrize("kind", TYPED_KINDS)
def test_a_code_is_accepted_however_it_is_typed(kind: CodeKind) -> None:
    code = make().code(kind)
    for typed in (code.lower(), show_code(code), f" {code[:4]}-{code[4:]} ", f"{code[:4]}–{code[4:]}"):
        assert check_code(typed) == code


@given(codes(CodeKind.APPOINTMENT), st.integers(0, 7), st.integers(1, 9))
def test_every_wrong_digit_of_an_appointment_code_is_found(code: str, place: int, shift: int) -> None:
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert refusal_of(check_code, wrong).code == "bad_code"


@given(codes(CodeKind.PICK_UP), st.integers(0, 7), st.sampled_from(CLEAR_SYMBOLS))
def test_every_wrong_character_of_a_pick_up_code_is_found(code: str, place: int, symbol: str) -> None:
    wrong = code[:place] + symbol + code[place + 1 :]
    answered = outcome(check_code, wrong, CodeKind.PICK_UP)
    assert (answered == code) == (wrong == code)


@given(codes(CodeKind.PICK_UP), st.integers(0, 7), st.integers(0, 7))
def test_every_exchange_in_a_pick_up_code_is_found(code: str, one: int, other: int) -> None:
    letters = list(code)
    letters[one], letters[other] = letters[other], letters[one]
    wrong = "".join(letters)
    answered = outcome(check_code, wrong, CodeKind.PICK_UP)
    assert (answered == code) == (wrong == code)


@pytest.mark.parametrize(
    ("typed", "kind", "sentence"),
    [
        pytest.param("2311047", None, "号码应是 8 位，您填了 7 位", id="one digit short"),
        pytest.param("2311O473", CodeKind.APPOINTMENT, "第 5 位的“O”不会出现在这种号码里", id="letter O"),
        pytest.param("K7M39QPX", CodeKind.PICK_UP, "第 6 位的“Q”不会出现在这种号码里", id="no Q here"),
        pytest.param("11111111", None, "号码里有一位不对，校验位对不上", id="check digit"),
        pytest.param("", None, "号码应是 8 位，您填了 0 位", id="empty"),
        pytest.param("PDS-2611-00473-2", None, "这不像受理号。受理号的样子是 PDS-261122-00473-2", id="cut date"),
    ],
)
def test_a_mistyped_code_says_what_is_wrong(typed: str, kind: CodeKind | None, sentence: str) -> None:
    assert said_by(check_code, typed, kind) == sentence


def test_CS_27_a_case_number_carries_unit_day_serial_and_check() -> None:
    assert case_number("pds", date(2026, 11, 22), 473) == "PDS-261122-00473-2"
    assert case_number("PDS", date(2026, 11, 22), 123456).startswith("PDS-261122-123456-")


@given(st.dates(date(2024, 1, 1), date(2099, 12, 31)), st.integers(1, 9_999_999))
def test_CS_27_a_case_number_is_read_back_however_it_is_typed(day: date, serial: int) -> None:
    number = case_number("PDS", day, serial)
    assert check_code(number.replace("-", " ").lower()) == number


@given(st.integers(0, 14), st.integers(1, 9))
def test_CS_27_every_wrong_digit_of_a_case_number_is_found(place: int, shift: int) -> None:
    number = case_number("PDS", date(2026, 11, 22), 473)
    if number[place + 3].isdigit():
        digit = str((int(number[place + 3]) + shift) % 10)
        wrong = number[: place + 3] + digit + number[place + 4 :]
        assert refusal_of(check_code, wrong).code == "bad_code"


@pytest.mark.parametrize("prefix", ["PDT", "PBS", "QDS"])
def test_CS_27_a_wrong_prefix_of_a_case_number_is_found(prefix: str) -> None:
    assert refusal_of(check_code, f"{prefix}-261122-00473-2").code == "bad_code"


@given(st.text(max_size=30), st.sampled_from([None, *CodeKind]))
def test_any_text_is_read_or_refused_and_never_crashes(text: str, kind: CodeKind | None) -> None:
    assert outcome(check_code, text, kind)


def test_real_certificate_identifiers_check_out() -> None:
    assert check_certificate_id(CERTIFICATE) == CERTIFICATE


def test_a_certificate_identifier_is_made_and_read_back() -> None:
    made = certificate_id("11100000000013338W011", "11430000006122244L", "20230000403")
    assert made == CERTIFICATE
    assert check_certificate_id(made.removeprefix("1.2.156.3005.2.").lower()) == made


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1.2.156.3005.2",
        CERTIFICATE[:-1] + "V",
        CERTIFICATE.replace("001.U", "01.U"),
        CERTIFICATE.replace("2023", "20-3"),
    ],
)
def test_a_wrong_certificate_identifier_is_refused(typed: str) -> None:
    assert refusal_of(check_certificate_id, typed).code == "bad_code"
