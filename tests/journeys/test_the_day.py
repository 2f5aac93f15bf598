"""The day that must work, walked once in Chromium against the real demonstration; each claim is a test of its own."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from portal.demo.paper_tray import picture
from tests.devices.printers_kit import codes_on, pages_of, words_of
from tests.journeys.demonstration import Demonstration
from tests.journeys.the_day import Day

pytestmark = pytest.mark.journey


@dataclass
class Walked:
    """What the walk left behind."""

    day: Day
    demo: Demonstration
    faults: dict[str, list[str]] = field(default_factory=dict)
    touches: int = 0
    stopped_in: float = 0.0


@pytest.fixture(scope="module")
def walked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """All seven steps, one after the other, axe looking at every page on the way."""
    demo = Demonstration(tmp_path_factory.mktemp("day") / "home")
    try:
        demo.wait()
        faults: dict[str, list[str]] = {}

        def look(page: Page, name: str) -> None:
            found: dict[str, Any] = Axe().run(page).response
            faults[name] = [one["id"] for one in found["violations"]]

        yield _walk(Day(browser, demo, look), demo, faults)
    finally:
        demo.stop()


def _walk(day: Day, demo: Demonstration, faults: dict[str, list[str]]) -> Walked:
    day.book()
    day.ask_out_of_hours()
    day.answer_request()
    day.go_on("到 09:40")
    day.check_in()
    touches = day.walk_in()
    day.take_in(day.call())
    day.review()
    day.follow()
    day.decide()
    day.print_result()
    day.rate()
    day.supervise()
    return Walked(day, demo, faults, touches)


def test_axe_finds_nothing_on_any_page_of_the_day(walked: Walked) -> None:
    assert {name: found for name, found in walked.faults.items() if found} == {}


def test_a_walk_in_ticket_takes_at_most_three_touches(walked: Walked) -> None:
    assert walked.touches <= 3


def test_the_ticket_on_paper_is_the_ticket_on_the_screen(walked: Walked, tmp_path: Path) -> None:
    slip = tmp_path / "slip.png"
    slip.write_bytes(picture(walked.demo.received("thermal")[0].read_bytes()))
    codes = codes_on(slip)
    assert any(code.startswith("QR-Code:http") and "/q/" in code for code in codes)
    assert any(code.startswith("CODE-128:") and code.endswith(walked.day.ticket[1:].rjust(4, "0")) for code in codes)


def test_CS_07_form_notice_receipt_and_certificate_came_out_of_the_laser(walked: Walked) -> None:
    papers = [words_of(file) for file in walked.demo.received("laser")]
    wanted = ["预约登记表", "一次性告知", walked.day.number, "二级建造师注册证书"]
    assert [word for word in wanted if not any(word in paper for paper in papers)] == [], [
        paper[:60] for paper in papers
    ]


def test_the_certificate_is_read_by_a_scanner(walked: Walked) -> None:
    page = pages_of(walked.demo.received("laser")[-1])[0]
    assert any(code.startswith("QR-Code:") for code in codes_on(page))


def test_a_text_message_told_every_turn(walked: Walked) -> None:
    topics = {message["topic"] for message in walked.demo.messages()}
    assert {"appointment.confirmed", "case.taken_in", "case.accepted", "case.suspended", "case.result"} <= topics


def test_no_text_message_names_person_or_identity_number(walked: Walked) -> None:
    texts = "".join(message["text"] for message in walked.demo.messages())
    assert "张测试" not in texts
    assert "410400" not in texts


def test_the_audit_log_of_the_day_verifies(walked: Walked) -> None:
    command = [*_tongban(), "audit", "verify"]
    environment = {"TONGBAN_DATABASE_URL": walked.demo.facts["database"], "TONGBAN_HOME": str(walked.demo.home)}
    found = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert found.returncode == 0, found.stderr


def _tongban() -> list[str]:
    import sys

    return [sys.executable, "-m", "portal.cli"]
