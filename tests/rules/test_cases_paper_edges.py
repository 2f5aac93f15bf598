"""The turns of phrase of a paper: what it says when something is absent, doubled, provisional or refused."""

from dataclasses import replace

import pytest

from portal.cases.letters import Acceptance, acceptance_notice, stop_notice, termination_notice
from portal.cases.materials import Finding, Tick, checklist_for
from portal.cases.needs import Stop
from portal.cases.paper_words import Paper, sentence
from portal.cases.papers import intake_receipt, pre_check_result, totals
from portal.catalog.item import Limit, SpecialStep
from tests.rules.cases_builders import CALENDAR, CATALOGUE, all_complete, at, missing, review
from tests.rules.test_cases_papers import (
    AHEAD,
    DECISION,
    FRAME,
    GROUNDS,
    HOUSING,
    ITEM,
    LETTER,
    SHEET,
    mended,
    papers,
)

PUBLICITY = SpecialStep("publicity", "公示", "Public notice", 5, "法")
HEARING = SpecialStep("hearing", "听证", "Hearing", 3, "法")


def fields_of(paper: Paper) -> dict[str, str]:
    return {row[0]: row[1] for row in paper["fields"]}


def test_CS_01_only_a_cross_region_case_says_so() -> None:
    assert fields_of(papers()["n6"])["审批部门"] == "平顶山市住房和城乡建设局（跨区域通办）"
    own = intake_receipt(FRAME, replace(SHEET, cross_region=False), mended(), AHEAD)
    assert fields_of(own)["审批部门"] == "平顶山市住房和城乡建设局"


def test_DL_07_a_receipt_without_a_chosen_way_leaves_it_open() -> None:
    paper = intake_receipt(FRAME, replace(SHEET, way=None), mended(), AHEAD)
    assert "取件方式" not in fields_of(paper)
    assert paper["next"][3][0] == "做出结果后通知您，按您选的方式领取"


@pytest.mark.parametrize(
    ("limit", "steps", "words"),
    [
        (ITEM.limit, (), "受理后审查，10 个工作日内决定"),
        (CATALOGUE.item("412090001000").limit, (), "受理后审查，当场决定"),
        (CATALOGUE.item("410790006000").limit, (), "受理后审查，20 日内决定"),
        (ITEM.limit, (PUBLICITY, HEARING), "受理后审查，10 个工作日内决定（公示、听证时间不计）"),
    ],
)
def test_RV_01_the_receipt_says_how_long_the_review_takes(
    limit: Limit, steps: tuple[SpecialStep, ...], words: str
) -> None:
    assert intake_receipt(FRAME, SHEET, mended(), replace(AHEAD, limit=limit, steps=steps))["next"][2][0] == words


def test_RV_02_two_stops_are_both_named_in_the_acceptance_notice() -> None:
    acceptance = Acceptance(at("2026-11-25 15:40"), ITEM.limit, DECISION, (PUBLICITY, HEARING))
    facts = {row[0]: row[1] for row in acceptance_notice(LETTER, SHEET, ITEM, acceptance)["facts"]}
    assert facts["不计入的时间"].startswith("公示 5 个工作日、听证 3 个工作日。")
    assert "查进度" not in facts


def test_a_letter_about_an_unpublished_year_says_that_its_date_is_provisional() -> None:
    due = review("2026-12-25 10:00").due(CALENDAR)
    acceptance = acceptance_notice(LETTER, SHEET, ITEM, Acceptance(at("2026-12-25 10:00"), ITEM.limit, due))
    assert acceptance["facts"][3][1] == "2027年1月11日（暂定：2027年放假安排还没有公布）"
    stop = stop_notice(LETTER, SHEET, Stop("hearing", "许可法45", 3), due)
    assert stop["facts"][2][1] == "2027年1月11日（暂定）"


def test_CS_21_a_pre_check_that_found_something_says_what_to_mend() -> None:
    paper = pre_check_result(FRAME, SHEET, mended().found("5", missing("缺章", "盖章")), [])
    line = next(line for line in paper["materials"] if line["no"] == "5")
    assert (line["ok"], line["result"], line["note"]) == (False, "要改", "盖章")
    assert paper["state_words"] == "改好再交一次，或者直接带到大厅，当天收件。"
    noted = mended().found("3", Finding(Tick.COMPLETE, note="原件已看"))
    right = next(line for line in pre_check_result(FRAME, SHEET, noted, [])["materials"] if line["no"] == "3")
    assert (right["ok"], right["result"], right["note"]) == (True, "符合", "原件已看")


def test_CS_07_nothing_seen_in_the_original_is_not_claimed() -> None:
    unseen = all_complete()
    for line in unseen.complete:
        unseen = unseen.found(line.no, Finding(Tick.COMPLETE, original_seen=False))
    assert totals(unseen) == "共收原件 2 份、复印件 6 份。不涉及的 4 项没有收。"


def test_CS_29_two_that_follow_are_both_named_and_noted() -> None:
    situation = ITEM.situation("change")
    later = all_complete(checklist_for(ITEM, situation)).found("10", missing())
    paper = intake_receipt(FRAME, SHEET, later, AHEAD)
    assert next(line["note"] for line in paper["materials"] if line["no"] == "10") == "容缺，以后补交"
    two = all_complete().found("6", missing()).found("2", missing())
    assert totals(two).endswith("容缺 2 项，以后补交：资格证书、继续教育合格证明。")


def test_T33_every_reason_of_an_ending_is_given() -> None:
    two = replace(GROUNDS, reasons=("甲", "乙"))
    assert termination_notice(LETTER, SHEET, two, HOUSING)["facts"][0] == ["理由", "甲；乙"]


@pytest.mark.parametrize("typed", ["盖章 X", "盖章 X。", " 盖章 X。。 "])
def test_a_sentence_ends_with_one_full_stop(typed: str) -> None:
    assert sentence(typed) == "盖章 X。"
