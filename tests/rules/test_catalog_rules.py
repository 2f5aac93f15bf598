"""The catalogue's rules: reading tables strictly, finding items, faults before publication, who decides where."""

from dataclasses import replace

import pytest

from portal.catalog.catalogue import catalogue_of, item_of, items_of
from portal.catalog.guide import Fee, FlowStep
from portal.catalog.item import (
    AcceptanceMode,
    HandlingKind,
    Item,
    ItemType,
    Level,
    Limit,
    Need,
    Requirement,
)
from portal.catalog.lint import Weight, completeness, faults_of, is_halved, lint_catalogue, publishable
from portal.catalog.needed import materials_for
from portal.catalog.places import CITY, PROVINCE, Places
from portal.catalog.routing import (
    acceptance_mode,
    competent_department,
    is_cross_region,
    route,
    routing_table,
)
from portal.catalog.search import search
from portal.catalog.tables import BadTable, build, table_of
from tests.rules.cases_builders import CATALOGUE, CONSTRUCTOR, FOOD, PLACES, SOCIAL_CARD

PERMIT, CARD = CATALOGUE.item(FOOD), CATALOGUE.item(SOCIAL_CARD)


def words_of(item: Item, weight: Weight | None = None) -> set[tuple[str, str]]:
    return {(fault.element, fault.rule) for fault in faults_of(item) if weight in (None, fault.weight)}


@pytest.mark.parametrize(
    ("statutory", "promised", "halved"), [(20, 10, True), (20, 11, False), (5, 2, True), (5, 3, False), (1, 0, True)]
)
def test_CT_15_the_half_is_exact(statutory: int, promised: int, halved: bool) -> None:
    assert is_halved(Limit(statutory, promised, "法")) is halved


def test_CT_15_a_permit_over_half_is_an_error_and_a_service_only_a_warning() -> None:
    over = Limit(10, 6, "法")
    service = replace(CATALOGUE.item("412090012000"), limit=over)
    assert ("limit", "CT-15") in words_of(replace(PERMIT, limit=over), Weight.ERROR)
    assert ("limit", "CT-15") in words_of(service, Weight.WARNING)
    assert publishable(service)


def test_CT_15_a_permit_that_the_province_decides_is_only_warned() -> None:
    provincial = replace(PERMIT.situations[0], level=Level.PROVINCE)
    item = replace(PERMIT, limit=Limit(10, 6, "法"), situations=(provincial,))
    assert words_of(item) == {("limit", "CT-15")}
    assert publishable(item)


def test_CT_16_a_material_without_a_basis_may_not_be_published() -> None:
    bare = replace(PERMIT, materials=(replace(PERMIT.materials[0], basis=" "), *PERMIT.materials[1:]))
    assert words_of(bare) == {("materials", "CT-16")}
    assert not publishable(bare)


def test_CT_05_a_material_needs_review_points() -> None:
    bare = replace(PERMIT, materials=(replace(PERMIT.materials[0], review_points=""), *PERMIT.materials[1:]))
    assert words_of(bare) == {("materials", "CT-05")}


def test_CS_24_paper_needs_a_basis() -> None:
    bare = replace(PERMIT, materials=(replace(PERMIT.materials[0], paper_purpose="archive"), *PERMIT.materials[1:]))
    assert words_of(bare) == {("materials", "CS-24")}


def test_CS_25_a_situation_may_not_require_what_the_list_does_not() -> None:
    stricter = replace(PERMIT.situations[0], requirements=(Requirement("6", Need.MUST),))
    unknown = replace(PERMIT.situations[0], requirements=(Requirement("7", Need.IF_HELD),))
    assert words_of(replace(PERMIT, situations=(stricter,))) == {("standard", "CS-25")}
    assert words_of(replace(PERMIT, situations=(unknown,))) == {("standard", "CS-25")}


def test_CT_05_a_situation_that_requires_nothing_is_warned_about() -> None:
    nothing = tuple(Requirement(material.no, Need.NO) for material in PERMIT.materials)
    item = replace(PERMIT, situations=(replace(PERMIT.situations[0], requirements=nothing),))
    assert words_of(item, Weight.WARNING) == {("standard", "CT-05")}


def test_CT_23_a_fee_needs_rate_basis_and_place() -> None:
    charged = replace(PERMIT, guide=replace(PERMIT.guide, fee=Fee(charged=True, standard="10 元")))
    assert words_of(charged) == {("fee", "CT-23")}


def test_CT_12_the_flow_covers_five_steps() -> None:
    short = replace(PERMIT, guide=replace(PERMIT.guide, flow=PERMIT.guide.flow[:-1]))
    assert words_of(short) == {("流程环节完备性", "CT-10")}
    empty = FlowStep("送达", "Delivery", "", "", "", "d", "t")
    vague = replace(PERMIT, guide=replace(PERMIT.guide, flow=(*PERMIT.guide.flow[:-1], empty)))
    assert words_of(vague) == {("流程内容详实性", "CT-10")}


