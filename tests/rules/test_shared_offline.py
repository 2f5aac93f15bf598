"""A kiosk alone: its numbers are its own, its check-ins are known ones, its journal survives a power failure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.offline import (
    CheckInList,
    Entry,
    EntryKind,
    Expected,
    Journal,
    NumberBlock,
    OfflineTrouble,
    code_mark,
    find_expected,
    list_key,
    next_number,
    numbers_left,
    open_list,
    read_journal,
    seal_list,
    taken_numbers,
)
from shared.wire import to_json
from tests.outcomes import refusal_of

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
KEY = list_key("device token of kiosk 1")
BLOCKS = [NumberBlock("A", "A", DAY, 101, 102), NumberBlock("A", "A", DAY, 40, 41), NumberBlock("B", "B", DAY, 1, 1)]
HOUR = timedelta(hours=1)
BOOKED = Expected(code_mark("23110473", KEY), "A", NOW, NOW - HOUR, NOW + HOUR, "张*试")
LIST = CheckInList("410400", NOW - HOUR, NOW + HOUR, (BOOKED,))


def a_ticket(seq: int, number: str = "A040") -> Entry:
    return Entry(seq, f"row{seq}", NOW, EntryKind.TICKET, {"number": number, "day": DAY.isoformat(), "area": "A"})


def written(count: int) -> str:
    journal, text = Journal(), ""
    for seq in range(1, count + 1):
        line = journal.line(a_ticket(seq), KEY)
        journal, text = journal.with_line(line, KEY), text + line
    return text


def test_BK_16_numbers_come_in_order_and_each_once() -> None:
    taken: list[str] = []
    for _ in range(4):
        taken.append(next_number(BLOCKS, taken, "A", DAY))
    assert taken == ["A040", "A041", "A101", "A102"]
    assert refusal_of(next_number, BLOCKS, taken, "A", DAY).code == "numbers_used_up"


def test_BK_16_a_block_is_good_for_its_area_and_day_only() -> None:
    assert refusal_of(next_number, BLOCKS, [], "A", DAY + timedelta(days=1)).code == "numbers_used_up"
    assert refusal_of(next_number, BLOCKS, [], "C", DAY).code == "numbers_used_up"


def test_the_kiosk_knows_how_many_numbers_it_has_left() -> None:
    assert [numbers_left(BLOCKS, ["A040"], area, DAY) for area in ("A", "B", "C")] == [3, 1, 0]


def test_a_block_survives_the_wire() -> None:
    assert NumberBlock.from_json(to_json(BLOCKS[0])) == BLOCKS[0]


def test_the_numbers_of_the_day_are_read_from_the_journal() -> None:
    entries = [a_ticket(1), a_ticket(2, "A041")]
    assert taken_numbers(entries, DAY) == ["A040", "A041"]
    assert taken_numbers(entries, DAY - timedelta(days=1)) == []


@given(st.integers(0, 8))
def test_a_journal_is_read_back_as_it_was_written(count: int) -> None:
    journal = read_journal(written(count), KEY)
    assert journal.entries == tuple(a_ticket(seq) for seq in range(1, count + 1))
    assert (journal.torn, journal.next_seq) == (False, count + 1)


@given(st.integers(1, 300))
def test_a_line_cut_by_a_power_failure_is_dropped_and_no_other(cut: int) -> None:
    text = written(3)
    whole = text[:-cut].count("\n")
    journal = read_journal(text[:-cut], KEY)
    assert len(journal.entries) == whole
    assert journal.torn == (not text[:-cut].endswith("\n"))


@given(st.integers(0, 400), st.sampled_from("07aX"))
def test_a_changed_journal_is_not_believed(place: int, symbol: str) -> None:
    text = written(3)
    changed = text[:place] + symbol + text[place + 1 :]
    if changed != text and "\n" not in (text[place], symbol):
        with pytest.raises(OfflineTrouble):
            read_journal(changed, KEY)


def test_a_line_cannot_be_left_out_or_come_from_another_kiosk() -> None:
    lines = written(3).splitlines(keepends=True)
    for text, key in (("".join(lines[1:]), KEY), (lines[0] + lines[2], KEY), ("".join(lines), list_key("other"))):
        with pytest.raises(OfflineTrouble):
            read_journal(text, key)


def test_only_what_the_hub_has_not_confirmed_is_handed_over() -> None:
    journal = read_journal(written(5), KEY)
    assert [entry.seq for entry in journal.after(3)] == [4, 5]


def test_BK_02_a_known_booking_is_checked_in_while_it_is_open() -> None:
    listed = open_list(seal_list(LIST, KEY), KEY)
    assert listed == LIST
    assert find_expected(listed, "23110473", KEY, NOW) == BOOKED


@pytest.mark.parametrize(
    ("code", "now"),
    [
        pytest.param("11111111", NOW, id="another code"),
        pytest.param("23110473", NOW - 2 * HOUR, id="too early"),
        pytest.param("23110473", NOW + HOUR, id="too late"),
        pytest.param("23110473", NOW + 9 * HOUR, id="old list"),
    ],
)
def test_BK_02_an_unknown_or_closed_booking_waits_for_the_hub(code: str, now: datetime) -> None:
    assert find_expected(LIST, code, KEY, now) is None


def test_the_list_carries_no_code_and_is_believed_only_from_the_hub() -> None:
    sealed = seal_list(LIST, KEY)
    assert "23110473" not in sealed
    with pytest.raises(OfflineTrouble):
        open_list(sealed.replace("410400", "410411"), KEY)
    with pytest.raises(OfflineTrouble):
        open_list(sealed, list_key("another device"))
