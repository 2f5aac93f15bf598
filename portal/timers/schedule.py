"""When a timer runs again: every so often, or at clock times of the hall's day."""

from collections.abc import Callable
from datetime import datetime, timedelta

from shared.clock import today, wall

Next = Callable[[datetime], datetime]
ONE_DAY = timedelta(days=1)


def every(pause: timedelta) -> Next:
    """Again after a pause, counted from the run."""
    return lambda now: now + pause


def daily(*times: str) -> Next:
    """Again at the next of these clock times ("00:05") in the hall's zone."""

    def following(now: datetime) -> datetime:
        day = today(now)
        upcoming = (wall(day + shift * ONE_DAY, at) for shift in (0, 1) for at in sorted(times))
        return next(instant for instant in upcoming if instant > now)

    return following
