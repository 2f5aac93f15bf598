"""Papers of a case as data: the fixed words, what must stand on each, and that the printers' room can draw it."""

from dataclasses import replace
from datetime import date

import pytest

from portal.cases.clocks import Clock, Due
from portal.cases.letters import (
    Acceptance,
    Grounds,
    acceptance_notice,
    grant_decision,
    non_acceptance,
    refusal_decision,
    stop_notice,
    supplement_notice,
    termination_notice,
)
from portal.cases.materials import Checklist, Finding, Notice, Tick, one_time_notice
from portal.cases.moves import ClockKind
from portal.cases.needs import Stop
from portal.cases.paper_words import Frame, Letter, Paper, Party, doc_number, latest
from portal.cases.papers import (
    Ahead,
    CaseSheet,
    intake_receipt,
    one_time_list,
    pre_check_result,
    supplement_receipt,
    totals,
)
from portal.catalog.item import DeliveryWay
from portal.catalog.places import Department
from printers.paper_fields import required_fields
from tests.rules.cases_agreed import agreed
from tests.rules.cases_builders import CALENDAR, CATALOGUE, FOOD, PLACES, all_complete, at, missing, renewal, review

NUMBER = "PDS-261123-00473-7"
FRAME = Frame("湛河区政务服务中心", "平顶山市湛河区政务服务中心", NUMBER, "https://h.example", "K7QF2M4X", demo=True)
PARTY = Party("张䶮𬬻", "410400********1234", "138****5678")
HOUSING = PLACES.department("410400-housing")
SHEET = CaseSheet(
    NUMBER,
    "二级建造师注册资格认定（延续）",
    PARTY,
    HOUSING.name,
    at("2026-11-23 10:21"),
    "3 号窗口",
    "工号 0312",
    cross_region=True,
    way=DeliveryWay.KIOSK,
)
LETTER = Letter(replace(FRAME, org=HOUSING.name), doc_number("平建", "受", 2026, 203), date(2026, 11, 25), "人：测试科")
ACCEPTANCE = Clock(ClockKind.ACCEPTANCE, at("2026-11-23 10:21"), 2).due(CALENDAR)
DECISION = review("2026-11-25 15:40").due(CALENDAR)
ITEM, SITUATION = renewal()
AHEAD = Ahead(ACCEPTANCE, DECISION, ITEM.limit, ITEM.special_steps_of(SITUATION))
GROUNDS = Grounds(("同时在两个单位申请注册。",), "《注册建造师管理规定》第十五条", ("合同显示两个单位。",))


def mended() -> Checklist:
    """The renewal of the day that must work: identity card from the licence store, 6 not needed, the rest there."""
    checked = all_complete()
    return (
        checked.found("4", Finding(Tick.WAIVED))
        .found("6", Finding(Tick.NOT_NEEDED))
        .found("2", Finding(Tick.NOT_NEEDED))
    )


def notice(second_reason: str = "") -> Notice:
    return one_time_notice(
        mended().found("5", missing("第 4 页没有公章", "盖章后重交 1 份")), ("到窗口", "网上传"), second_reason
    )


def papers() -> dict[str, Paper]:
    acceptance = Acceptance(
        at("2026-11-25 15:40"), ITEM.limit, DECISION, ITEM.special_steps_of(SITUATION), "h.example/c"
    )
    stop = Stop("publicity", "操作规程附件 四（二）5", 5)
    return {
        "n5": one_time_list(FRAME, SHEET, notice(), mended().found("5", missing())),
        "n6": intake_receipt(FRAME, SHEET, mended(), AHEAD),
        "n6 again": supplement_receipt(FRAME, SHEET, mended(), AHEAD),
        "n7": supplement_notice(LETTER, SHEET, notice()),
        "n8": acceptance_notice(LETTER, SHEET, ITEM, acceptance),
        "n9": non_acceptance(LETTER, SHEET, GROUNDS, HOUSING),
        "n10": pre_check_result(FRAME, SHEET, mended(), ["身份证原件；"]),
        "n11": grant_decision(LETTER, SHEET, date(2026, 11, 25), [["许可事项", SHEET.title]]),
        "n11 stop": stop_notice(LETTER, SHEET, stop, DECISION),
        "n11 end": termination_notice(LETTER, SHEET, GROUNDS, HOUSING),
        "n12": refusal_decision(LETTER, SHEET, GROUNDS, HOUSING),
    }