def test_CT_11_phones_differ_and_have_an_area_code() -> None:
    same = replace(PERMIT, guide=replace(PERMIT.guide, complaint_phone=PERMIT.guide.consult_phone))
    bare = replace(PERMIT, guide=replace(PERMIT.guide, consult_phone="2661234"))
    assert words_of(same) == {("phone", "CT-11")}
    assert words_of(bare) == {("联系电话", "CT-10")}


def test_CT_10_visits_need_a_reason() -> None:
    assert words_of(replace(PERMIT, guide=replace(PERMIT.guide, visits_reason=""))) == {("visits", "CT-10")}


def test_CT_17_a_permit_has_a_question_and_every_guide_its_english() -> None:
    assert words_of(replace(PERMIT, guide=replace(PERMIT.guide, questions=()))) == {("questions", "CT-17")}
    assert words_of(replace(PERMIT, guide=replace(PERMIT.guide, ways_en=()))) == {("english", "CT-17")}


def test_CT_03_a_guide_has_conditions() -> None:
    bare = replace(PERMIT, guide=replace(PERMIT.guide, conditions=(), conditions_en=()))
    assert words_of(bare) == {("conditions", "CT-03")}


def test_CT_10_on_the_spot_promises_no_days_and_the_rest_does() -> None:
    assert words_of(replace(CARD, limit=Limit(20, 1, "法"))) == {("kind", "CT-10")}
    assert words_of(replace(PERMIT, kind=HandlingKind.ON_THE_SPOT)) == {("kind", "CT-10")}


def test_CT_01_the_code_carries_the_type() -> None:
    assert words_of(replace(CARD, code="410190001000")) == {("code", "CT-01")}
    assert words_of(replace(CARD, type=ItemType.REWARD)) == {("code", "CT-01")}


def test_CT_13_empty_forms_are_doc_and_samples_pdf() -> None:
    wrong = replace(PERMIT.materials[0], blank_form="表.pdf", sample="样.doc")
    elements = completeness(replace(PERMIT, materials=(wrong, *PERMIT.materials[1:])))
    assert [name for name, there in elements.items() if not there] == ["空表下载服务", "样表下载服务"]


def test_CT_10_seventeen_elements_are_checked() -> None:
    assert len(completeness(PERMIT)) == 17
    assert lint_catalogue(CATALOGUE) == ()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("社保卡", "社会保障卡申领", id="everyday word"),
        pytest.param("二建 延续", "二级建造师注册资格认定", id="abbreviation and situation"),
        pytest.param("开饭店", "食品经营许可（新办）", id="what people say"),
        pytest.param("房产证", "不动产首次登记", id="exact before longer"),
        pytest.param("身份证丢了", "居民身份证补领", id="a sentence"),
        pytest.param("我要办个体户", "个体工商户设立登记", id="a longer sentence"),
        pytest.param("FOOD", "食品经营许可（新办）", id="English, upper case"),
        pytest.param("ＦＯＯＤ", "食品经营许可（新办）", id="full width"),
        pytest.param(CONSTRUCTOR, "二级建造师注册资格认定", id="code"),
        pytest.param("老年补贴", "高龄津贴申领", id="another word for it"),
        pytest.param("resturant", "食品经营许可（新办）", id="a slip of the finger"),
        pytest.param("食品经营许证", "食品经营许可（新办）", id="a character left out"),
        pytest.param("建师注", "二级建造师注册资格认定", id="characters in order"),
    ],
)
def test_BK_04_an_item_is_found_by_what_people_call_it(query: str, first: str) -> None:
    assert search(CATALOGUE, query)[0].name == first


def test_BK_04_an_empty_search_lists_all_in_order_and_nonsense_nothing() -> None:
    assert search(CATALOGUE, "  ") == CATALOGUE.items
    assert search(CATALOGUE, "xyzzy") == ()
    assert len(search(CATALOGUE, "登记", limit=2)) == 2


def test_CS_33_the_city_decides_the_renewal_wherever_it_was_taken_in() -> None:
    item, situation = CATALOGUE.situation(CONSTRUCTOR, "renewal")
    for region in ("410411", "410400", "410472"):
        assert competent_department(item, situation, region, PLACES).name == "平顶山市住房和城乡建设局"


def test_CS_33_the_province_decides_the_first_registration() -> None:
    department = competent_department(*CATALOGUE.situation(CONSTRUCTOR, "initial_registration"), "410411", PLACES)
    assert (department.name, department.upstream, department.region) == ("河南省住房和城乡建设厅", True, PROVINCE)


