"""Plays one seed and checks every promise after each step; the same seed is the same play, to the last step."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from printers.hub_client import HubAway
from shared.clock import local
from tests.simulation.death import Died
from tests.simulation.hall import Hall, hall_of
from tests.simulation.people import People
from tests.simulation.promises import PromiseBroken, check, check_chain, check_rest, unrest
from tests.simulation.staff import Staff
from tests.simulation.stage import Stage

STEPS = 150
CHAIN_EVERY = 25
PAUSES = (0.0, 0.5, 3.0, 8.0, 20.0, 70.0)
CALM_ROUNDS = 60
MEMORY = Path("/dev/shm")
Deed = Callable[[], str]


class SeedFailed(AssertionError):
    """Names the seed and the step, so that it can be played again."""


@dataclass
class Played:
    """What one seed came to."""

    seed: int
    steps: int = 0
    deaths: int = 0
    sheets: int = 0
    trace: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Equal for equal plays."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()[:16]


class Play:
    """One hall, its people and its staff, under one seed."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall = hall
        self.people = People(hall)
        self.staff = Staff(hall)
        self.played = Played(seed)
        self.hall.network.meanwhile = self.meanwhile
        people, staff = self.people, self.staff
        self.deeds: dict[Deed, int] = {
            people.book: 14,
            people.again: 14,
            people.cancel: 4,
            people.walk_in: 10,
            people.check_in: 6,
            people.ticket_by_channel: 8,
            people.own_result: 7,
            staff.serve: 8,
            staff.issue: 4,
            staff.round: 10,
            staff.look_into_trays: 6,
            staff.load_paper: 2,
            self.agent_turn: 22,
            self.heart_beat: 6,
            self.late_request: 6,
            self.danger: 5,
        }

    def run(self, steps: int) -> Played:
        """All steps, then a calm hour in which everything must come to its end."""
        for _ in range(steps):
            self.hall.pass_time(self.hall.chance.choice(PAUSES))
            self.step(self.hall.chance.choices(list(self.deeds), list(self.deeds.values()))[0])
        self.come_to_rest()
        self.played.deaths = self.hall.deaths
        self.played.sheets = sum(len(printer.tray) for printer in self.hall.printers)
        return self.played

    def step(self, deed: Deed) -> None:
        """One deed; a machine may die over it. Then every promise is checked."""
        self.played.steps += 1
        said = f"{self.played.steps} {local(self.hall.clock()):%H:%M:%S} {deed.__name__}: "
        self.played.trace.append(said)
        try:
            self.played.trace[-1] += deed()
        except Died:
            self.hall.restart_after_death()
            self.played.trace[-1] += "died"
        check(self.hall, self.people.told)
        if self.played.steps % CHAIN_EVERY == 0:
            check_chain(self.hall)

    def agent_turn(self) -> str:
        """The hall's print agent."""
        try:
            return "worked" if self.hall.agent.step() else "nothing to print"
        except HubAway:
            return "the hub is away"

    def heart_beat(self) -> str:
        """The kiosk's pulse, which also ends what a crash left open."""
        self.hall.heart.step()
        return "beat"

    def late_request(self) -> str:
        """Something delayed arrives."""
        if not self.hall.network.late:
            return "nothing is late"
        self.hall.network.deliver_late()
        return "arrived"

    def danger(self) -> str:
        """Some process will die within its next moments."""
        fuses = (self.hall.hub_fuse, self.hall.kiosk_place.fuse, self.hall.agent_place.fuse)
        place = self.hall.chance.randrange(len(fuses))
        fuses[place].light(self.hall.chance.randint(1, 40 if place == 0 else 6))
        return ("hub", "kiosk", "agent")[place]

    def meanwhile(self) -> None:
        """While an answer travels, seconds pass and the others go on working."""
        self.hall.pass_time(self.hall.chance.uniform(0.1, 9.0))
        deed = self.hall.chance.choice((self.staff.round, self.staff.look_into_trays, self.staff.serve))
        self.played.trace[-1] += f"[meanwhile {deed()}] "

    def come_to_rest(self) -> None:
        """No faults any more: agents tell, leases run out, a person decides the rest."""
        self.hall.calm_down()
        self.hall.restart_after_death()
        for _ in range(CALM_ROUNDS):
            self.hall.pass_time(60)
            told = [deed() for deed in (self.agent_turn, self.heart_beat, self.late_request, *self.staff.closing)]
            self.played.trace.append("rest " + ", ".join(told))
            if not unrest(self.hall):
                break
        check(self.hall, self.people.told)
        check_chain(self.hall)
        check_rest(self.hall)


def play(stage: Stage, seed: int, steps: int = STEPS) -> Played:
    """One seed on its own copy of the stage; a broken promise names seed, step and what led to it."""
    with tempfile.TemporaryDirectory(prefix="tongban-chaos-", dir=_disk(seed)) as folder:
        hall = hall_of(stage, Path(folder), seed)
        one = Play(hall, seed)
        try:
            return one.run(steps)
        except (PromiseBroken, AssertionError) as broken:
            last = "\n  ".join(one.played.trace[-12:])
            raise SeedFailed(f"seed {seed}, step {one.played.steps}: {broken}\n  {last}") from broken
        finally:
            hall.close()


def _disk(seed: int) -> str | None:
    """Every fourth seed waits for a real disk; the others keep the same file in memory, which is five times as fast."""
    return str(MEMORY) if seed % 4 and MEMORY.is_dir() else None
