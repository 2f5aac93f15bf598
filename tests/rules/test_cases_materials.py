"""The list on the counter: every line ticked, everything told once, nothing asked that the list does not ask."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import refusals as no
from portal.cases.materials import (
    Checklist,
    Finding,
    Tick,
    ask_for_paper,
    checklist_for,
    checklist_with,
    one_time_notice,
    paper_required,
    tolerance,
)
from shared.refusals import Refusal
from tests.rules.cases_builders import CATALOGUE, CONSTRUCTOR, FOOD, all_complete, missing, renewal

WAYS = ("到 3 号窗口，不用重新取号",)
NUMBERS = st.sampled_from([str(number) for number in range(1, 13)])
TICKS = st.sampled_from([Tick.COMPLETE, Tick.MISSING, Tick.NOT_NEEDED])


def fresh(*held: str) -> Checklist:
    return checklist_for(*renewal(), held=held)


def numbers(lines: tuple[object, ...]) -> list[str]:
    return [line.no for line in lines]  # type: ignore[attr-defined]


def test_CS_02_a_fresh_list_asks_for_a_tick_on_every_line_the_situation_may_need() -> None:
    assert numbers(fresh().unchecked) == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert numbers(fresh().of(Tick.NOT_NEEDED)) == ["9", "10", "11", "12"]


def test_CS_24_what_is_held_electronically_is_waived_from_the_start() -> None:
    assert numbers(fresh("4").of(Tick.WAIVED)) == ["4"]


def test_CS_24_paper_may_not_be_asked_for_what_is_held() -> None:
    with pytest.raises(no.AlreadyHeld) as refused:
        fresh("4").found("4", missing())
    assert refused.value.values == {"name": "身份证"}


def test_CS_24_paper_the_law_wants_may_be_asked_for_even_then() -> None:
    ask_for_paper(fresh("8").line("8"))


def test_CS_25_nothing_outside_the_published_list_can_be_ticked() -> None:
    with pytest.raises(no.NotOnTheList) as refused:
        fresh().found("13", Finding(Tick.COMPLETE))
    assert refused.value.values == {"number": "13"}


def test_CS_02_a_required_line_cannot_be_called_not_needed() -> None:
    with pytest.raises(no.MustBeThere) as refused:
        fresh().found("1", Finding(Tick.NOT_NEEDED))
    assert refused.value.values == {"name": "审查表"}


def test_CS_02_a_line_needed_only_by_some_can() -> None:
    assert fresh().found("6", Finding(Tick.NOT_NEEDED)).line("6").tick is Tick.NOT_NEEDED


def test_CS_02_intake_waits_for_every_tick() -> None:
    with pytest.raises(no.MaterialsUnchecked) as refused:
        fresh().check_intake()
    assert refused.value.values == {"count": 8}


def test_CS_04_a_complete_list_is_taken_in_on_the_spot() -> None:
    complete = all_complete()
    complete.check_intake()
    assert complete.may_be_taken_in


def test_CS_03_a_missing_line_keeps_the_case_out() -> None:
    incomplete = all_complete().found("5", missing())
    assert not incomplete.may_be_taken_in
    with pytest.raises(no.MaterialsMissing) as refused:
        incomplete.check_intake()
    assert refused.value.values == {"count": 1}


def test_CS_03_what_is_fixed_on_the_spot_is_complete() -> None:
    assert all_complete().found("5", missing()).found("5", Finding(Tick.COMPLETE)).may_be_taken_in


def test_CS_29_only_tolerable_lines_may_follow_later() -> None:
    tolerable = all_complete().found("6", missing())
    assert tolerable.tolerable
    assert tolerable.may_be_taken_in
    tolerable.check_intake()
    assert not tolerable.found("5", missing()).tolerable


def test_CS_29_nothing_missing_is_nothing_to_tolerate() -> None:
    assert not all_complete().tolerable
    with pytest.raises(no.NothingMissing):
        tolerance(all_complete(), date(2026, 12, 1))


def test_CS_29_tolerance_needs_the_list_and_a_date() -> None:
    with pytest.raises(no.NotTolerable) as refused:
        tolerance(all_complete().found("5", missing()).found("6", missing()), date(2026, 12, 1))
    assert refused.value.values == {"names": ["聘用劳动合同"]}
    with pytest.raises(no.MissingPromise):
        tolerance(all_complete().found("6", missing()), None)
    promised = tolerance(all_complete().found("6", missing()), date(2026, 12, 1))
    assert (numbers(promised.lines), promised.due) == (["6"], date(2026, 12, 1))


def test_CS_03_the_notice_holds_everything_missing_with_basis_and_remedy() -> None:
    incomplete = (
        all_complete().found("5", missing("第 4 页没有公章", "盖章后重交")).found("1", missing("没填专业", "在线改"))
    )
    notice = one_time_notice(incomplete, WAYS)
    assert [(line.no, line.problem, line.remedy) for line in notice.lines] == [
        ("1", "没填专业", "在线改"),
        ("5", "第 4 页没有公章", "盖章后重交"),
    ]
    assert notice.with_basis
    assert notice.ways == WAYS
    assert notice.second_reason == ""
    assert notice.lines[1].basis == "操作规程附件材料表第5项"


def test_CS_03_a_line_without_a_word_of_the_problem_says_that_it_was_not_handed_in() -> None:
    notice = one_time_notice(all_complete().found("5", missing(" ", "带来")), WAYS)
    assert notice.lines[0].problem == "没有交聘用劳动合同"


def test_CS_03_a_notice_without_a_remedy_is_refused() -> None:
    with pytest.raises(no.MissingRemedy) as refused:
        one_time_notice(all_complete().found("5", missing(remedy=" ")), WAYS)
    assert refused.value.values == {"name": "聘用劳动合同", "number": "5"}


def test_CS_03_a_notice_without_a_basis_is_refused() -> None:
    item, situation = renewal()
    bare = tuple(replace(material, basis="") for material in item.materials)
    checklist = all_complete(checklist_for(replace(item, materials=bare), situation)).found("5", missing())
    with pytest.raises(no.MissingBasis) as refused:
        one_time_notice(checklist)
    assert refused.value.values == {"name": "聘用劳动合同", "number": "5"}


def test_CS_03_a_notice_about_nothing_is_refused() -> None:
    with pytest.raises(no.NothingMissing):
        one_time_notice(all_complete(), WAYS)


def test_CS_03_the_clerks_own_basis_stands_before_the_lists() -> None:
    finding = Finding(Tick.MISSING, "旧", "新", "《劳动合同法》第十七条")
    assert one_time_notice(all_complete().found("5", finding)).lines[0].basis == "《劳动合同法》第十七条"


def test_CS_07_originals_and_copies_are_counted_as_printed_unless_said_otherwise() -> None:
    checked = fresh().found("5", Finding(Tick.COMPLETE, copies=2, note="3 页")).found("1", Finding(Tick.COMPLETE))
    line = checked.line("5")
    assert (line.originals, line.copies, line.note, line.original_seen) == (0, 2, "3 页", True)
    assert (checked.line("1").originals, checked.line("1").copies) == (1, 0)


def test_CS_07_a_missing_line_counts_no_sheets_and_saw_no_original() -> None:
    line, other = fresh().found("5", missing()).line("5"), fresh().found("1", missing()).line("1")
    assert (line.originals, line.copies, line.original_seen) == (0, 0, False)
    assert (other.originals, other.copies) == (0, 0)
    assert fresh().found("1", Finding(Tick.COMPLETE, originals=2)).line("1").originals == 2


def test_CS_06_paper_follows_by_mail_where_the_list_names_its_purpose() -> None:
    assert paper_required(all_complete())
    replacement = checklist_for(*CATALOGUE.situation(CONSTRUCTOR, "replacement"))
    assert not paper_required(all_complete(replacement))


def test_a_whole_form_is_entered_at_once() -> None:
    findings = {str(number): Finding(Tick.COMPLETE) for number in range(1, 7)}
    checklist = checklist_with(*CATALOGUE.situation(FOOD, ""), findings)
    assert checklist.may_be_taken_in
    held = checklist_with(*CATALOGUE.situation(FOOD, ""), {}, held=["2"])
    assert numbers(held.of(Tick.WAIVED)) == ["2"]


@given(st.lists(st.tuples(NUMBERS, TICKS), max_size=20))
def test_CS_02_taken_in_means_nothing_open_and_nothing_missing_but_the_tolerable(steps: list[tuple[str, Tick]]) -> None:
    checklist = fresh()
    for number, tick in steps:
        try:
            checklist = checklist.found(number, Finding(tick, "缺", "补"))
        except Refusal:
            continue
    hard = [line for line in checklist.missing if not line.needed.material.tolerable]
    assert checklist.may_be_taken_in == (not checklist.unchecked and not hard)
    assert len(checklist.lines) == 12
