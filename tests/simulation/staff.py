"""Who works in the simulated hall: clerks, somebody who looks into trays and loads paper, and the worker."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from portal import worker
from portal.actions import print_jobs, print_paper, serve_ticket, sit_down
from portal.hub import Hub
from portal.people import Actor
from portal.store.print_jobs import PrintJob
from portal.store.unit import Unit
from printers.hub import JobState, Verdict
from shared.refusals import Refusal
from tests.builders import CITY
from tests.simulation.death import Died
from tests.simulation.hall import Hall
from tests.simulation.stage import RESULTS

WINDOW = 3
MOVES = (serve_ticket.call_next, serve_ticket.start, serve_ticket.finish, serve_ticket.pass_over, serve_ticket.hold)
CHORES = (worker.lapse, worker.seal, worker.run_timers)


@dataclass
class Staff:
    """One window, one person who answers for the printers, one worker process."""

    hall: Hall

    def __post_init__(self) -> None:
        with self.hall.witness.read() as unit:
            account = unit.staff.get("window1")
        if account is None:
            raise AssertionError("the demonstration has no clerk window1")
        self.clerk = Actor("staff", account.username, account.name, CITY, "", account.roles)
        self._do(lambda unit, hub: sit_down.sit_down(unit, hub, self.clerk, WINDOW, hub.now()))

    def serve(self) -> str:
        """One move of the line."""
        move = self.hall.chance.choice(MOVES)
        return f"window {move.__name__}: {self._do(lambda unit, hub: move(unit, hub, self.clerk, hub.now()))}"

    def issue(self) -> str:
        """A secure sheet on the laser of the hall."""
        subject = f"result-{self.hall.chance.randrange(RESULTS)}"

        def work(unit: Unit, hub: Hub) -> None:
            certificate = unit.certificates.get(subject)
            document = unit.documents.get(certificate.document) if certificate else None
            if document is not None:
                wish = print_paper.PrintWish(CITY, printer=f"{CITY}-L1", secure=True, reason="chaos")
                print_paper.queue(unit, hub, document, wish, (self.clerk, hub.now()))

        return f"issue: {self._do(work)}"

    def round(self) -> str:
        """One chore of the worker; it may die over it, the next round goes on."""
        return self._run(self.hall.chance.choice(CHORES))

    @property
    def closing(self) -> tuple[Callable[[], str], ...]:
        """What the last hour of a day is for: every chore, every tray."""
        return (*(partial(self._run, chore) for chore in CHORES), self.look_into_trays)

    def _run(self, chore: worker.Chore) -> str:
        return f"worker {chore.__name__}: {self._alive(lambda: chore(self.hall.hub, self.hall.hub.now()))}"

    def look_into_trays(self) -> str:
        """A person decides what nobody else can know, by what lies in the tray."""
        found = self.unknown()
        if not found:
            return "no sheet of unknown fate"
        job = self.hall.chance.choice(found)
        for printer in self.hall.printers:
            printer.take_back(job.id)
        printed = any(job.id in printer.tray for printer in self.hall.printers)
        verdict = Verdict.PRINTED if printed else Verdict.NOT_PRINTED
        done = self._do(
            lambda unit, hub: print_jobs.settle(unit, hub, self.clerk, (job.id, verdict, ""), hub.now()),
        )
        return f"settle {verdict}: {done}"

    def load_paper(self) -> str:
        """Somebody fills a printer."""
        printer = self.hall.chance.choice(self.hall.printers)
        printer.load()
        return f"paper into {printer.code}"

    def unknown(self) -> list[PrintJob]:
        """What waits for a person."""
        with self.hall.witness.read() as unit:
            codes = [printer.code for printer in unit.print_jobs.printers(CITY)]
            return [job for job in unit.print_jobs.open_of(codes) if job.state is JobState.UNKNOWN]

    def _do(self, work: Callable[[Unit, Hub], object]) -> str:
        def transaction() -> None:
            with self.hall.hub.store.write() as unit:
                work(unit, self.hall.hub)

        return self._alive(transaction)

    def _alive(self, work: Callable[[], object]) -> str:
        try:
            work()
        except Refusal as refusal:
            return refusal.code
        except Died:
            self.hall.restart_hub()
            return "the hub died"
        return "done"
