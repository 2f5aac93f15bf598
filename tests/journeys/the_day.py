"""The day that must work, step by step, as people at a phone, a kiosk and a desk do it (product §1)."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page

from tests.cast import CITIZEN, ELDER
from tests.journeys.demonstration import Demonstration

ITEM = "410190021000"
HALL = "410411"
SIZES = {"phone": (390, 844), "kiosk": (1080, 1920), "desk": (1440, 900), "board": (1920, 1080)}
PASSWORD = "tongban-demo"
See = Callable[[Page, str], None]


class Day:
    """People and their browsers; `see` looks at every page that is reached, under a name."""

    def __init__(self, browser: Browser, demo: Demonstration, see: See) -> None:
        self._browser, self.demo, self._see = browser, demo, see
        self.base = demo.facts["portal"]
        self.kiosk_base = self._kiosk_of("湛河区")
        self.phone = self.open("phone")
        self.kiosk = self.open("kiosk")
        self.code = self.number = self.ticket = ""

    def _kiosk_of(self, hall: str) -> str:
        panel = self.open("desk")
        panel.goto(f"{self.base}/demo")
        link = panel.locator(f"a:has-text('自助机'):has-text('{hall}')").first.get_attribute("href") or ""
        panel.context.close()
        return link.rstrip("/")

    def open(self, size: str, **more: Any) -> Page:
        """A browser of its own at one of the three sizes."""
        width, height = SIZES[size]
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(20_000)
        return context.new_page()

    def see(self, page: Page, name: str) -> None:
        """Looks at a page."""
        page.wait_for_load_state("load")
        self._see(page, name)

    def desk(self, username: str) -> Page:
        """A clerk's signed-in browser."""
        page = self.open("desk")
        page.goto(f"{self.base}/staff/sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("button[type=submit]:has-text('登录')")
        page.wait_for_url("**/staff/**")
        return page

    def go_on(self, label: str) -> None:
        """Moves the demonstration's clock in all its processes."""
        panel = self.open("desk")
        panel.goto(f"{self.base}/demo")
        panel.click(f"button:has-text('{label}')")
        self.see(panel, "demo-panel")
        panel.context.close()

    def book(self) -> None:
        """1: an item, its conditions and materials, a slot, the check page, a code with its QR."""
        page = self.phone
        page.goto(f"{self.base}/")
        self.see(page, "1-home")
        page.goto(f"{self.base}/items?q=二级建造师&hall={HALL}")
        self.see(page, "1-search")
        page.goto(f"{self.base}/items/{ITEM}?hall={HALL}&situation=renewal")
        self.see(page, "1-item")
        page.click("text=选时间预约")
        page.click("a:has-text('10:00')")
        self.see(page, "1-slots")
        page.click("footer .btn")
        page.fill("[name=name]", CITIZEN.name)
        page.fill("[name=id_number]", CITIZEN.id_number[:17])
        page.fill("[name=phone]", CITIZEN.phone)
        page.click("button:has-text('下一步')")
        self.see(page, "1-refused")
        page.fill("[name=id_number]", CITIZEN.id_number)
        page.click("button:has-text('下一步')")
        self.see(page, "1-check")
        page.check("[name=agreed]")
        page.click("button:has-text('确认预约')")
        page.wait_for_url("**/b/*")
        self.see(page, "1-booked")
        self.code = page.url.rstrip("/").rsplit("/", 1)[-1]

    def ask_out_of_hours(self) -> None:
        """2: a second applicant asks for Saturday morning with a reason and the day it is needed by."""
        page = self.open("phone")
        page.goto(f"{self.base}/book/{HALL}/{ITEM}?situation=renewal&day=2026-11-28")
        page.click("a:has-text('09:00')")
        self.see(page, "2-saturday")
        page.click("footer .btn")
        page.fill("[name=name]", ELDER.name)
        page.fill("[name=id_number]", ELDER.id_number)
        page.fill("[name=phone]", ELDER.phone)
        page.fill("[name=reason]", "12月1日投标截止，工作日在外地项目上")
        page.fill("[name=need_by]", "2026-12-01")
        self.see(page, "2-reason")
        page.click("button:has-text('下一步')")
        page.check("[name=agreed]")
        page.locator("footer .btn").click()
        page.wait_for_url("**/b/*")
        self.see(page, "2-asked")
        page.context.close()

    def answer_request(self) -> None:
        """2: the booking clerk asks the department and confirms; 《预约登记表》 goes to the printer."""
        clerk = self.desk("pzh.manager")
        clerk.goto(f"{self.base}/staff/bookings")
        self.see(clerk, "2-desk")
        clerk.locator(".inbox a").first.click()
        clerk.locator("form[action$='/consult'] button, button[formaction$='/consult']").first.click()
        clerk.wait_for_selector("[name=words]")
        clerk.fill("[name=words]", "同意，周六上午有人值班")
        self.see(clerk, "2-consulted")
        clerk.click("button[name=verdict][value=yes]")
        clerk.wait_for_selector("button[name=verdict]", state="detached")
        self.see(clerk, "2-confirmed")
        with clerk.expect_navigation():
            clerk.locator("form[action$='/print'] button").first.click()
        clerk.context.close()

    def check_in(self) -> None:
        """3: the code at the kiosk, and a ticket from its thermal printer."""
        page = self.kiosk
        page.goto(self.kiosk_base)
        self.see(page, "3-kiosk-home")
        page.click("text=预约签到")
        self.see(page, "3-kiosk-scan")
        # A scanner is a keyboard that types the QR's content and presses Enter.
        page.locator("main input[name=code]").first.fill(self.code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/ticket/done")
        self.see(page, "3-kiosk-ticket")
        self.ticket = page.inner_text(".ticket__no").strip()

    def walk_in(self) -> int:
        """3: a visitor without a booking; answers how many touches the ticket took."""
        page = self.open("kiosk")
        page.goto(self.kiosk_base)
        touches = 0
        for target in ("a:has-text('取号')", "button.area"):
            page.locator(target).first.click()
            touches += 1
        page.wait_for_url("**/ticket/done")
        page.context.close()
        return touches

    def call(self) -> Page:
        """4: the clerk calls; the hall screen shows number and window."""
        clerk = self.desk("pzh.window")
        self.see(clerk, "4-window-choice")
        clerk.locator("li:has(b:text-is('3')) button").click()
        clerk.wait_for_selector("button:has-text('呼叫下一个')")
        clerk.keyboard.press("F2")
        clerk.wait_for_selector("button:has-text('人到了')")
        self.see(clerk, "4-called")
        board = self.open("board")
        board.goto(f"{self.base}/screens/{HALL}")
        self.see(board, "4-board")
        board.context.close()
        clerk.keyboard.press("F2")
        clerk.wait_for_selector("[name=delivery]")
        return clerk

    def take_in(self, clerk: Page) -> None:
        """5: the list on the counter, everything missing told once, then taken in."""
        self.see(clerk, "5-new-case")
        clerk.select_option("[name=delivery]", "kiosk")
        clerk.click("button:has-text('开始核对材料')")
        clerk.wait_for_selector("input[name='m-5']", state="attached")
        rows = clerk.eval_on_selector_all(
            "input[type=radio][name^='m-'][value=complete]", "found => found.map(one => one.name)"
        )
        for row in rows:
            clerk.locator(f"input[name='{row}'][value={'missing' if row == 'm-5' else 'complete'}]").check(force=True)
        clerk.fill("[name=problem-5]", "第 4 页没有企业公章")
        clerk.fill("[name=remedy-5]", "加盖公章后重交")
        self.see(clerk, "5-checking")
        clerk.click("button:has-text('打印一次性告知')")
        clerk.wait_for_selector("text=一次性告知清单")
        clerk.locator("input[name='m-5'][value=complete]").check(force=True)
        clerk.click("button:has-text('收件并打印凭证')")
        clerk.wait_for_selector("text=凭证")
        self.see(clerk, "5-taken-in")
        self.number = clerk.url.rsplit("case=", 1)[-1]

    def review(self) -> None:
        """5: signed for, accepted, supplemented by law only, suspended for 公示, decided by another person."""
        officer = self.desk("housing1")
        self.see(officer, "5-inbox")
        officer.click("form[action$='/accept'] button")
        officer.wait_for_selector("form[action$='/begin'] button")
        officer.click("form[action$='/begin'] button")
        officer.wait_for_selector("form[action$='/grant'] button")
        officer.goto(f"{self.base}/staff/inbox?f=all&case={self.number}&do=suspend")
        officer.fill("[name=basis]", "P附四(二)5：公示时间不计")
        officer.fill("[name=days]", "5")
        self.see(officer, "5-suspend")
        officer.click("form[action$='/suspend'] button")
        officer.wait_for_selector("form[action$='/resume'] button")
        self.see(officer, "5-suspended")

    def decide(self) -> None:
        """5: five working days on; the clock goes on, and somebody who did not accept decides."""
        self.go_on("过 5 个工作日")
        officer = self.desk("housing1")
        officer.goto(f"{self.base}/staff/inbox?case={self.number}")
        officer.click("form[action$='/resume'] button")
        officer.wait_for_selector("form[action$='/grant'] button")
        decider = self.desk("housing2")
        decider.goto(f"{self.base}/staff/inbox?case={self.number}")
        decider.click("form[action$='/grant'] button")
        decider.wait_for_selector("text=可自助打印")
        self.see(decider, "5-decided")

    def follow(self) -> None:
        """The applicant follows the case with number and password from the text message."""
        self._open_case()
        self.see(self.phone, "6-progress")

    def _open_case(self) -> None:
        told = next(one["text"] for one in reversed(self.demo.messages()) if one["topic"] == "case.taken_in")
        password = re.findall(r"(?<!\d)\d{6}(?!\d)", told.replace(self.number, ""))[0]
        page = self.phone
        page.goto(f"{self.base}/progress")
        page.fill("[name=number]", self.number)
        page.fill("[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(f"**/progress/{self.number}")

    def print_result(self) -> None:
        """6: identified by card, printed once on the kiosk's own laser, accounted; 7: one touch rates."""
        page = self.kiosk
        page.goto(self.kiosk_base)
        page.click("text=打印证照")
        self.see(page, "6-kiosk-identity")
        page.click("text=演示：在读卡器上放一张")
        page.fill("[name=name]", CITIZEN.name)
        page.fill("[name=number]", CITIZEN.id_number)
        page.click("main form button")
        page.wait_for_url("**/results/")
        self.see(page, "6-kiosk-choose")
        page.locator("main form button").first.click()
        page.wait_for_url("**/results/done", timeout=40_000)
        self.see(page, "6-kiosk-done")

    def rate(self) -> None:
        """7: a bad named rating from the phone opens its closed loop."""
        self._open_case()  # what was opened before the days went by has been closed since
        page = self.phone
        page.fill("[name=comment]", "等得太久，没人解释")
        page.locator("label:has([name=named])").click()
        page.click("button:has-text('非常不满意')")
        page.wait_for_selector("text=您评过了")
        self.see(page, "7-rated")

    def supervise(self) -> None:
        """7: the supervisor sees the day, and the bad rating with its deadline."""
        page = self.desk("pzh.manager")
        page.goto(f"{self.base}/staff/day")
        self.see(page, "7-day")
        page.click("a:has-text('看') >> nth=0")
        page.wait_for_url("**/staff/ratings/*")
        self.see(page, "7-rating")
