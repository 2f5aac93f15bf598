"""A phone books in Chromium: every page read by axe in both modes and languages, without script, without network."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from portal.hub import Hub
from portal.web.app import create_app
from tests.builders import CITY, filled_file, make_hub
from tests.cast import EVERYONE, Person
from tests.web.bookings import listed_item

pytestmark = pytest.mark.journey
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOOKS = [
    pytest.param("normal", "zh_CN", EVERYONE[0], id="zh"),
    pytest.param("elder", "en", EVERYONE[3], id="elder-en"),
]
KEPT = "() => caches.open('tongban-kept-1').then((kept) => kept.keys()).then((keys) => keys.length > 0)"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    home = tmp_path_factory.mktemp("phone")
    made = make_hub(filled_file(home).url, home)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def site(hub: Hub) -> Iterator[str]:
    """The portal's address."""
    server = make_server("127.0.0.1", 0, create_app(hub), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


class Phone:
    """One citizen's phone with a look of its own."""

    def __init__(self, context: BrowserContext, site: str, steps: str) -> None:
        self.page: Page = context.new_page()
        self.site, self.steps = site, steps
        self.faults: list[str] = []

    def read(self, path: str = "") -> None:
        """Opens a page, or reads the one that is open, the way axe and a thumb do."""
        if path:
            self.page.goto(self.site + path)
        found = Axe().run(self.page, options=AXE).response["violations"]
        self.faults += [
            f"{self.page.url} {fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]
        ]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            self.faults.append(f"{self.page.url} scrolls sideways")

    def onward(self) -> None:
        self.page.locator(".phone__foot .btn").click()

    def choose(self, day: str = "2026-11-26", clock_time: str = "10:00") -> None:
        self.page.goto(f"{self.site}{self.steps}/?day={day}")
        self.page.locator(".slot", has_text=clock_time).click()

    def type_person(self, person: Person) -> None:
        for field, text in {"name": person.name, "id_number": person.id_number, "phone": person.phone}.items():
            self.page.fill(f"#{field}", text)

    def confirm(self) -> None:
        self.page.check("[name=agreed]")
        self.onward()
        self.page.wait_for_url("**/b/*")


def phone_of(browser: Browser, site: str, hub: Hub, script: bool = True) -> Phone:
    context = browser.new_context(
        viewport={"width": 360, "height": 780}, locale="zh-CN", timezone_id="Asia/Shanghai", java_script_enabled=script
    )
    return Phone(context, site, f"/book/{CITY}/{listed_item(hub)}")


@pytest.mark.parametrize(("mode", "language", "person"), LOOKS)
def test_every_page_of_a_booking_is_clean(
    browser: Browser, site: str, hub: Hub, mode: str, language: str, person: Person
) -> None:
    phone = phone_of(browser, site, hub)
    cookies = {"tb_mode": mode, "tb_lang": language}
    phone.page.context.add_cookies([{"name": name, "value": text, "url": site} for name, text in cookies.items()])
    for path in ("/", "/items", "/items?q=zzz", f"/items/{phone.steps.rsplit('/', 1)[-1]}", "/out-of-hours", "/me/"):
        phone.read(path)
    phone.choose()
    phone.read()
    phone.onward()
    phone.read()
    phone.onward()
    phone.read()
    phone.type_person(person)
    phone.onward()
    phone.read()
    phone.confirm()
    phone.read()
    for path in ("change", "move"):
        phone.read(f"{phone.page.url.removeprefix(site).rstrip('/').removesuffix('/change')}/{path}")
    phone.page.context.close()
    assert phone.faults == []


def test_it_works_without_any_script(browser: Browser, site: str, hub: Hub) -> None:
    phone = phone_of(browser, site, hub, script=False)
    phone.choose(clock_time="14:00")
    phone.onward()
    phone.type_person(EVERYONE[4])
    phone.onward()
    phone.confirm()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("约好了")
    phone.page.context.close()


def test_BK_02_the_code_opens_without_a_network(browser: Browser, site: str, hub: Hub, tmp_path: Path) -> None:
    phone = phone_of(browser, site, hub)
    phone.choose(clock_time="15:00")
    phone.onward()
    phone.type_person(EVERYONE[0])
    phone.onward()
    phone.confirm()
    phone.page.wait_for_function(KEPT)
    phone.page.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.locator(".codeqr svg")).to_be_visible()
    phone.page.context.close()
