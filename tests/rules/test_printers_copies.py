"""Which number a copy bears and who may print one more."""

from datetime import UTC, datetime

import pytest

from printers import copies
from printers.copies import Wish
from printers.hub import Job, JobState
from printers.refused import CopiesUsedUp, OutcomeUnknown, ReprintNeedsReason, ReprintNeedsSecond, StillPrinting

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def sheet(state, copy=1, secure=True, **evidence):
    return Job("j", "p", JobState(state), secure, NOW, copy=copy, evidence=evidence)


@pytest.mark.parametrize(
    ("earlier", "number"),
    [
        pytest.param([], 1, id="the first sheet"),
        pytest.param([sheet("confirmed")], 2, id="one was printed"),
        pytest.param([sheet("failed_before_send")], 1, id="known not to have reached paper"),
        pytest.param([sheet("voided")], 1, id="taken back before sending"),
        pytest.param([sheet("voided", verdict="spoiled")], 2, id="spoiled"),
        pytest.param([sheet("unknown"), sheet("confirmed", 2)], 3, id="perhaps one, surely another"),
    ],
)
def test_the_number_of_the_next_copy(earlier, number):
    assert copies.next_copy(earlier) == number


def test_the_first_sheet_bears_no_mark():
    assert [copies.mark_number(n) for n in (1, 2, 3)] == [0, 1, 2]


def test_a_person_prints_the_free_number_and_no_more():
    copies.check_own_print([], free=1)
    with pytest.raises(CopiesUsedUp) as refusal:
        copies.check_own_print([sheet("confirmed")], free=1)
    assert refusal.value.values == {"free": 1}
    copies.check_own_print([sheet("confirmed")], free=2)


def test_a_double_tap_prints_once():
    with pytest.raises(StillPrinting):
        copies.check_own_print([sheet("sending")], free=3)


@pytest.mark.parametrize(
    "asked", [lambda e: copies.check_own_print(e, 3), lambda e: copies.check_reprint(e, True, Wish("卡纸"))]
)
def test_nobody_prints_again_while_a_sheet_is_of_unknown_fate(asked):
    with pytest.raises(OutcomeUnknown):
        asked([sheet("unknown")])


def test_a_slip_of_unknown_fate_may_be_printed_again():
    copies.check_reprint([sheet("unknown", secure=False)], False, Wish("没打出来"))


def test_a_reprint_needs_a_reason():
    with pytest.raises(ReprintNeedsReason) as refusal:
        copies.check_reprint([sheet("confirmed")], False, Wish("  "))
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("second", ["", "工号 0312"], ids=["nobody", "the same person"])
def test_a_certificate_is_reprinted_by_two_people(second):
    with pytest.raises(ReprintNeedsSecond) as refusal:
        copies.check_reprint([sheet("confirmed")], True, Wish("污损", "工号 0312", second))
    assert refusal.value.field == "approved_by"
    copies.check_reprint([sheet("confirmed")], True, Wish("污损", "工号 0312", "工号 0406"))


def test_a_certificate_that_never_reached_paper_needs_no_second_person():
    copies.check_reprint([sheet("failed_before_send")], True, Wish("换打印机", "工号 0312"))


@pytest.mark.parametrize(
    ("state", "left"),
    [("queued", 1), ("leased", 1), ("sent", 1), ("unknown", 1), ("failed_before_send", 1), ("voided", 2)],
)
def test_what_waits_counts_as_printed_what_was_taken_back_does_not(state, left):
    assert copies.copies_left([sheet(state)], free=2) == left
