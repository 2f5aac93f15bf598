"""Results: their identifier and validity, who may print at a kiosk, and the papers that go with them."""

from dataclasses import replace
from datetime import date

import pytest

from portal.cases.paper_words import Paper
from portal.cases.states import State
from portal.catalog.item import DeliveryWay
from portal.delivery import refusals as no
from portal.delivery.certificate import (
    Certificate,
    CertificateState,
    Visitor,
    certificate_number,
    check_kiosk_print,
    serial_of,
    valid_until,
)
from portal.delivery.papers import (
    Face,
    Handover,
    PickUp,
    Result,
    certificate_paper,
    handover_sheet,
    pick_up_notice,
    pick_up_receipt,
)
from printers.paper_fields import required_fields
from shared.clock import FixedClock
from shared.codes import check_certificate_id
from shared.ids import Ids, seeded_chance
from shared.refusals import Refusal
from tests.rules.cases_agreed import agreed
from tests.rules.cases_builders import CATALOGUE, CONSTRUCTOR, PLACES, SOCIAL_CARD, at
from tests.rules.test_cases_papers import FRAME, NUMBER, PARTY, SHEET

TODAY = date(2026, 12, 4)
HOUSING = PLACES.department("410400-housing")
HOLDER, AGENT = Visitor("holder", identified=True), Visitor("agent", identified=True)
CERTIFICATE = Certificate(
    "c1",
    "1.2.156.3005.2.x",
    NUMBER,
    "二级建造师注册证书",
    "holder",
    (("姓名", "张䶮𬬻"),),
    at("2026-12-04 15:30"),
    date(2029, 12, 3),
    printable=True,
    agent_blind="agent",
)


def refused(certificate: Certificate = CERTIFICATE, **changed: object) -> type[Refusal] | None:
    """What the kiosk says, with one circumstance changed."""
    given = {"state": State.KIOSK_PRINTABLE, "way": DeliveryWay.KIOSK, "visitor": HOLDER, "today": TODAY, **changed}
    try:
        check_kiosk_print(certificate, **given)  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("visitor", [HOLDER, AGENT], ids=["holder", "authorised agent"])
@pytest.mark.parametrize("state", [State.KIOSK_PRINTABLE, State.DELIVERED, State.ARCHIVED])
def test_DL_07_the_identified_holder_or_agent_prints_at_the_kiosk(visitor: Visitor, state: State) -> None:
    assert refused(visitor=visitor, state=state) is None


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        pytest.param({"visitor": Visitor("holder", identified=False)}, no.NotIdentified, id="not identified"),
        pytest.param({"visitor": Visitor("stranger", identified=True)}, no.NotYours, id="a stranger"),
        pytest.param({"way": DeliveryWay.MAIL}, no.AnotherWayChosen, id="chose mail"),
        pytest.param({"way": None}, no.AnotherWayChosen, id="chose nothing yet"),
        pytest.param({"state": State.CERTIFICATE_MADE}, no.NotReadyYet, id="not released"),
        pytest.param({"today": date(2029, 12, 4)}, no.NoLongerValid, id="expired yesterday"),
    ],
)
def test_DL_07_nobody_else_and_nothing_else_is_printed(changed: dict[str, object], refusal: type[Refusal]) -> None:
    assert refused(**changed) is refusal


def test_DL_07_only_what_the_item_flags_is_printed_at_a_kiosk() -> None:
    assert refused(replace(CERTIFICATE, printable=False)) is no.NotForKiosks


def test_DL_07_without_an_agent_an_empty_visitor_is_nobody() -> None:
    assert refused(replace(CERTIFICATE, agent_blind=""), visitor=Visitor("", identified=True)) is no.NotYours


def test_DL_07_a_revoked_certificate_is_not_printed() -> None:
    assert refused(replace(CERTIFICATE, state=CertificateState.REVOKED)) is no.NoLongerValid


@pytest.mark.parametrize(
    ("day", "state"), [(date(2029, 12, 3), CertificateState.VALID), (date(2029, 12, 4), CertificateState.EXPIRED)]
)
def test_a_certificate_expires_after_its_last_day(day: date, state: CertificateState) -> None:
    assert CERTIFICATE.state_on(day) is state


def test_a_certificate_without_an_end_never_expires() -> None:
    assert replace(CERTIFICATE, valid_until=None).state_on(date(2099, 1, 1)) is CertificateState.VALID


def test_a_revoked_certificate_stays_revoked_after_its_end() -> None:
    revoked = replace(CERTIFICATE, state=CertificateState.REVOKED)
    assert revoked.state_on(date(2030, 1, 1)) is CertificateState.REVOKED


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        pytest.param(date(2026, 12, 4), date(2029, 12, 3), id="three years less a day"),
        pytest.param(date(2028, 2, 29), date(2031, 2, 28), id="from a leap day"),
        pytest.param(date(2026, 3, 1), date(2029, 2, 28), id="to the end of February"),
        pytest.param(date(2025, 3, 1), date(2028, 2, 29), id="to a leap day"),
    ],
)
def test_the_last_valid_day(issued: date, last: date) -> None:
    assert valid_until(issued, CATALOGUE.item(CONSTRUCTOR).outcome) == last


