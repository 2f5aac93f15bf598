"""How long the wait will be, as an interval that is meant to hold four times out of five, and how often it did.

With all w windows busy, whoever has n people ahead waits until one service that is under way ends and n more after it.
Let one service take m minutes on average with spread s, and c = s/m, in the mix of items that people wait for. The
service under way still takes r = m(1+c²)/2 on average, its spread squared is v = r²(1+2c²)/3. The wait is then
(n*m + r)/w on average, with spread sqrt(n*s² + w*v)/w; low and high lie z spreads below and above, and z = 1.28 leaves
out one tenth on each side. Free windows take as many people at once. People who leave before their call shorten n.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, sqrt

Z_FOUR_OF_FIVE = 1.2816
PRIOR_WEIGHT = 10
"""The hall's own figure counts like so many measured services until there are more."""


@dataclass(frozen=True)
class ServiceTime:
    """Minutes of one service: mean and spread (standard deviation)."""

    mean: float
    spread: float

    def __post_init__(self) -> None:
        if self.mean <= 0 or self.spread < 0:
            raise ValueError("a service takes some time")

    @property
    def rest(self) -> float:
        """What is left on average of a service that is met under way; long ones are met more often."""
        return (self.mean + self.spread**2 / self.mean) / 2

    @property
    def rest_variance(self) -> float:
        """Exact for services that all take the same and for wholly irregular ones, in between for the rest."""
        return self.rest**2 * (1 + 2 * (self.spread / self.mean) ** 2) / 3


@dataclass(frozen=True)
class Windows:
    """Windows that serve this line: open ones, and how many of them are free at this moment."""

    open: int
    free: int = 0


@dataclass(frozen=True)
class Interval:
    """Whole minutes from `low` to `high`."""

    low: int
    high: int

    def holds(self, minutes: float) -> bool:
        return self.low <= minutes <= self.high


@dataclass(frozen=True)
class Coverage:
    """How often published intervals were right."""

    told: int
    held: int

    @property
    def share(self) -> float | None:
        return self.held / self.told if self.told else None


def learned(samples: Sequence[float], usual: ServiceTime) -> ServiceTime:
    """Mean and spread from measured minutes, drawn to the usual figures while there are few."""
    count = len(samples) + PRIOR_WEIGHT
    mean = (PRIOR_WEIGHT * usual.mean + sum(samples)) / count
    squares = PRIOR_WEIGHT * (usual.spread**2 + (usual.mean - mean) ** 2) + sum((one - mean) ** 2 for one in samples)
    return ServiceTime(mean, sqrt(squares / count))


def blend(shares: Iterable[tuple[float, ServiceTime]]) -> ServiceTime:
    """One service time for a mix of items, weighted by how many wait for each."""
    parts = [(weight, one) for weight, one in shares if weight > 0]
    total = sum(weight for weight, _ in parts)
    if total == 0:
        raise ValueError("a mix needs at least one item")
    mean = sum(weight * one.mean for weight, one in parts) / total
    squares = sum(weight * (one.spread**2 + (one.mean - mean) ** 2) for weight, one in parts) / total
    return ServiceTime(mean, sqrt(squares))


def estimate(ahead: int, windows: Windows, service: ServiceTime, leaving: float = 0.0) -> Interval | None:
    """The wait of somebody with `ahead` people in front; None while no window is open: then nobody can honestly say."""
    if windows.open < 1:
        return None
    if ahead < windows.free:
        return Interval(0, 0)
    staying = 1 - min(max(leaving, 0.0), 0.9)
    waiting = (ahead - windows.free) * staying
    mean = waiting * service.mean + service.rest
    spread = Z_FOUR_OF_FIVE * sqrt(waiting * service.spread**2 + windows.open * service.rest_variance)
    return Interval(floor(max(mean - spread, 0.0) / windows.open), ceil((mean + spread) / windows.open))


def with_breaks(minutes: int, now: datetime, spans: Sequence[tuple[datetime, datetime]]) -> int | None:
    """The same serving minutes on the clock on the wall, breaks added; None where the hall closes first."""
    left = timedelta(minutes=minutes)
    for start, end in sorted(spans):
        begin = max(start, now)
        if end <= begin:
            continue
        if begin + left <= end:
            return ceil((begin + left - now).total_seconds() / 60)
        left -= end - begin
    return None


def coverage(told: Iterable[tuple[Interval, float]]) -> Coverage:
    """Published intervals beside the minutes people really waited."""
    held = [interval.holds(minutes) for interval, minutes in told]
    return Coverage(len(held), sum(held))
