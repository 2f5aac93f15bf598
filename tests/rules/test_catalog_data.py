"""The shipped catalogue and halls: the annex as printed, its readings, complete guides, the published lists."""

import re

import pytest

from portal.catalog.catalogue import body_of, item_of
from portal.catalog.item import HandlingKind, Item, ItemType, Level, Need, Situation
from portal.catalog.lint import completeness, faults_of, is_halved
from portal.catalog.needed import materials_for, to_bring
from portal.catalog.places import Hall
from portal.roles import Role
from shared.check_digits import mod_31
from tests.rules.cases_builders import CATALOGUE, CONSTRUCTOR, COST_ENGINEER, PLACES

# P annex, the table as printed: name, required, originals, copies, review points (slips included).
ANNEX = """
1|审查表|是|1||填报内容真实、有效、无误。与其他附件材料内容一致。
2|资格证书|否||1|是否真实有效，是否过期。
3|学历证明|是||1|是否真实有效，是否与申请表填写一致。
4|身份证|是||1|是否真实有效，是否与申请表或其他证件一致。
5|聘用劳动合同|是||1|是否真实有效，是否与申请表一致；符合《中华人民共和国劳动法》第十九条劳动合同的必备条款的相关内容、执业师本签字、企业加盖公章。
6|继续教育合格证明|否||1|是否真实有效，是否与申请表填写一致。
7|单位资质证书|是||1|是否真实有效，是否与申请表一致。
8|注册证书|是|1||是否真实有效。
9|增项专业资格考试合格证|否||1|是否真实有效，是否与申请表填写一致。
10|解聘证明|是||1|是否真实有效、解聘时间是否与新劳动合同时间之前。
11|企业名称变更函|是||1|是否真实有效，是否与申请表一致。
12|劳动仲裁裁决书或司法判决书|是||1|是否真实有效，是否确认执业师和企业已不存在劳动关系。
"""
SITUATIONS = {
    "initial_registration": ("初始注册", "1 3 4 5 7", "2 6"),
    "renewal": ("延续", "1 3 4 5 7 8", "2 6"),
    "change": ("变更", "1 4 5 7 8", "10 11 12"),
    "addition": ("增项", "1 4 5 7 8", "9"),
    "replacement": ("遗失补办", "1 4", ""),
    "cancellation": ("注销", "1 4 8", "10 12"),
}
ORDINARY = """
社会保障卡申领 食品经营许可（新办） 居住证申领 不动产登记资料查询 不动产首次登记 企业变更登记 居民身份证补领
住房公积金提取 生育登记 个体工商户设立登记 教师资格认定 失业登记 社会保险参保证明打印
"""
ALL_ITEMS = [pytest.param(item, id=item.short) for item in CATALOGUE]
REGISTRATIONS = [pytest.param(CATALOGUE.item(code), id=code) for code in (CONSTRUCTOR, COST_ENGINEER)]
EVERY_SITUATION = [pytest.param(item, one, id=one.title) for item in CATALOGUE for one in item.situations]


@pytest.mark.parametrize("item", REGISTRATIONS)
def test_CT_05_the_annex_stands_as_printed(item: Item) -> None:
    rows = [
        "|".join(
            (
                material.no,
                material.name,
                "是" if material.required_as_printed else "否",
                str(material.originals or ""),
                str(material.copies or ""),
                material.review_points,
            )
        )
        for material in item.materials
    ]
    assert rows == ANNEX.strip().splitlines()
    assert {material.medium for material in item.materials} == {"paper"}
    assert all(material.digitise_at_intake for material in item.materials)


@pytest.mark.parametrize("item", REGISTRATIONS)
def test_CT_05_the_slips_of_the_annex_are_kept_and_marked(item: Item) -> None:
    assert {material.no for material in item.materials if material.sic} == {"5", "10"}


@pytest.mark.parametrize("item", REGISTRATIONS)
def test_RV_11_the_province_decides_the_first_registration_and_the_city_the_rest(item: Item) -> None:
    levels = {situation.code: situation.level for situation in item.situations}
    assert levels.pop("initial_registration") is Level.PROVINCE
    assert set(levels) == set(SITUATIONS) - {"initial_registration"}
    assert set(levels.values()) == {Level.CITY}


@pytest.mark.parametrize("item", REGISTRATIONS)
@pytest.mark.parametrize("code", SITUATIONS)
def test_RV_11_each_situation_has_its_own_list(item: Item, code: str) -> None:
    name, must, if_held = SITUATIONS[code]
    situation = item.situation(code)
    needed = materials_for(item, situation)
    assert situation.name == name
    assert [line.no for line in needed if line.need is Need.MUST] == must.split()
    assert [line.no for line in needed if line.need is Need.IF_HELD] == if_held.split()
    assert len(needed) == 12


@pytest.mark.parametrize("item", REGISTRATIONS)
def test_RV_02_twenty_days_without_public_notice_ten_promised(item: Item) -> None:
    assert (item.limit.statutory, item.limit.promised, item.limit.statutory_note) == (20, 10, "不含公示时间")


@pytest.mark.parametrize("item", REGISTRATIONS)
def test_RV_12_the_three_ways_of_intake(item: Item) -> None:
    assert item.intake_modes == ("online_pre_review", "promise", "training")


def test_what_differs_from_the_printed_need_is_marked_as_the_projects_reading() -> None:
    lines = materials_for(*CATALOGUE.situation(CONSTRUCTOR, "renewal"))
    assert {line.no for line in lines if line.reading} == {"2", "6", "9", "10", "11", "12"}


@pytest.mark.parametrize(("item", "situation"), EVERY_SITUATION)
def test_CS_25_no_situation_asks_more_than_the_list(item: Item, situation: Situation) -> None:
    must = [line for line in materials_for(item, situation) if line.need is Need.MUST]
    assert must
    assert all(line.material.required_as_printed for line in must)


