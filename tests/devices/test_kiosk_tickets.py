"""Taking a ticket at the kiosk: few touches, one number, and paper that never decides over it (BK-16)."""

from printers.trouble import Reason
from tests.devices.kiosk_kit import Kiosk


def test_the_first_screen_offers_seven_errands(kiosk: Kiosk) -> None:
    page = kiosk.browser().open("/")
    assert page.status_code == 200
    assert page.text.count('class="tile') - page.text.count('class="tile__') <= 7
    assert "取号" in page.text


def test_BK_16_a_ticket_takes_two_touches(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    visitor.open("/")
    visitor.touch("/ticket/")
    page = visitor.touch("/ticket/", area="A")
    assert visitor.touches == 2
    assert "A001" in page.text
    assert kiosk.slips[0]["number"] == "A001"
    assert kiosk.slips[0]["kind"] == "n3"


def test_a_double_tap_is_one_ticket_on_one_slip(kiosk: Kiosk) -> None:
    visitor = kiosk.browser()
    page = visitor.open("/ticket/")
    visitor.press("/ticket/", area="A")
    visitor.page = page
    visitor.press("/ticket/", area="A")
    assert "A001" in visitor.page.text
    assert len(kiosk.slips) == 1


def test_without_paper_the_number_is_told_on_the_screen(kiosk: Kiosk) -> None:
    kiosk.thermal.trouble = Reason.PAPER_OUT
    visitor = kiosk.browser()
    visitor.open("/ticket/")
    page = visitor.press("/ticket/", area="A")
    assert "A001" in page.text
    assert "票纸没有打出来" in page.text
    assert "<svg" in page.text
