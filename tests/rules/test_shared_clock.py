"""Clocks: one argument for time, and a demonstration whose processes all see the same running time."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from shared.clock import SHANGHAI, DemoClock, FixedClock, NaiveInstant, instant, local, system_clock, today, wall
from tests.outcomes import refusal_of

EARLY = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
REAL = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def real() -> FixedClock:
    """The time outside the demonstration."""
    return FixedClock(REAL)


@pytest.fixture
def demo(tmp_path: Path, real: FixedClock) -> DemoClock:
    """A demonstration that begins at half past midnight of the hall."""
    return DemoClock.start(tmp_path / "clock.json", EARLY, real=real)


def test_the_real_clock_knows_its_zone() -> None:
    assert system_clock().utcoffset() == timedelta(0)


def test_the_hall_is_already_in_the_next_day() -> None:
    assert local(EARLY).hour == 0
    assert today(EARLY) == date(2026, 11, 22)


def test_an_instant_without_zone_is_a_mistake_in_the_program() -> None:
    with pytest.raises(NaiveInstant):
        local(datetime(2026, 11, 22))  # noqa: DTZ001


@pytest.mark.parametrize("text", ["2026-11-22T00:30:00+08:00", "2026-11-22T00:30", "2026-11-21T16:30:00Z"])
def test_an_instant_is_read_with_offset_or_as_the_halls_wall_clock(text: str) -> None:
    assert instant(text) == EARLY


def test_the_wall_clock_gives_an_instant() -> None:
    assert wall(date(2026, 11, 22), "08:30").astimezone(SHANGHAI).hour == 8


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(EARLY)
    clock.advance(timedelta(minutes=5))
    assert clock() == EARLY + timedelta(minutes=5)
    clock.set(local(EARLY))
    assert clock() == EARLY


def test_the_demonstration_runs_with_real_time(demo: DemoClock, real: FixedClock) -> None:
    real.advance(timedelta(minutes=3))
    assert demo() == EARLY + timedelta(minutes=3)


def test_the_demonstration_runs_faster_when_told(tmp_path: Path, real: FixedClock) -> None:
    demo = DemoClock.start(tmp_path / "clock.json", EARLY, speed=60, real=real)
    real.advance(timedelta(seconds=30))
    assert demo() == EARLY + timedelta(minutes=30)


def test_changing_the_speed_makes_no_jump(demo: DemoClock, real: FixedClock) -> None:
    real.advance(timedelta(hours=1))
    demo.run_at(10)
    assert demo() == EARLY + timedelta(hours=1)
    real.advance(timedelta(hours=1))
    assert (demo(), demo.speed) == (EARLY + timedelta(hours=11), 10)


def test_going_on_reaches_every_process_of_the_demonstration(demo: DemoClock, real: FixedClock) -> None:
    other = DemoClock(demo.path, real)
    before = other()
    demo.go_on(EARLY + timedelta(days=2))
    assert (before, other()) == (EARLY, EARLY + timedelta(days=2))


def test_the_demonstration_never_goes_back(demo: DemoClock) -> None:
    assert refusal_of(demo.go_on, EARLY - timedelta(seconds=1)).code == "clock_backwards"


def test_a_later_start_goes_on_in_the_same_file(demo: DemoClock, real: FixedClock) -> None:
    again = DemoClock.start(demo.path, EARLY + timedelta(days=9), real=real)
    assert demo() == again() == EARLY + timedelta(days=9)


def test_no_half_written_anchor_is_left_behind(demo: DemoClock) -> None:
    demo.go_on(EARLY + timedelta(days=1))
    assert [path.name for path in demo.path.parent.iterdir()] == ["clock.json"]