NAMES = tuple(papers())


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_has_the_fields_its_template_wants(name: str) -> None:
    assert set(required_fields(name.split()[0])) <= set(papers()[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_can_be_checked_by_an_ascii_address(name: str) -> None:
    paper = papers()[name]
    assert paper["verify_url"] == f"https://h.example/v#{NUMBER}.{name.split()[0].upper()}.K7QF-2M4X"
    assert paper["verify_url"].isascii()
    assert paper["check"] == "K7QF-2M4X"


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_paper_are_those_that_were_agreed(name: str) -> None:
    assert papers()[name] == agreed(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_paper_shows_a_whole_number(name: str) -> None:
    assert "********" in str(papers()[name])


def test_CS_07_the_receipt_says_taken_in_and_not_yet_accepted() -> None:
    paper = papers()["n6"]
    assert paper["state"] == "已收件，还不是受理。"
    assert paper["state_words"] == "受理还是不受理，最迟 11月25日（周三）17:00 告诉您。"


def test_CS_07_the_receipt_lists_all_twelve_with_what_was_found() -> None:
    lines = papers()["n6"]["materials"]
    assert len(lines) == 12
    assert lines[3] == {
        "no": "4",
        "name": "身份证",
        "originals": "",
        "copies": "",
        "checked": False,
        "note": "已有电子证照，免交",
    }
    assert lines[8]["note"] == "不涉及"


def test_CS_07_the_receipt_counts_its_sheets() -> None:
    assert totals(mended()) == (
        "共收原件 2 份、复印件 3 份；其中 5 项已与原件核对一致。已有电子证照的 1 项免交。不涉及的 6 项没有收。"
    )


def test_CS_29_the_receipt_names_what_follows_later() -> None:
    assert totals(all_complete().found("6", missing())).endswith("容缺 1 项，以后补交：继续教育合格证明。")


def test_CS_07_the_receipt_tells_what_comes_next_with_dates() -> None:
    assert [step[1] for step in papers()["n6"]["next"]] == ["11月23日", "最迟 11月25日", "最迟 12月9日", "随后"]
    assert papers()["n6"]["next"][2][0] == "受理后审查，10 个工作日内决定（公示时间不计）"
    assert papers()["n6"]["next"][3][0] == "做出结果后通知您，凭身份证到自助终端打印"


def test_a_date_in_an_unpublished_year_is_printed_as_provisional() -> None:
    later = replace(AHEAD, decision=review("2026-12-25 10:00").due(CALENDAR))
    assert intake_receipt(FRAME, SHEET, mended(), later)["next"][2][1].startswith("暂定最迟 1月")


def test_CS_15_the_supplement_receipt_starts_again() -> None:
    assert papers()["n6 again"]["state"] == "补正材料已收到，还不是受理。"


def test_CS_03_the_list_says_everything_at_once_and_what_is_fine() -> None:
    paper = papers()["n5"]
    assert paper["items"][0]["fix"] == "第 4 页没有公章。盖章后重交 1 份。"
    assert paper["items"][0]["basis"]
    assert paper["total"] == "共 1 项。补齐后当天到3 号窗口，不用重新取号。"
    assert paper["accepted"] == ["审查表", "学历证明", "身份证", "单位资质证书", "注册证书"]


def test_CS_15_the_supplement_notice_says_that_nothing_more_will_be_asked() -> None:
    assert "需要补正的全部内容一次列明如下，此后不再要求补正其他内容。" in papers()["n7"]["opening"][0]
    assert papers()["n7"]["last"] == [
        "补正材料收齐后，2 个工作日内告诉你是否受理。依据《中华人民共和国行政许可法》第三十二条，特此通知。"
    ]


def test_CS_15_a_second_notice_says_so_and_why() -> None:
    opening = supplement_notice(LETTER, SHEET, notice("新交的合同页码不全"))["opening"]
    assert opening[1] == "本通知是第二次补正通知。理由：新交的合同页码不全"


def test_CS_28_the_acceptance_notice_states_start_limit_and_last_day() -> None:
    facts = {row[0]: row[1] for row in papers()["n8"]["facts"]}
    assert facts["受理日期"] == "2026年11月25日 15:40"
    assert facts["承诺时限"] == "10 个工作日，从受理次日起算"
    assert facts["最迟决定日期"] == "2026年12月9日"
    assert facts["不计入的时间"].startswith("公示 5 个工作日。")


def test_CS_13_a_public_service_is_not_accepted_under_the_permit_law() -> None:
    food = CATALOGUE.item(FOOD)
    service = CATALOGUE.item("412090001000")
    acceptance = Acceptance(at("2026-11-25 15:40"), service.limit, DECISION)
    assert "行政许可法" in acceptance_notice(LETTER, SHEET, food, replace(acceptance, limit=food.limit))["opening"][0]
    spot = acceptance_notice(LETTER, SHEET, service, acceptance)
    assert "行政许可法" not in spot["opening"][0]
    assert ["承诺时限", "当场办结"] in spot["facts"]


@pytest.mark.parametrize("name", ["n9", "n12"])
def test_RV_04_a_refusal_names_review_body_court_and_time(name: str) -> None:
    rows = papers()[name]["rights"]["rows"]
    assert rows == [
        ["行政复议", "60 日内", "平顶山市人民政府"],
        ["行政诉讼", "6 个月内", "有管辖权的人民法院，可以直接起诉"],
    ]


def test_RV_04_the_province_is_reviewed_by_its_own_government() -> None:
    province: Department = PLACES.department("410000-housing")
    assert refusal_decision(LETTER, SHEET, GROUNDS, province)["rights"]["rows"][0][2] == "河南省人民政府"


def test_CS_14_a_non_acceptance_gives_reason_basis_and_way() -> None:
    heads = [section["h"] for section in papers()["n9"]["sections"]]
    assert heads == ["一、不予受理的理由", "二、依据", "三、你可以这样办"]
    assert papers()["n9"]["sections"][1]["paras"] == ["《注册建造师管理规定》第十五条。"]


def test_RV_02_a_stop_is_told_in_writing_with_length_basis_and_new_last_day() -> None:
    facts = {row[0]: row[1] for row in papers()["n11 stop"]["facts"]}
    assert facts == {"需要的时间": "5 个工作日", "依据": "操作规程附件 四（二）5", "最迟决定日期": "2026年12月9日"}
    assert papers()["n11 stop"]["title"] == "公示时间告知书"


def test_CS_21_CS_22_a_pre_check_is_not_an_acceptance() -> None:
    assert papers()["n10"]["state"] == "预审通过。"
    assert "预审不是受理" in papers()["n10"]["basis"]
    wrong = pre_check_result(FRAME, SHEET, mended().found("5", missing()), [])
    assert wrong["state"] == "预审有 1 项要改。"
    assert [line["no"] for line in wrong["materials"] if not line["ok"]] == ["5"]


def test_a_deadline_in_writing_has_its_weekday_and_hour() -> None:
    due: Due = ACCEPTANCE
    assert latest(due.day, due.at.time()) == "11月25日（周三）17:00"
