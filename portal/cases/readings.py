"""What a clock says at a moment: how much is used, what is left, which of the seven deadline states (SV-10)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.cases.clocks import CLOSES, OPENS, Clock, Due, Unit, counted_days, spans_of, suspended_days
from shared.clock import local
from shared.workdays import WorkCalendar

HALF, NEARLY = 0.5, 0.8
ONE_HOUR = timedelta(hours=1)


class Standing(StrEnum):
    """The deadline states; each has a bar, words and a tag of its own."""

    IN_ORDER = "in_order"
    HALF = "half"
    NEARLY = "nearly"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    PROVISIONAL = "provisional"
    DONE = "done"


class Alarm(StrEnum):
    """What electronic supervision sends (SV-12): nothing, a warning at 80 %, a red card once broken."""

    NONE = ""
    WARNING = "warning"
    RED_CARD = "red_card"


@dataclass(frozen=True)
class Office:
    """The hours of the hall whose clock on the wall counts."""

    opens: time = OPENS
    closes: time = CLOSES


@dataclass(frozen=True)
class Reading:
    """One look at a clock. Days are in the clock's own unit; the screen draws `fraction` and never computes."""

    standing: Standing
    due: Due | None
    given: int
    used: int
    left: int
    fraction: float
    hours_left: int | None
    over: int
    suspended: int
    unit: Unit

    @property
    def provisional(self) -> bool:
        return self.due is not None and self.due.provisional

    @property
    def alarm(self) -> Alarm:
        if self.standing is Standing.OVERDUE or (self.standing is Standing.DONE and self.over):
            return Alarm.RED_CARD
        return Alarm.WARNING if self.standing is Standing.NEARLY else Alarm.NONE


@dataclass(frozen=True)
class Checkpoint:
    """One of the two points of the review clock (A6): when it was reached, and whether in time."""

    name: str
    at: datetime | None
    kept: bool | None


def read(clock: Clock, calendar: WorkCalendar, now: datetime, office: Office = Office()) -> Reading:
    """The clock as it stands now, or as it stood when it stopped."""
    at = clock.stopped_at or now
    today = local(at).date()
    spans = spans_of(clock.suspensions, calendar, today)
    used = counted_days(clock, calendar, spans, today)
    stopped = suspended_days(clock, calendar, spans, today)
    if clock.open_ended:
        done = Standing.DONE if clock.stopped_at else Standing.STOPPED
        return Reading(done, None, 0, used, 0, 0.0, None, 0, stopped, clock.unit)
    due = clock.due(calendar, office.closes, today)
    over = _over(clock, calendar, due, today)
    fraction = _fraction(clock, used, _share_of_today(clock, calendar, at, office))
    hours = _hours_left(due, at) if today == due.day and not clock.stopped_at else None
    standing = _standing(clock, due, fraction, today)
    left = _left(clock, calendar, due, today)
    return Reading(standing, due, clock.length, used, left, fraction, hours, over, stopped, clock.unit)


def broken(clock: Clock, calendar: WorkCalendar, now: datetime, closes: time = CLOSES) -> bool:
    """After midnight of the due day the limit is broken, whatever came later."""
    if clock.open_ended:
        return False
    today = local(clock.stopped_at or now).date()
    return today > clock.due(calendar, closes, today).day


def checkpoints(clock: Clock, calendar: WorkCalendar, closes: time = CLOSES) -> tuple[Checkpoint, Checkpoint]:
    """Decided, and handed over to the issuing window: both within the same promised limit (RV-01, DL-01, A6)."""
    due = clock.due(calendar, closes)

    def point(name: str, at: datetime | None) -> Checkpoint:
        return Checkpoint(name, at, None if at is None else local(at).date() <= due.day)

    return point("decided", clock.decided_at), point("handed_over", clock.handed_over_at)


def _standing(clock: Clock, due: Due, fraction: float, today: date) -> Standing:
    if clock.stopped_at:
        return Standing.DONE
    if clock.suspended:
        return Standing.STOPPED
    if today > due.day:
        return Standing.OVERDUE
    if fraction >= NEARLY or today == due.day:
        return Standing.NEARLY
    if due.provisional:
        return Standing.PROVISIONAL
    return Standing.HALF if fraction >= HALF else Standing.IN_ORDER


def _left(clock: Clock, calendar: WorkCalendar, due: Due, today: date) -> int:
    """Days that still count after today, up to the due day."""
    spans = spans_of(clock.suspensions, calendar, today)
    through, passed = counted_days(clock, calendar, spans, due.day), counted_days(clock, calendar, spans, today)
    return max(through - passed, 0)


def _over(clock: Clock, calendar: WorkCalendar, due: Due, today: date) -> int:
    """Days past the due day; from its midnight on it is at least one."""
    if today <= due.day:
        return 0
    past = (today - due.day).days if clock.unit is Unit.CALENDAR_DAY else calendar.count(due.day, today)
    return max(past, 1)


def _fraction(clock: Clock, used: int, today_share: float) -> float:
    """Working time used over working time given; `used` includes today, of which only a share has passed."""
    if clock.length == 0:
        return today_share if used == 0 else 1.0
    return min(max((used - 1 + today_share) / clock.length, 0.0), 1.0)


def _share_of_today(clock: Clock, calendar: WorkCalendar, at: datetime, office: Office) -> float:
    """How much of today's business hours has passed; 1 on days that do not count, so that nothing is taken back."""
    today = local(at).date()
    if not calendar.working(today) or any(a <= today < b for a, b in spans_of(clock.suspensions, calendar, today)):
        return 1.0
    opens, closes = (datetime.combine(today, one, local(at).tzinfo) for one in (office.opens, office.closes))
    return min(max((local(at) - opens) / (closes - opens), 0.0), 1.0)


def _hours_left(due: Due, at: datetime) -> int:
    return max((due.at - at) // ONE_HOUR, 0)
