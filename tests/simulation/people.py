"""Who comes to the simulated hall: they ask again with the same key when no answer came, and remember answers."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from kiosk.laser_job import print_result
from kiosk.portal_client import PortalAway, Refused
from kiosk.slips import print_slip
from kiosk.visit import Visit
from shared.clock import today
from tests.builders import CITY
from tests.simulation.hall import Hall
from tests.simulation.stage import RESULTS, holder, visitor

AREAS = ("A", "B", "C")
FEW_SLOTS = 3
MOST_TRIES = 6


@dataclass
class Errand:
    """One thing somebody wants, under one key until they give up."""

    kind: str
    path: str
    body: dict[str, Any]
    key: str
    tries: int = 0


@dataclass
class Told:
    """What people were told: the hub answered, and the answer arrived."""

    bookings: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    asked_to_cancel: set[str] = field(default_factory=set)


@dataclass
class People:
    """Everybody in front of a screen, a phone or the kiosk."""

    hall: Hall
    told: Told = field(default_factory=Told)
    open: list[Errand] = field(default_factory=list)
    came: int = 0
    slots: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.phone = self.hall.http(self.hall.channel_key)
        with self.hall.witness.read() as unit:
            day = today(self.hall.clock())
            found = [one for one in unit.slots.of_days(CITY, day, day) if one.start > self.hall.clock()]
        found.sort(key=lambda one: (one.start, one.item))
        self.slots = [(one.id, one.item) for one in found[:: max(len(found) // FEW_SLOTS, 1)]]

    def book(self) -> str:
        """A booking for one of few places, so that they run out."""
        slot, item = self.hall.chance.choice(self.slots)
        who = visitor(self.came)
        applicant = {"name": who.name, "id_type": "id_card", "id_number": who.id_number, "phone": who.phone}
        body = {"hall": CITY, "item": item, "slot": slot, "applicant": applicant}
        return self._begin("book", "/api/v1/appointments", body)

    def cancel(self) -> str:
        """Gives up a booking that was promised."""
        codes = sorted(set(self.told.bookings) - self.told.asked_to_cancel)
        if not codes:
            return "nobody cancels"
        code = self.hall.chance.choice(codes)
        self.told.asked_to_cancel.add(code)
        return self._begin("cancel", f"/api/v1/appointments/{code}/cancel", {})

    def ticket_by_channel(self) -> str:
        """A ticket whose slip the hub queues for the hall's printer."""
        body = {"hall": CITY, "area": self.hall.chance.choice(AREAS), "print": True}
        return self._begin("ticket", "/api/v1/tickets", body)

    def walk_in(self) -> str:
        """A ticket at the kiosk, printed there."""
        return self._begin("kiosk", "/tickets", {"hall": CITY, "area": self.hall.chance.choice(AREAS)})

    def check_in(self) -> str:
        """Somebody with a booking comes to the kiosk."""
        if not self.told.bookings:
            return "nobody checks in"
        code = self.hall.chance.choice(sorted(self.told.bookings))
        return self._begin("kiosk", f"/appointments/{code}/check-in", {})

    def again(self) -> str:
        """Somebody who got no answer tries once more, with the same key."""
        if not self.open:
            return "nobody waits for an answer"
        return self._try(self.hall.chance.choice(self.open))

    def own_result(self) -> str:
        """A holder lays the card down and prints the result on the kiosk's laser."""
        number = self.hall.chance.randrange(RESULTS)
        machine, one = self.hall.kiosk, holder(number)
        visit = machine.visits.begin(self.hall.clock())
        card = {"name": one.name, "id_type": "id_card", "id_number": one.id_number}
        try:
            visit.session = machine.portal.post("/kiosk/identify", visit.asking(), {"card": card})["session"]
            job = print_result(machine, visit, {"id": f"result-{number}"})
        except PortalAway:
            return "result: the hub is away"
        except Refused as refused:
            return f"result: {refused.code}"
        return f"result: {job.outcome.state if job.outcome else 'under way'}"

    def _begin(self, kind: str, path: str, body: dict[str, Any]) -> str:
        self.came += 1
        errand = Errand(kind, path, body, f"errand-{self.came}")
        self.open.append(errand)
        return self._try(errand)

    def _try(self, errand: Errand) -> str:
        errand.tries += 1
        status, told = self._ask_kiosk(errand) if errand.kind == "kiosk" else self._ask(errand)
        if status or errand.tries >= MOST_TRIES:
            self.open.remove(errand)
        if told:
            self._remember(errand, told)
        return f"{errand.kind} {errand.key} try {errand.tries}: {status or 'no answer'}"

    def _ask(self, errand: Errand) -> tuple[str, dict[str, Any]]:
        try:
            answer = self.phone.post(errand.path, json=errand.body, headers={"Idempotency-Key": errand.key})
        except httpx.HTTPError:
            return "", {}
        return (str(answer.status_code), answer.json()) if answer.is_success else (answer.json()["code"], {})

    def _ask_kiosk(self, errand: Errand) -> tuple[str, dict[str, Any]]:
        machine = self.hall.kiosk
        visit: Visit = machine.visits.begin(self.hall.clock())
        try:
            told = machine.portal.post(errand.path, visit.asking(errand.key), errand.body)
        except PortalAway:
            return "", {}
        except Refused as refused:
            return refused.code, {}
        # The number stands on the screen from here on; the printer may still fail or the machine die.
        self.told.tickets[told["token"]] = told["number"]
        return f"201, slip {print_slip(machine, told['slip']).state}", {}

    def _remember(self, errand: Errand, told: dict[str, Any]) -> None:
        if errand.kind == "book":
            self.told.bookings[told["code"]] = errand.key
        elif errand.kind == "cancel":
            self.told.cancelled.add(told["code"])
        else:
            self.told.tickets[told["token"]] = told["number"]
