"""The whole hall under many seeds; and what is broken on purpose is seen, at the same step every time."""

import logging
from collections.abc import Callable, Iterator
from time import monotonic

import pytest

from portal.store.idempotency import Idempotency
from printers.journal import MemoryLines
from tests.simulation.death import FusedLines
from tests.simulation.play import SeedFailed, play
from tests.simulation.stage import Stage, prepared

SECONDS = 35.0
MOST_SEEDS = 400
FIRST_OF_BROKEN = 1
PATIENCE = 30


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return prepared(tmp_path_factory.mktemp("stage"))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """What dies here dies on purpose and need not be logged."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_no_promise_breaks_under_any_seed(stage: Stage, record_property: Callable[[str, object], None]) -> None:
    begun, seed, steps = monotonic(), 0, 0
    while monotonic() - begun < SECONDS and seed < MOST_SEEDS:
        seed += 1
        steps += play(stage, seed).steps
    assert seed > 1
    assert steps > 0
    record_property("steps_per_second", round(steps / (monotonic() - begun)))


def test_a_seed_plays_the_same_every_time(stage: Stage) -> None:
    assert play(stage, 7).trace == play(stage, 7).trace


def failing(stage: Stage) -> tuple[int, str]:
    """The first seed that breaks a promise, and how it says so."""
    for seed in range(FIRST_OF_BROKEN, FIRST_OF_BROKEN + PATIENCE):
        try:
            play(stage, seed)
        except SeedFailed as failed:
            return seed, str(failed)
    pytest.fail("what was broken on purpose was not seen")


def test_a_forgotten_idempotency_key_is_seen_and_replays(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Idempotency, "claim", lambda *_: None)
    monkeypatch.setattr(Idempotency, "keep", lambda *_: None)
    seed, told = failing(stage)
    first_line = told.splitlines()[0]
    assert f"seed {seed}, step" in first_line
    with pytest.raises(SeedFailed) as again:
        play(stage, seed)
    assert str(again.value).split(":", maxsplit=1)[0] == first_line.split(":", maxsplit=1)[0]


def test_a_press_without_its_journal_is_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FusedLines, "append", lambda *_: None)
    monkeypatch.setattr(MemoryLines, "read", lambda _self: [])
    _, told = failing(stage)
    assert "seed" in told
