"""Honest waiting times: an interval that grows with the line, and how often it held."""

from bisect import bisect
from datetime import datetime, timedelta
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.waiting import Coverage, Interval, ServiceTime, Windows, blend, coverage, estimate, learned, with_breaks
from tests.rules.booking_builders import MONDAY, at

USUAL = ServiceTime(mean=10, spread=5)
MORNING_AND_AFTERNOON = ((at(MONDAY, 13, 30), at(MONDAY, 17, 30)), (at(MONDAY, 8, 30), at(MONDAY, 12)))

MINUTES = st.floats(0.5, 120)
SERVICES = st.builds(ServiceTime, mean=MINUTES, spread=st.floats(0, 60))
WINDOWS = st.builds(Windows, open=st.integers(1, 20), free=st.integers(0, 20))


@pytest.mark.parametrize(
    ("ahead", "windows", "interval"),
    [
        pytest.param(0, Windows(open=1, free=1), Interval(0, 0), id="a free window and nobody ahead"),
        pytest.param(3, Windows(open=5, free=4), Interval(0, 0), id="more free windows than people"),
        pytest.param(0, Windows(open=1), Interval(0, 12), id="one service under way"),
        pytest.param(3, Windows(open=1), Interval(23, 49), id="and three more"),
        pytest.param(3, Windows(open=2), Interval(11, 25), id="two windows"),
        pytest.param(5, Windows(open=2, free=2), Interval(11, 25), id="two of the five ahead are called at once"),
        pytest.param(1, Windows(open=1, free=1), Interval(0, 12), id="as many free windows as people ahead"),
    ],
)
def test_the_interval_follows_the_written_formula(ahead: int, windows: Windows, interval: Interval) -> None:
    assert estimate(ahead, windows, USUAL) == interval


def test_the_rest_of_a_service_under_way() -> None:
    assert (ServiceTime(10, 0).rest, ServiceTime(10, 0).rest_variance) == (5, pytest.approx(100 / 12))
    assert (ServiceTime(10, 10).rest, ServiceTime(10, 10).rest_variance) == (10, pytest.approx(100))
    assert USUAL.rest == pytest.approx(6.25)


@pytest.mark.parametrize("faulty", [(0.0, 1.0), (-1.0, 1.0), (1.0, -0.1)])
def test_a_service_takes_some_time(faulty: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="some time"):
        ServiceTime(*faulty)


def busy_hall(windows: int, service: ServiceTime, chance: Random) -> list[float]:
    """When services end over a very long day on which every window always has somebody."""
    shape = (service.mean / service.spread) ** 2
    ends = []
    for _ in range(windows):
        moment = -chance.random() * 10 * service.mean
        while moment < 1000 * service.mean / windows:
            moment += chance.gammavariate(shape, service.mean / shape)
            ends.append(moment)
    return sorted(ends)


@pytest.mark.parametrize("service", [ServiceTime(8, 4), ServiceTime(10, 10), ServiceTime(20, 8)], ids=str)
@pytest.mark.parametrize("windows", [1, 3, 6])
@pytest.mark.parametrize("ahead", [1, 4, 12])
def test_the_interval_holds_about_four_times_out_of_five_in_a_simulated_hall(
    ahead: int, windows: int, service: ServiceTime
) -> None:
    chance = Random(f"{ahead} {windows} {service}")
    ends = busy_hall(windows, service, chance)
    told = estimate(ahead, Windows(windows), service)
    assert told is not None
    moments = [chance.uniform(0, ends[-200 - ahead]) for _ in range(300)]
    share = coverage((told, ends[bisect(ends, now) + ahead] - now) for now in moments).share
    assert share is not None
    assert share >= 0.7


def test_while_no_window_is_open_nobody_can_honestly_say() -> None:
    assert estimate(0, Windows(open=0), USUAL) is None
    assert estimate(9, Windows(open=0), USUAL) is None


def test_people_who_leave_before_their_call_shorten_the_wait() -> None:
    assert estimate(8, Windows(open=1), USUAL, leaving=0.5) == estimate(4, Windows(open=1), USUAL)


@pytest.mark.parametrize(("leaving", "counts_as"), [(-0.3, 0.0), (2.0, 0.9)])
def test_an_impossible_share_of_leavers_is_bounded(leaving: float, counts_as: float) -> None:
    assert estimate(9, Windows(open=1), USUAL, leaving) == estimate(9, Windows(open=1), USUAL, counts_as)


