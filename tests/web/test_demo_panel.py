"""The demonstration panel: time goes forward for all, messages and papers show, a real hall has none of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from portal.demo.jumps import jumps
from portal.demo.paper_tray import Tray, picture
from portal.hub import Hub, TextMessage
from portal.working_days import shipped
from shared.clock import DemoClock, FixedClock, instant
from tests.builders import MORNING
from tests.web.conftest import Client, app_of

STRIP = b"\x1dv0\x00\x02\x00\x03\x00" + b"\xff\x00" * 3


@pytest.fixture
def running(hub: Hub, tmp_path: Path) -> Hub:
    """The same hub with a demonstration's clock."""
    return replace(hub, clock=DemoClock.start(tmp_path / "clock.json", MORNING, 1.0, FixedClock(MORNING)))


def test_the_panel_shows_time_and_accounts(client: Client) -> None:
    text = client.get("/demo/").text
    assert "08:05" in text
    assert "window1" in text


def test_a_real_hall_has_no_panel(hub: Hub) -> None:
    real = replace(hub, settings=replace(hub.settings, demo=False))
    assert app_of(real).test_client().get("/demo/").status_code == 404


def test_going_on_moves_the_clock_of_every_process(running: Hub, tmp_path: Path) -> None:
    app_of(running).test_client().post("/demo/time", data={"to": "2026-11-24T08:30"})
    elsewhere = DemoClock(tmp_path / "clock.json", FixedClock(MORNING))
    assert elsewhere() == instant("2026-11-24T08:30")


@pytest.mark.parametrize("to", ["2026-11-20T08:30", "tomorrow", ""])
def test_the_clock_never_goes_back(running: Hub, to: str) -> None:
    assert app_of(running).test_client().post("/demo/time", data={"to": to}).status_code == 422
    assert running.now() == MORNING


def test_the_steps_follow_working_days() -> None:
    friday = instant("2026-11-27T12:00")
    following = {jump.words: jump.to for jump in jumps(friday, shipped())}
    assert following["下一个工作日"] == instant("2026-11-30T08:30")
    assert all(jump.to > friday for jump in jumps(friday, shipped()))


def test_the_panel_shows_text_messages(client: Client, hub: Hub) -> None:
    with hub.store.write() as unit:
        hub.text_message(unit, TextMessage("test", "您的证已办好", phone="+8613800000123"), hub.now() + timedelta())
    assert "您的证已办好" in client.get("/demo/").text


def test_a_slip_is_shown_as_the_dots_that_were_sent(client: Client, hub: Hub, tmp_path: Path) -> None:
    tray = Tray.below(hub.settings.home)
    tray.thermal.mkdir(parents=True)
    (tray.thermal / "000001.bin").write_bytes(STRIP)
    answer = client.get("/demo/slips/000001.png")
    (tmp_path / "slip.png").write_bytes(answer.data)
    with Image.open(tmp_path / "slip.png") as shown:
        assert (shown.size, shown.getpixel((0, 0)), shown.getpixel((8, 0))) == ((16, 3), 0, 255)


@pytest.mark.parametrize("path", ["/demo/slips/000009.png", "/demo/papers/000009.pdf", "/demo/slips/..%2Fx.png"])
def test_what_was_never_printed_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_job_without_dots_is_an_empty_picture() -> None:
    assert picture(b"\x1b@").startswith(b"\x89PNG")
