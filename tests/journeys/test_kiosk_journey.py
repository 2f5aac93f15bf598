"""The kiosk in a real browser: few touches, a forgotten visit that ends by itself, nothing axe would complain of."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from portal.web.app import create_app
from portal.web.keys import KEYS
from tests.builders import CITY, copy_of, filled_file, make_hub
from tests.devices.kiosk_kit import Kiosk, kiosk_of

pytestmark = pytest.mark.journey
SCREENS = ["/", "/ticket/", "/check-in/", "/check-in/type", "/identity/card?next=results", "/guide/"]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kiosk, str]]:
    """A kiosk of the city hall on 127.0.0.1."""
    folder = tmp_path_factory.mktemp("kiosk")
    (folder / "hub").mkdir()
    filled = filled_file(folder)
    hub = make_hub(copy_of(filled, folder / "hub"), folder / "hub")
    KEYS.forget()
    kiosk = kiosk_of(hub, create_app(hub), filled.keys.devices[f"{CITY}-K1"])
    server = waitress.create_server(kiosk.app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield kiosk, f"http://127.0.0.1:{server.effective_port}"
    server.close()
    serving.join(5)
    hub.store.close()


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """The kiosk's own screen."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


def test_a_ticket_takes_two_touches(served: tuple[Kiosk, str], screen: Page) -> None:
    kiosk, address = served
    screen.goto(address)
    screen.get_by_role("link", name="取号").first.click()
    screen.locator("button.area").first.click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("号票已打印，请取走")
    expect(screen.locator(".ticket__no")).to_have_text(kiosk.slips[-1]["number"])


def test_a_forgotten_visit_is_asked_after_and_then_wiped(served: tuple[Kiosk, str], screen: Page) -> None:
    screen.clock.install()
    screen.goto(served[1])
    screen.get_by_role("button", name="长辈版").click()
    screen.goto(f"{served[1]}/ticket/")
    screen.clock.run_for(121_000)
    expect(screen.get_by_role("alertdialog")).to_be_visible()
    screen.clock.run_for(46_000)
    expect(screen.locator("html")).to_have_attribute("data-mode", "normal")
    expect(screen.get_by_role("heading", level=1)).to_have_text("您好，请问要办什么事？")


def test_a_scanner_types_wherever_the_last_touch_was(served: tuple[Kiosk, str], screen: Page) -> None:
    screen.goto(f"{served[1]}/check-in/")
    screen.locator("h1").click()
    screen.keyboard.type("11111111")
    screen.keyboard.press("Enter")
    expect(screen.locator(".notice--stop")).to_be_visible()


@pytest.mark.parametrize("mode", ["标准", "长辈版"])
@pytest.mark.parametrize(
    "path", ["/", "/ticket/", "/check-in/", "/check-in/type", "/identity/card?next=results", "/guide/"]
)
def test_axe_finds_nothing(served: tuple[Kiosk, str], screen: Page, mode: str, path: str) -> None:
    screen.goto(served[1])
    if mode == "长辈版":
        screen.get_by_role("button", name=mode).click()
    screen.goto(f"{served[1]}{path}")
    found = Axe().run(screen).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_targets_are_large_enough_for_elders(served: tuple[Kiosk, str], screen: Page) -> None:
    screen.goto(served[1])
    screen.get_by_role("button", name="长辈版").click()
    sizes = screen.locator("a:visible, button:visible").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(sizes) >= 80


def test_the_built_look_is_there() -> None:
    assert (Path(__file__).parents[2] / "kiosk/static/built/manifest.json").exists()