@pytest.mark.parametrize("item", ALL_ITEMS)
def test_CT_10_CT_16_every_item_is_publishable(item: Item) -> None:
    assert faults_of(item) == ()
    assert all(completeness(item).values())


@pytest.mark.parametrize("item", ALL_ITEMS)
def test_CT_15_every_promise_is_at_most_half_of_the_law(item: Item) -> None:
    assert is_halved(item.limit)


@pytest.mark.parametrize("item", ALL_ITEMS)
def test_an_item_survives_the_store(item: Item) -> None:
    assert item_of(body_of(item)) == item


@pytest.mark.parametrize("item", ALL_ITEMS)
def test_every_item_is_marked_as_demonstration_data(item: Item) -> None:
    assert item.demonstration


def test_the_first_item_is_an_ordinary_one_and_all_ordinary_ones_are_there() -> None:
    assert CATALOGUE.items[0].name == "社会保障卡申领"
    assert set(ORDINARY.split()) <= {item.name for item in CATALOGUE}


def test_item_codes_are_twelve_digits_with_the_type_inside() -> None:
    assert all(re.fullmatch(r"41\d{10}", item.code) and item.code[2:4] == item.type for item in CATALOGUE)


def test_both_kinds_and_most_types_of_item_are_shown() -> None:
    assert {item.kind for item in CATALOGUE} == set(HandlingKind)
    assert {item.type for item in CATALOGUE} >= {ItemType.PERMIT, ItemType.CONFIRMATION, ItemType.BENEFIT}


def test_BK_07_the_first_hall_has_at_least_four_items_on_its_published_list() -> None:
    listed = PLACES.out_of_hours_items(PLACES.halls[0].code)
    assert len(listed) >= 4
    assert set(listed) <= {item.code for item in CATALOGUE}


def test_BK_07_the_newest_version_of_the_list_counts() -> None:
    versions = [one for one in PLACES.out_of_hours if one.hall == "410400"]
    assert PLACES.out_of_hours_items("410400") == versions[-1].items
    assert PLACES.out_of_hours_items("410404") == ()


UNITS = """
410402 410403 410404 410411 410421 410422 410423 410425 410481 410482 410471 410472
"""


def test_the_city_hall_comes_first_and_then_the_twelve_units() -> None:
    assert [hall.code for hall in PLACES.halls] == ["410400", *UNITS.split()]
    assert PLACES.halls[0].name == "平顶山市政务服务中心"


@pytest.mark.parametrize("hall", [pytest.param(hall, id=hall.code) for hall in PLACES.halls])
def test_every_hall_has_areas_windows_hours_and_devices(hall: Hall) -> None:
    assert [area.letter for area in hall.areas] == list("ABCDE")
    served = {letter for window in hall.windows for letter in window.areas}
    assert served == set("ABCDE")
    assert [str(span.opens)[:5] for span in hall.spans(0)] == ["09:00", "13:00"]
    assert hall.spans(5) == ()
    assert hall.closes.hour == 17
    assert {printer.media for printer in hall.printers} == {"slip", "a4"}
    printers = {printer.code for printer in hall.printers}
    assert all({kiosk.thermal, kiosk.laser} <= printers for kiosk in hall.kiosks)


@pytest.mark.parametrize(
    ("weekday", "working", "first"), [(2, True, "17:30"), (5, False, "09:00"), (2, False, "09:00")]
)
def test_BK_06_out_of_hours_lies_after_work_or_on_days_off(weekday: int, working: bool, first: str) -> None:
    assert f"{PLACES.halls[0].extra_spans(weekday, working)[0].opens:%H:%M}" == first


def test_a_make_up_saturday_has_its_evening() -> None:
    assert f"{PLACES.halls[0].extra_spans(5, True)[0].opens:%H:%M}" == "17:30"


def test_codes_of_devices_and_names_of_accounts_are_unique() -> None:
    printers = [printer.code for hall in PLACES.halls for printer in hall.printers]
    names = [one.username for hall in PLACES.halls for one in hall.staff] + [one.username for one in PLACES.reviewers]
    assert len(set(printers)) == len(printers)
    assert len(set(names)) == len(names)


def test_prefixes_of_case_numbers_differ_from_hall_to_hall() -> None:
    assert len({hall.prefix for hall in PLACES.halls}) == len(PLACES.halls)


def test_every_account_has_known_roles_and_the_city_shows_every_staff_role() -> None:
    roles = {role for hall in PLACES.halls for one in hall.staff for role in one.roles}
    assert roles | {"reviewer", "lead_department"} == {role for role in Role if role not in NOT_STAFF}


NOT_STAFF = {Role.APPLICANT, Role.ENTERPRISE, Role.AGENT, Role.POST, Role.KIOSK, Role.EXTERNAL_SYSTEM}


def test_WD_02_every_department_with_reviewers_has_two_of_them() -> None:
    departments = [one.department for one in PLACES.reviewers]
    assert all(departments.count(one) == 2 for one in departments)
    assert "410400-housing" in departments


def test_RV_04_every_department_names_review_body_and_court() -> None:
    assert all(one.review_body and one.court for one in PLACES.departments)


def test_departments_have_well_formed_credit_codes_of_their_own() -> None:
    codes = [one.uscc for one in PLACES.departments]
    assert all(code[-1] == mod_31(code[:17]) for code in codes)
    assert len(set(codes)) == len(codes)


def test_a_citizen_packs_what_is_required_first() -> None:
    packed = " ".join(line.no for line in to_bring(*CATALOGUE.situation(CONSTRUCTOR, "renewal")))
    assert packed == "1 3 4 5 7 8 2 6"
