"""How long the wait will be, as an interval that is meant to hold four times out of five, and how often it did.

With w windows busy, the next in line is called after one of them finishes; with n people ahead that takes k = n + 1
services. Their mean is k*m/w and their spread s*sqrt(k)/w, where m and s are mean and spread of one service in the mix
of items that people wait for. Low and high lie z spreads below and above the mean; z = 1.28 leaves out one tenth on
each side. A free window and nobody ahead means no wait. People who leave before their call shorten k by their share.
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
    services = max(ahead + 1 - windows.free, 0) * (1 - min(max(leaving, 0.0), 0.9))
    mean = services * service.mean
    spread = Z_FOUR_OF_FIVE * service.spread * sqrt(services)
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
