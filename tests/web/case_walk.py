"""A case walked through the staff's pages: who sits where, what they press, and where it stands afterwards."""

import re
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

from portal.actions import serve_ticket, sit_down
from portal.actions.take_ticket import TicketWish, issue
from portal.hub import Hub
from portal.people import NOBODY, Actor
from portal.store.cases import Case
from tests.builders import ZHANHE
from tests.cast import CITIZEN
from tests.web.conftest import Client

BUILDER = "410190021000"
FOOD = "410190002000"
SOME_REASON = {"reason": "继续教育学时不够", "statute": "注册建造师管理规定 第十五条"}


def account(hub: Hub, name: str) -> Actor:
    """The account as it acts."""
    with hub.store.read() as unit:
        one = unit.staff.get(name)
    assert one is not None
    return Actor("staff", one.username, one.name, one.hall or "", one.department or "", one.roles)


def visitor_at_window(hub: Hub, item: str = BUILDER) -> None:
    """湛河区's clerk sits at window 3, has called A001 and begun."""
    clerk = account(hub, "pzh.window")
    with hub.store.write() as unit:
        sit_down.sit_down(unit, hub, clerk, 3, hub.now())
        issue(unit, hub, TicketWish(ZHANHE, "A", item=item), NOBODY, hub.now())
        serve_ticket.call_next(unit, hub, clerk, hub.now())
        serve_ticket.start(unit, hub, clerk, hub.now())


def opening(**changed: str) -> dict[str, str]:
    """The opening form as the clerk fills it in."""
    who = {"name": CITIZEN.name, "id_type": "id_card", "id_number": CITIZEN.id_number, "phone": CITIZEN.phone}
    what = {"item": BUILDER, "situation": "renewal", "region": ZHANHE, "delivery": "application_window"}
    return {**who, **what, **changed}


@dataclass
class Walk:
    """One case and the browsers of those who handle it."""

    hub: Hub
    window: Client
    number: str = ""
    browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        with self.hub.store.read() as unit:
            found = unit.cases.by_number(self.number)
        assert found is not None
        return found

    @property
    def state(self) -> str:
        return self.case.state.value

    def open(self, **changed: str) -> TestResponse:
        """Presses "start checking"."""
        answer = self.window.post("/staff/window/case", data=opening(**changed))
        found = re.search(r"case=([A-Z]+-\d{6}-\d{5}-[\dX])", answer.headers.get("Location", ""))
        self.number = found.group(1) if found else ""
        return answer

    def lines(self) -> list[str]:
        """The lines of the list that can be ticked."""
        page = self.window.get(f"/staff/window?case={self.number}").text
        return list(dict.fromkeys(re.findall(r'name="m-([^"]+)"', page)))

    def check(self, do: str, **changed: str) -> TestResponse:
        """Ticks everything as there but for what is said, and presses a button."""
        ticks = {f"m-{no}": "complete" for no in self.lines()}
        form = {**ticks, "seen": "intake_checking", "do": do, **{k.replace("_", "-"): v for k, v in changed.items()}}
        return self.window.post(f"/staff/window/case/{self.number}/check", data=form)

    def step(self, who: Client, name: str, **form: str) -> TestResponse:
        """A reviewer presses a button of the inbox."""
        return who.post(f"/staff/inbox/{self.number}/{name}", data={"seen": self.state, **form})

    def taken_in(self, **changed: str) -> "Walk":
        self.open(**changed)
        self.check("take_in")
        return self
