"""The look in a real browser: axe finds nothing, the CSP is never broken, and each script adds what it promises."""

import re
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.web.look_pages import look_app

VIEWS = {
    "phone": (390, 844),
    "kiosk": (1080, 1920),
    "desktop": (1440, 900),
    "tablet": (1024, 768),
    "board": (1920, 1080),
}
SHEETS = [
    pytest.param("desktop", "normal", "zh_CN", id="desk"),
    pytest.param("phone", "normal", "en", id="phone-en"),
    pytest.param("phone", "elder", "zh_CN", id="phone-elder"),
    pytest.param("kiosk", "elder", "en", id="kiosk-elder-en"),
]
SAMPLES = {
    "kiosk": "kiosk",
    "keypad": "kiosk",
    "desk": "desktop",
    "phone": "phone",
    "tablet": "tablet",
    "board": "board",
    "login": "desktop",
}
KEPT = """() => navigator.serviceWorker.controller
    && caches.open("tongban-kept-1").then((kept) => kept.keys()).then((keys) => keys.length === 1)"""
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the look's own little site."""
    server = make_server("127.0.0.1", 0, look_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator["Visits"]:
    """Opens pages on a device and, at the end, insists that the browser had nothing to complain about."""
    visits = Visits(browser, site)
    yield visits
    visits.close()


class Visits:
    """One tab per device, with the complaints of its console."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site
        self._complaints: list[str] = []
        self._pages: list[Page] = []

    def __call__(self, device: str, address: str, still: bool = False) -> Page:
        """A tab on this device; `still` stops its clock 10 s after the page came."""
        width, height = VIEWS[device]
        page = self._browser.new_page(viewport={"width": width, "height": height})
        page.on("console", lambda said: said.type == "error" and self._complaints.append(said.text))
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        if still:
            page.clock.install(time=0)
        page.goto(self._site + address)
        if still:
            page.clock.pause_at(10)
        self._pages.append(page)
        return page

    def close(self) -> None:
        for page in self._pages:
            page.close()
        assert self._complaints == []


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize(("device", "mode", "lang"), SHEETS)
def test_axe_finds_nothing_on_the_sheet_of_parts(visit: Visits, device: str, mode: str, lang: str) -> None:
    page = visit(device, f"/gallery?device={device}&mode={mode}&lang={lang}")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", SAMPLES)
def test_axe_finds_nothing_in_a_layout(visit: Visits, name: str) -> None:
    assert faults(visit(SAMPLES[name], f"/sample/{name}")) == []


def test_the_error_summary_has_the_focus_when_the_page_opens(visit: Visits) -> None:
    expect(visit("phone", "/sample/phone").locator(".errsum")).to_be_focused()


def test_keys_fill_the_code_and_the_button_says_what_is_missing(visit: Visits) -> None:
    page = visit("kiosk", "/sample/keypad")
    for digit in "23110":
        page.locator(f'.key[value="{digit}"]').click()
    expect(page.locator(".codebox")).to_have_attribute("aria-label", "已输入 5 位，共 8 位")
    expect(page.locator("[data-missing]")).to_have_text("签到（还差 3 位）")
    expect(page.locator("[data-missing]")).to_be_disabled()
    page.locator('.key[value="back"]').click()
    expect(page.locator(".codebox")).to_have_text("2311")


def test_a_whole_code_can_be_sent(visit: Visits) -> None:
    page = visit("kiosk", "/sample/keypad")
    for digit in "23110473":
        page.locator(f'.key[value="{digit}"]').click()
    page.get_by_role("button", name="签到").click()
    expect(page.get_by_role("heading")).to_have_text("code=23110473 csrf_token=x")


def test_idle_kiosk_asks_then_ends_the_session(visit: Visits) -> None:
    page = visit("kiosk", "/sample/kiosk", still=True)
    dialog = page.get_by_role("alertdialog")
    page.clock.run_for(49_000)
    expect(dialog).to_be_hidden()
    page.clock.run_for(9_000)
    expect(dialog).to_contain_text(re.compile(r"2[23] 秒后结束"))
    with page.expect_request("**/leave") as left:
        page.clock.run_for(24_000)
    assert left.value.method == "POST"


def test_a_touch_keeps_the_session(visit: Visits) -> None:
    page = visit("kiosk", "/sample/kiosk", still=True)
    page.clock.run_for(65_000)
    page.get_by_role("link", name="继续使用").click()
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.run_for(50_000)
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_a_desk_key_presses_its_button_once(visit: Visits) -> None:
    page = visit("desktop", "/sample/desk")
    page.keyboard.press("F8")
    expect(page.get_by_role("heading")).to_contain_text("do=save")


def test_arrows_choose_a_row_and_digits_answer_it(visit: Visits) -> None:
    page = visit("desktop", "/sample/desk")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.locator('input[name="m2"][value="missing"]')).to_be_checked()


def test_the_question_mark_lists_the_keys(visit: Visits) -> None:
    page = visit("desktop", "/sample/desk")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("暂存")


def test_a_chart_is_drawn_from_its_table_and_the_table_stays(visit: Visits) -> None:
    page = visit("desktop", "/sample/desk")
    expect(page.locator("[data-chart-place] canvas")).to_be_visible()
    page.get_by_text("看数据表").click()
    expect(page.get_by_role("table", name="各时段到厅人数")).to_be_visible()


def test_a_page_without_script_still_shows_the_table_and_sends_the_form(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/sample/desk")
    expect(page.get_by_role("table", name="各时段到厅人数")).to_be_visible()
    page.get_by_role("button", name="暂存").click()
    expect(page.get_by_role("heading")).to_contain_text("do=save")
    context.close()


def test_a_kept_booking_code_opens_without_network(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}/sample/phone")
    page.wait_for_function(KEPT)
    context.set_offline(True)
    page.goto(f"{site}/sample/phone")
    expect(page.get_by_role("heading", name="办事人信息")).to_be_visible()
    context.close()