def test_a_result_without_a_term_has_no_last_day() -> None:
    assert valid_until(TODAY, CATALOGUE.item(SOCIAL_CARD).outcome) is None


def test_DL_11_the_identifier_follows_the_standard_and_checks_out() -> None:
    serial = serial_of(Ids(FixedClock(at("2026-12-04 15:30")), seeded_chance(1)), TODAY)
    identifier = certificate_number(CATALOGUE.item(CONSTRUCTOR).outcome, HOUSING.uscc, serial)
    assert serial.startswith("20261204")
    assert len(serial) == 16
    assert check_certificate_id(identifier) == identifier
    assert identifier.split(".")[6:9] == [HOUSING.uscc, serial, "001"]
    again = certificate_number(CATALOGUE.item(CONSTRUCTOR).outcome, HOUSING.uscc, serial, version=2)
    assert again.split(".")[8] == "002"


def test_DL_11_a_plain_document_has_no_identifier() -> None:
    assert certificate_number(CATALOGUE.item(SOCIAL_CARD).outcome, HOUSING.uscc, "1") == ""


FACE = Face(
    "二级建造师注册证书",
    "豫2410400202600001",
    CERTIFICATE.identifier,
    (("姓名", "张䶮𬬻"), ("身份号码", "410400********1234")),
    TODAY,
)
RESULTS = (
    Result("二级建造师注册证书", "豫2410400202600001", 1, 1, "ZZ 00048213"),
    Result("准予许可决定书", "平建许〔2026〕311 号"),
)
HANDOVER = Handover(HOUSING.name, "工号 0406", at("2026-12-04 16:10"), "收回旧证。", DeliveryWay.MAIL, "张䶮𬬻 · 叶县")
WAITING = PickUp("7 号窗口", "工作日", "Q7F24M6K", date(2027, 3, 4), ("身份证；",))


def papers() -> dict[str, Paper]:
    return {
        "n13": certificate_paper(FRAME, FACE),
        "n14": handover_sheet(FRAME, SHEET, RESULTS, HANDOVER),
        "n17": pick_up_receipt(FRAME, SHEET, RESULTS, HANDOVER),
        "n20": pick_up_notice(FRAME, SHEET, RESULTS, WAITING, TODAY),
    }


@pytest.mark.parametrize("name", ["n13", "n14", "n17", "n20"])
def test_the_words_of_a_results_paper_are_those_that_were_agreed(name: str) -> None:
    assert papers()[name] == agreed(name)


def test_DL_11_the_certificate_shows_its_face_and_is_checked_by_its_digits() -> None:
    paper = certificate_paper(FRAME, FACE)
    assert set(required_fields("n13")) <= set(paper)
    assert paper["verify_url"] == "https://h.example/v#2410400202600001.Z.K7QF-2M4X"
    assert paper["fields"] == [["姓名", "张䶮𬬻", "big"], ["身份号码", "410400********1234"]]
    assert paper["number"] == "豫2410400202600001"


def test_DL_01_the_handover_sheet_has_both_sides_and_every_result() -> None:
    paper = handover_sheet(FRAME, SHEET, RESULTS, HANDOVER)
    assert set(required_fields("n14")) <= set(paper)
    assert (paper["giver"], paper["taker"]) == (HOUSING.name, "工号 0406")
    assert paper["results"][0] == ["1", "二级建造师注册证书", "豫2410400202600001", "1", "1", "ZZ 00048213"]
    assert paper["results"][1][-1] == "–"


def test_DL_05_the_handover_sheet_says_how_it_travels() -> None:
    paper = handover_sheet(FRAME, SHEET, RESULTS, HANDOVER)
    assert (paper["way"], paper["mail"], paper["collect"]) == ("mail", "张䶮𬬻 · 叶县", "收回旧证。")
    assert handover_sheet(FRAME, SHEET, RESULTS, replace(HANDOVER, collect=""))["collect"] == "核对身份证。"


def test_DL_04_the_pick_up_receipt_tells_the_applicant_from_an_agent() -> None:
    own = pick_up_receipt(FRAME, SHEET, RESULTS, replace(HANDOVER, taker=PARTY.name))
    other = pick_up_receipt(FRAME, SHEET, RESULTS, HANDOVER)
    assert set(required_fields("n17")) <= set(own)
    assert (own["who"], other["who"]) == ("self", "agent")
    assert [row[1] for row in own["checked"]] == [True, True, False, False]
    assert [row[1] for row in other["checked"]] == [True, True, True, False]


def test_DL_03_the_notice_says_where_when_and_with_what() -> None:
    paper = pick_up_notice(FRAME, SHEET, RESULTS, WAITING, TODAY)
    assert set(required_fields("n20")) <= set(paper)
    assert paper["facts"][2] == ["取件码", "Q7F2 4M6K", "big"]
    assert paper["results"][0] == ["1", "二级建造师注册证书", "豫2410400202600001", "1"]
