"""Window clerks who call next and finish, as fast as the portal answers them."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from portal.actions.sign_in_staff import open_session
from portal.actions.sit_down import sit_down
from portal.actions.take_ticket import TicketWish, issue
from portal.hub import Hub
from portal.people import SYSTEM, Actor
from portal.store.engine import Store
from portal.web.callers import STAFF_COOKIE
from portal.web.csrf import COOKIE, FIELD
from shared.clock import FixedClock
from shared.ids import Ids
from shared.settings import Settings
from shared.vault import Vault
from tests.bench.ground import Ground
from tests.bench.load import Ask, request
from tests.builders import CITY, MORNING

SEED = "a-browser-of-the-bench"
WINDOWS = (1, 2, 3)
AREA = "A"


class Clerks:
    """Clerks at windows that serve one area together."""

    CALLED = f"SELECT count(*) FROM tickets WHERE hall = '{CITY}' AND area = '{AREA}' AND called_at IS NOT NULL"

    def __init__(self, ground: Ground, count: int) -> None:
        self.count = count
        self.hub = hub_of(ground)
        self.token = hmac.new(self.hub.vault.derive("csrf"), SEED.encode(), hashlib.sha256).hexdigest()
        self.cookies = [self._seat(number) for number in WINDOWS[:count]]
        self.hub.store.close()

    def fill_line(self, waiting: int) -> None:
        """That many visitors take a ticket of the area."""
        with self.hub.store.write() as unit:
            for _ in range(waiting):
                issue(unit, self.hub, TicketWish(CITY, AREA), SYSTEM, MORNING)
        self.hub.store.close()

    def steps(self, calls: int) -> Ask:
        """Each clerk calls, starts and finishes in turn until so many calls were asked for in all, and a few more."""
        scripts = [self._script(cookie) for cookie in self.cookies]
        asked = iter(range(3 * (calls + 2 * self.count)))
        return lambda visitor: next(scripts[visitor]) if next(asked, None) is not None else None

    def _script(self, cookie: str) -> Iterator[bytes]:
        headers = {"Cookie": f"{COOKIE}={SEED}; {STAFF_COOKIE}={cookie}"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        form = urlencode({FIELD: self.token}).encode()
        while True:
            yield request("POST", "/staff/window/call", headers, form)
            yield request("POST", "/staff/window/start", headers, form)
            yield request("POST", "/staff/window/finish", headers, form)

    def _seat(self, number: int) -> str:
        name = f"bench{number}"
        with self.hub.store.write() as unit:
            model = next(one for one in unit.staff.all() if one.hall == CITY and "window_clerk" in one.roles)
            account = replace(model, username=name)
            if unit.staff.get(name) is None:
                unit.staff.add(account)
            sit_down(unit, self.hub, Actor("staff", name, account.name, CITY), number, MORNING)
            return open_session(self.hub, unit, account, MORNING).token


def hub_of(ground: Ground) -> Hub:
    """A hub on the ground with its portal's keys; its clock stands still."""
    settings = Settings(home=Path(ground.home), demo=True, database_url=ground.filled.url)
    clock = FixedClock(MORNING)
    vault = Vault.from_file(settings.keyring, create=True)
    return Hub(Store(ground.filled.url, 2), clock, Ids(clock), vault, settings)
