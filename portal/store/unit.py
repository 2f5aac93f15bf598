"""One transaction and the repositories that share it; rows become values at this border."""

from functools import cached_property

from sqlalchemy import Connection

from portal.store.appointments import Appointments
from portal.store.audit import Audit
from portal.store.cases import Cases
from portal.store.certificates import Certificates
from portal.store.clocks import Clocks
from portal.store.devices import Devices
from portal.store.documents import Documents
from portal.store.facts import Facts
from portal.store.halls import Halls
from portal.store.idempotency import Idempotency
from portal.store.items import Items
from portal.store.no_shows import NoShows
from portal.store.outbox import Outbox
from portal.store.people import People
from portal.store.print_jobs import PrintJobs
from portal.store.published import Published
from portal.store.ratings import Ratings
from portal.store.sessions import Sessions
from portal.store.slots import Slots
from portal.store.staff import StaffStore
from portal.store.tickets import Tickets
from portal.store.timers import Timers


class Unit:
    """The questions and changes of one open transaction; who opened it ends it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def halls(self) -> Halls:
        """Halls, areas, windows, departments, settings, days."""
        return Halls(self.connection)

    @cached_property
    def items(self) -> Items:
        """The catalogue: items, out-of-hours list, routes."""
        return Items(self.connection)

    @cached_property
    def people(self) -> People:
        """Applicants."""
        return People(self.connection)

    @cached_property
    def staff(self) -> StaffStore:
        """Staff accounts."""
        return StaffStore(self.connection)

    @cached_property
    def sessions(self) -> Sessions:
        """Sessions, one-time codes and counted attempts."""
        return Sessions(self.connection)

    @cached_property
    def devices(self) -> Devices:
        """Devices and channels."""
        return Devices(self.connection)

    @cached_property
    def slots(self) -> Slots:
        """Places that can be booked."""
        return Slots(self.connection)

    @cached_property
    def appointments(self) -> Appointments:
        """Appointments."""
        return Appointments(self.connection)

    @cached_property
    def no_shows(self) -> NoShows:
        """No-shows and the blacklist."""
        return NoShows(self.connection)

    @cached_property
    def tickets(self) -> Tickets:
        """Tickets, counters and calls."""
        return Tickets(self.connection)

    @cached_property
    def cases(self) -> Cases:
        """Cases, their events and materials."""
        return Cases(self.connection)

    @cached_property
    def clocks(self) -> Clocks:
        """Clocks and suspensions."""
        return Clocks(self.connection)

    @cached_property
    def certificates(self) -> Certificates:
        """Certificates."""
        return Certificates(self.connection)

    @cached_property
    def ratings(self) -> Ratings:
        """Ratings and their tasks."""
        return Ratings(self.connection)

    @cached_property
    def documents(self) -> Documents:
        """Papers and slips as they were made."""
        return Documents(self.connection)

    @cached_property
    def print_jobs(self) -> PrintJobs:
        """Print jobs, attempts and printers."""
        return PrintJobs(self.connection)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages to be sent."""
        return Outbox(self.connection)

    @cached_property
    def audit(self) -> Audit:
        """The append-only log."""
        return Audit(self.connection)

    @cached_property
    def idempotency(self) -> Idempotency:
        """Answers kept for retries."""
        return Idempotency(self.connection)

    @cached_property
    def published(self) -> Published:
        """What everybody may read of cases and ratings."""
        return Published(self.connection)

    @cached_property
    def timers(self) -> Timers:
        """When each timer runs next."""
        return Timers(self.connection)

    @cached_property
    def facts(self) -> Facts:
        """Facts about the deployment."""
        return Facts(self.connection)
