"""Printing one's own result: identified, once, accounted; an unknown end is a person's to decide (DL-07, A16)."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.heartbeat import Heart
from kiosk.reader import Card
from portal.actions import kiosk_code as codes
from portal.actions.print_paper import Paper, make
from portal.booking_person import blind_id
from portal.cases.states import State
from portal.hub import Hub
from portal.people import SYSTEM
from portal.store.cases import Case
from portal.store.certificates import Certificate
from printers.hub import JobState
from printers.trouble import Reason
from shared.identity import IdType
from shared.wire import Media
from tests.builders import CITY
from tests.cast import CITIZEN, STRANGER
from tests.devices.kiosk_kit import Browser, Kiosk


def issued(hub: Hub, state: State = State.KIOSK_PRINTABLE) -> Certificate:
    """A certificate of CITIZEN that waits to be printed at a kiosk."""
    blind, now = blind_id(hub.vault, IdType.ID_CARD, CITIZEN.id_number), hub.now()
    with hub.store.write() as unit:
        case = Case(
            id=hub.ids.row(),
            number="PDS-261123-00001-1",
            hall=CITY,
            item=unit.items.offered(CITY)[0].item.code,
            situation="",
            title="食品经营许可",
            department="410400-market",
            state=state,
            state_since=now,
            mode="",
            name=CITIZEN.name,
            id_type="id_card",
            id_blind=blind,
            id_sealed=hub.vault.seal(CITIZEN.id_number),
            phone_sealed=hub.vault.seal(CITIZEN.phone),
            phone_blind=hub.vault.blind(CITIZEN.phone, "phone"),
            password_hash="-",
            made_at=now,
            delivery="kiosk",
            received_at=now,
        )
        unit.cases.add(case)
        document = make(
            unit, hub, Paper("n13", Media.A4, SAMPLE, "食品经营许可证", "certificate", "cert-1"), SYSTEM, now
        )
        certificate = Certificate(
            id="cert-1",
            case_id=case.id,
            identifier="ID-1",
            serial="S-1",
            title="食品经营许可证",
            id_blind=blind,
            face={},
            document=document.id,
            state="valid",
            issued_at=now,
            valid_until=None,
            printable=True,
        )
        unit.certificates.add(certificate)
    return certificate


SAMPLE = json.loads((Path(__file__).parent / "samples/n13.json").read_text("utf-8"))


def identified(kiosk: Kiosk) -> Browser:
    visitor = kiosk.browser()
    visitor.open("/")
    visitor.open("/results/start")
    kiosk.reader.lay(Card(CITIZEN.name, CITIZEN.id_number))
    visitor.open("/identity/card?next=results")
    return visitor


def test_DL_07_a_card_opens_the_results_and_the_laser_prints_once(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    visitor = identified(kiosk)
    assert "食品经营许可证" in visitor.page.text
    page = visitor.press("/results/", result="cert-1")
    assert "打印好了" in page.text
    assert kiosk.laser.printed[0].startswith(b"%PDF")
    with kiosk.hub.store.read() as unit:
        assert unit.certificates.get("cert-1").copies_printed == 1
        assert unit.cases.by_number("PDS-261123-00001-1").state is State.DELIVERED


def test_DL_07_the_free_copies_are_counted(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    visitor = identified(kiosk)
    visitor.press("/results/", result="cert-1")
    page = visitor.open("/results/")
    assert "您有 0 份可以打印" in page.text
    assert "免费自助打印的 1 份已经打完" in page.text
    assert len(kiosk.laser.printed) == 1


def test_an_unknown_end_calls_a_person_and_closes_the_machine(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    kiosk.laser.silent = True
    page = identified(kiosk).press("/results/", result="cert-1")
    assert "不知道打没打出来" in page.text
    with kiosk.hub.store.read() as unit:
        assert unit.certificates.get("cert-1").copies_printed == 0
        assert [job.state for job in unit.print_jobs.about("certificate", "cert-1")] == [JobState.UNKNOWN]
    again = identified(kiosk)
    assert "免费" not in again.page.text
    assert len(kiosk.laser.printed) == 1


def test_a_laser_without_paper_uses_no_copy_and_may_be_asked_again(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    kiosk.laser.trouble = Reason.PAPER_OUT
    visitor = identified(kiosk)
    assert "没有打出来" in visitor.press("/results/", result="cert-1").text
    kiosk.laser.trouble = None
    visitor.open("/results/")
    assert "打印好了" in visitor.press("/results/", result="cert-1").text
    assert len(kiosk.laser.printed) == 1


def test_a_double_press_prints_one_sheet(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    visitor = identified(kiosk)
    page = visitor.page
    visitor.press("/results/", result="cert-1")
    visitor.page = page
    visitor.press("/results/", result="cert-1")
    assert len(kiosk.laser.printed) == 1


def test_a_code_from_the_phone_identifies_once(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    code = given_code(kiosk.hub)
    visitor = kiosk.browser()
    visitor.open("/identity/code?next=results")
    assert "食品经营许可证" in visitor.press("/identity/code?next=results", code=code).text
    other = kiosk.browser()
    other.open("/identity/code?next=results")
    assert "没有这个取证码" in other.press("/identity/code?next=results", code=code).text


def given_code(hub: Hub) -> str:
    blind = blind_id(hub.vault, IdType.ID_CARD, CITIZEN.id_number)
    with hub.store.write() as unit:
        return codes.kiosk_code(unit, hub, (blind, CITIZEN.name), SYSTEM, hub.now())


def test_a_code_is_over_after_ten_minutes(kiosk: Kiosk) -> None:
    code = given_code(kiosk.hub)
    kiosk.hub.clock.advance(timedelta(minutes=11))
    visitor = kiosk.browser()
    visitor.open("/identity/code?next=results")
    assert "没有这个取证码" in visitor.press("/identity/code?next=results", code=code).text


def test_five_wrong_codes_close_the_way(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/identity/code?next=results")
    for _ in range(6):
        visitor.press("/identity/code?next=results", code="12345678")
    assert "次数太多" in visitor.page.text


def test_somebody_elses_result_is_not_there(kiosk: Kiosk) -> None:
    issued(kiosk.hub)
    visitor = kiosk.browser()
    visitor.open("/results/start")
    kiosk.reader.lay(Card(STRANGER.name, STRANGER.id_number))
    visitor.open("/identity/card?next=results")
    assert "食品经营许可证" not in visitor.page.text
    assert "没有可以打印的证照" in visitor.page.text


@pytest.mark.parametrize("way", ["leave", "silence"])
def test_WD_12_everything_is_wiped_at_the_end(kiosk: Kiosk, way: str) -> None:
    issued(kiosk.hub)
    visitor = identified(kiosk)
    before = visitor.cookie()
    if way == "leave":
        visitor.press("/leave")
    else:
        kiosk.hub.clock.advance(timedelta(minutes=6))
        Heart(kiosk.machine).step()
        visitor.open("/")
    assert visitor.cookie() != before
    assert "张*试" not in visitor.open("/results/").text
    assert "POST /api/v1/kiosk/leave" in kiosk.cable.passed