@given(ahead=st.integers(0, 200), windows=WINDOWS, service=SERVICES, leaving=st.floats(0, 1))
def test_low_is_never_above_high_nor_below_nothing(
    ahead: int, windows: Windows, service: ServiceTime, leaving: float
) -> None:
    interval = estimate(ahead, windows, service, leaving)
    assert interval is not None
    assert 0 <= interval.low <= interval.high


@given(ahead=st.integers(0, 200), more=st.integers(1, 50), windows=WINDOWS, service=SERVICES)
def test_more_people_ahead_never_shorten_either_end(
    ahead: int, more: int, windows: Windows, service: ServiceTime
) -> None:
    few, many = estimate(ahead, windows, service), estimate(ahead + more, windows, service)
    assert few is not None
    assert many is not None
    assert few.low <= many.low
    assert few.high <= many.high


@given(ahead=st.integers(0, 100), windows=WINDOWS, service=SERVICES)
def test_one_more_open_window_never_lengthens_either_end(ahead: int, windows: Windows, service: ServiceTime) -> None:
    now, then = estimate(ahead, windows, service), estimate(ahead, Windows(windows.open + 1, windows.free), service)
    assert now is not None
    assert then is not None
    assert (then.low <= now.low, then.high <= now.high) == (True, True)


# --- service times ---


def test_without_measurements_the_halls_own_figure_counts() -> None:
    assert learned([], USUAL) == USUAL


def test_ten_measured_services_weigh_as_much_as_the_halls_own_figure() -> None:
    service = learned([20.0] * 10, USUAL)
    assert service.mean == pytest.approx(15)
    assert service.spread == pytest.approx(sqrt((10 * (25 + 25) + 10 * 25) / 20))


@given(samples=st.lists(MINUTES, min_size=1, max_size=30))
def test_what_is_learned_lies_between_the_usual_and_the_measured(samples: list[float]) -> None:
    mean = learned(samples, USUAL).mean
    low, high = sorted([USUAL.mean, sum(samples) / len(samples)])
    assert low - 1e-6 <= mean <= high + 1e-6


def test_a_mix_of_items_has_their_mean_and_the_spread_between_them() -> None:
    mixed = blend([(1, ServiceTime(5, 0)), (3, ServiceTime(25, 0)), (0, ServiceTime(999, 9))])
    assert mixed.mean == pytest.approx(20)
    assert mixed.spread == pytest.approx(sqrt((1 * 225 + 3 * 25) / 4))


def test_a_mix_keeps_the_spread_of_its_parts() -> None:
    assert blend([(2, USUAL)]) == USUAL


@pytest.mark.parametrize("shares", [[], [(0.0, USUAL)], [(-1.0, USUAL)]])
def test_a_mix_of_nothing_is_a_mistake(shares: list[tuple[float, ServiceTime]]) -> None:
    with pytest.raises(ValueError, match="at least one item"):
        blend(shares)


# --- breaks ---


@pytest.mark.parametrize(
    ("now", "minutes", "on_the_clock"),
    [
        pytest.param(at(MONDAY, 9), 30, 30, id="no break in between"),
        pytest.param(at(MONDAY, 11, 30), 30, 30, id="done as the break begins"),
        pytest.param(at(MONDAY, 11, 30), 31, 121, id="one minute into the afternoon"),
        pytest.param(at(MONDAY, 8), 10, 40, id="before the hall opens"),
        pytest.param(at(MONDAY, 12, 30), 5, 65, id="during the break"),
        pytest.param(at(MONDAY, 17), 30, 30, id="done as the hall closes"),
        pytest.param(at(MONDAY, 17), 31, None, id="the hall closes first"),
        pytest.param(at(MONDAY, 18), 0, None, id="the hall has closed"),
    ],
)
def test_breaks_are_added_to_the_wait(now: datetime, minutes: int, on_the_clock: int | None) -> None:
    assert with_breaks(minutes, now, MORNING_AND_AFTERNOON) == on_the_clock


def test_a_begun_minute_counts() -> None:
    assert with_breaks(5, at(MONDAY, 13, 29) + timedelta(seconds=30), MORNING_AND_AFTERNOON) == 6


# --- how often it held ---


def test_the_share_of_intervals_that_held() -> None:
    told = [(Interval(5, 10), 5.0), (Interval(5, 10), 10.0), (Interval(5, 10), 4.9), (Interval(5, 10), 10.1)]
    assert coverage(told) == Coverage(told=4, held=2)
    assert coverage(told).share == 0.5


def test_before_anything_was_told_there_is_no_share() -> None:
    assert coverage([]).share is None