def test_CS_33_a_county_item_goes_to_the_county_of_the_applicant() -> None:
    item, situation = CATALOGUE.situation(FOOD, "")
    assert competent_department(item, situation, "410422", PLACES).name == "叶县市场监督管理局"
    assert competent_department(item, situation, CITY, PLACES).code == "410400-market"


def test_CS_33_what_nobody_is_competent_for_goes_to_a_person() -> None:
    item, situation = CATALOGUE.situation(FOOD, "")
    nowhere = route(replace(item, department="tobacco"), situation, "410422", PLACES)
    assert (nowhere.department, nowhere.fallback) == ("410422-service", True)
    assert PLACES.department(nowhere.department).kind == "service"


def test_CS_33_a_provincial_decision_never_falls_to_the_city() -> None:
    item, situation = CATALOGUE.situation(FOOD, "")
    assert route(item, replace(situation, level=Level.PROVINCE), "410422", PLACES).fallback


def test_CS_33_the_whole_table_has_a_department_for_every_row() -> None:
    rows = routing_table(CATALOGUE, PLACES)
    known = {one.code for one in PLACES.departments}
    assert len(rows) == sum(len(item.situations) for item in CATALOGUE) * len(PLACES.halls)
    assert all(row.department in known and not row.fallback for row in rows)


def test_CS_01_taken_in_at_one_place_and_decided_at_another_is_cross_region() -> None:
    housing, places = PLACES.department("410400-housing"), PLACES
    assert isinstance(places, Places)
    assert is_cross_region("410411", housing)
    assert not is_cross_region("410400", housing)


@pytest.mark.parametrize(
    ("hall", "online", "mode"),
    [
        ("410411", False, AcceptanceMode.CROSS_REGION),
        ("410400", False, AcceptanceMode.BACK_OFFICE),
        ("410400", True, AcceptanceMode.ONLINE),
        ("410411", True, AcceptanceMode.ONLINE),
    ],
)
def test_CS_12_CS_17_CS_21_who_accepts_follows_from_place_and_channel(
    hall: str, online: bool, mode: AcceptanceMode
) -> None:
    housing = PLACES.department("410400-housing")
    assert acceptance_mode(CATALOGUE.item(CONSTRUCTOR), hall, housing, online) is mode


def test_CT_22_an_unknown_item_or_situation_is_not_in_the_catalogue() -> None:
    with pytest.raises(KeyError):
        CATALOGUE.item("000000000000")
    with pytest.raises(KeyError):
        CATALOGUE.item(CONSTRUCTOR).situation("")


def test_CT_04_the_same_code_twice_is_refused() -> None:
    with pytest.raises(BadTable, match="twice"):
        catalogue_of([CARD, CARD])


def test_CT_28_a_table_with_an_unknown_key_or_without_a_needed_one_is_refused_with_its_place() -> None:
    with pytest.raises(BadTable, match=r"Limit: unknown length"):
        build(Limit, {"statutory": 20, "promised": 10, "basis": "法", "length": 3})
    with pytest.raises(BadTable, match=r"Limit: lacking basis"):
        build(Limit, {"statutory": 20, "promised": 10})
    with pytest.raises(BadTable, match=r"promised: '10' is not int"):
        build(Limit, {"statutory": 20, "promised": "10", "basis": "法"})


def test_CT_28_an_unknown_word_in_a_list_of_words_is_refused() -> None:
    table = table_of(CARD)
    table["area"], table["type"] = "C", "99"
    with pytest.raises(BadTable, match="99"):
        item_of(table)


def test_several_items_may_share_one_rule() -> None:
    one = {**table_of(CARD), "variants": [{"code": "1"}, {"code": "2", "order": 20}]}
    assert [(item.code, item.order, item.name) for item in items_of(one)] == [
        ("1", 10, "社会保障卡申领"),
        ("2", 20, "社会保障卡申领"),
    ]


def test_a_material_no_situation_speaks_of_keeps_its_printed_need() -> None:
    needs = [(line.no, line.need) for line in materials_for(CARD, CARD.situations[0])]
    assert needs == [("1", Need.MUST), ("2", Need.MUST), ("3", Need.IF_HELD)]


def test_RV_11_a_situation_may_have_its_own_limit_result_and_conditions() -> None:
    item, cancellation = CATALOGUE.situation(CONSTRUCTOR, "cancellation")
    own = replace(cancellation, limit=Limit(10, 5, "法"), conditions=("甲",), conditions_en=("a",))
    assert item.outcome_of(cancellation).name == "注销注册决定"
    assert item.limit_of(own).promised == 5
    assert (item.conditions_of(own), item.conditions_en_of(own)) == (("甲",), ("a",))
    assert item.conditions_of(cancellation) == item.guide.conditions
