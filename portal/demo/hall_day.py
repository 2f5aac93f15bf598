"""Plays a hall's day over HTTP with the real queue: visitors take tickets, clerks serve, nobody may be lost."""

import re
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from shared.clock import DemoClock, instant
from shared.ids import Chance

API = "/api/v1"
TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')
HOUR = timedelta(hours=1)
SERVED = frozenset({"done", "left"})


@dataclass(frozen=True)
class Script:
    """What is played: how many visitors within how long, how long a service takes, and who works."""

    portal: str
    hall: str
    key: str
    clerks: tuple[tuple[str, str, int], ...]
    areas: tuple[str, ...]
    visitors: int
    length: timedelta
    service: timedelta
    speed: float


@dataclass
class Seen:
    """What the simulation knows of the day; the portal is asked again at the end."""

    tickets: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    waits: list[timedelta] = field(default_factory=list)
    lost: int = 0

    @property
    def doubled(self) -> int:
        """Numbers that were given twice."""
        numbers = [number for number, _ in self.tickets]
        return len(numbers) - len(set(numbers))


class Day:
    """One simulated day on a running clock; threads are people."""

    def __init__(self, script: Script, clock: DemoClock, chance: Chance) -> None:
        self.script, self.clock, self.seen = script, clock, Seen()
        self._draws = _Draws(chance)
        self._lock = threading.Lock()
        self._over = threading.Event()

    def play(self) -> Seen:
        """Runs the day to its end and asks what became of every ticket."""
        clerks = [threading.Thread(target=self._work, args=clerk) for clerk in self.script.clerks]
        for clerk in clerks:
            clerk.start()
        try:
            self._visit()
            self._wait_for_the_last()
        finally:
            self._over.set()
            for clerk in clerks:
                clerk.join()
        return self.seen

    def _visit(self) -> None:
        start = self.clock()
        arrivals = sorted(self._draws.one() * self.script.length for _visitor in range(self.script.visitors))
        with self._client({"Authorization": f"Bearer {self.script.key}"}) as http:
            for number, after in enumerate(arrivals):
                self._wait_until(start + after)
                area = self.script.areas[int(self._draws.one() * len(self.script.areas))]
                wish = {"hall": self.script.hall, "area": area}
                answer = http.post(f"{API}/tickets", json=wish, headers={"Idempotency-Key": f"day-{start}-{number}"})
                if answer.status_code == httpx.codes.CREATED:
                    self.seen.tickets.append((answer.json()["number"], answer.json()["token"]))
                else:
                    self._trouble(f"ticket: {answer.status_code}")

    def _wait_for_the_last(self) -> None:
        """Until every ticket was served, or nothing more happens for an hour of the hall's time."""
        with self._client({}) as http:
            open_tickets, quiet_until = dict(self.seen.tickets), self.clock() + HOUR
            while open_tickets and self.clock() < quiet_until:
                left = {number: token for number, token in open_tickets.items() if not self._is_served(http, token)}
                if len(left) < len(open_tickets):
                    quiet_until = self.clock() + HOUR
                open_tickets = left
                self._wait_until(self.clock() + timedelta(minutes=2))
            self.seen.lost = len(open_tickets)

    def _is_served(self, http: httpx.Client, token: str) -> bool:
        answer = http.get(f"{API}/tickets/{token}")
        if answer.status_code != httpx.codes.OK or answer.json()["state"] not in SERVED:
            return False
        found = answer.json()
        self.seen.waits.append(instant(found["called_at"]) - instant(found["issued_at"]))
        return True

    def _work(self, username: str, password: str, window: int) -> None:
        with self._client({}) as http:
            desk = Desk(http, username, password)
            desk.sit(window)
            while not self._over.is_set():
                if not desk.press("call"):
                    self._wait_until(self.clock() + timedelta(minutes=1))
                    continue
                desk.press("start")
                self._wait_until(self.clock() + self.script.service * (0.5 + self._draws.one()))
                if not desk.press("finish"):
                    self._trouble(f"{username}: finish")
            desk.press("leave")

    def _wait_until(self, moment: datetime) -> None:
        while (left := (moment - self.clock()).total_seconds() / self.script.speed) > 0 and not self._over.wait(left):
            pass

    def _client(self, headers: dict[str, str]) -> httpx.Client:
        return httpx.Client(base_url=self.script.portal, headers=headers, timeout=30.0)

    def _trouble(self, words: str) -> None:
        with self._lock:
            self.seen.troubles.append(words)


class Desk:
    """A clerk's browser: signs in again when the session ran out, as a person would."""

    def __init__(self, http: httpx.Client, username: str, password: str) -> None:
        self._http, self._username, self._password = http, username, password
        self._form = ""
        self._presses = 0

    def sit(self, window: int) -> None:
        """Signs in and takes a window."""
        self._sign_in()
        self._post("/staff/window/sit", window=str(window))

    def press(self, button: str) -> bool:
        """Presses one of the console's buttons; False when the portal refused."""
        self._presses += 1
        once = f"{self._username}-{self._presses}-{self._form[:16]}"
        answer = self._post(f"/staff/window/{button}", once=once)
        if answer.headers.get("Location", "").startswith("/staff/sign-in"):
            self._sign_in()
            answer = self._post(f"/staff/window/{button}", once=once)
        return answer.status_code == httpx.codes.SEE_OTHER

    def _sign_in(self) -> None:
        page = self._http.get("/staff/sign-in")
        found = TOKEN.search(page.text)
        self._form = found[1] if found else ""
        self._post("/staff/sign-in", username=self._username, password=self._password)

    def _post(self, path: str, **fields: str) -> httpx.Response:
        return self._http.post(path, data={"csrf_token": self._form, **fields})


class _Draws:
    """Numbers between 0 and 1 for several threads."""

    def __init__(self, chance: Chance) -> None:
        self._chance, self._lock = chance, threading.Lock()

    def one(self) -> float:
        with self._lock:
            return int.from_bytes(self._chance(4), "big") / 2**32
