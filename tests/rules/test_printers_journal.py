"""The agent's memory: what was written is read again, a torn line costs nothing, it does not grow for ever."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from printers import journal as module
from printers.hub import JobState
from printers.journal import Entry, FileLines, Journal, MemoryLines, Step

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kiosk" / "agent" / "journal"


def written(path, *orders):
    journal = Journal(FileLines(path))
    for order in orders:
        journal.begin(Entry(order, "p1", fence=1), NOW)
    return journal


def test_an_order_is_remembered_with_its_evidence(path):
    journal = written(path, "a")
    journal.went_on("a", Step.SENDING, NOW, evidence={"job_id": 7})
    journal.went_on("a", Step.SENDING, NOW, evidence={"bytes": 9})
    entry = Journal(FileLines(path)).entry("a")
    assert (entry.step, entry.fence, entry.evidence) == (Step.SENDING, 1, {"job_id": 7, "bytes": 9})


def test_only_what_the_hub_does_not_know_yet_is_unfinished(path):
    journal = written(path, "a", "b")
    journal.went_on("a", Step.ENDED, NOW, state=JobState.CONFIRMED)
    journal.went_on("a", Step.TOLD, NOW)
    assert [entry.order for entry in Journal(FileLines(path)).unfinished()] == ["b"]


def test_a_line_torn_by_a_power_loss_is_cut_off(path):
    written(path, "a")
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"order": "b", "pri')
    again = Journal(FileLines(path))
    again.begin(Entry("c"), NOW)
    assert [entry.order for entry in Journal(FileLines(path)).unfinished()] == ["a", "c"]


def test_every_line_is_on_disk_before_the_call_returns(path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    journal = written(path, "a")
    before = len(synced)
    journal.went_on("a", Step.SENDING, NOW)
    assert len(synced) == before + 1


def test_an_old_journal_keeps_what_is_open_and_the_last_finished(path, monkeypatch):
    journal = written(path, *(f"o{i}" for i in range(40)))
    for i in range(39):
        journal.went_on(f"o{i}", Step.TOLD, NOW)
    monkeypatch.setattr(module, "TRIM_BYTES", 100)
    monkeypatch.setattr(module, "KEPT_FINISHED", 5)
    trimmed = Journal(FileLines(path))
    trimmed.begin(Entry("new"), NOW)
    assert len(path.read_bytes().splitlines()) == 5 + 1 + 1
    assert [entry.order for entry in Journal(FileLines(path)).unfinished()] == ["o39", "new"]


def test_the_journal_is_for_nobody_elses_eyes(path):
    written(path, "a")
    assert path.stat().st_mode & 0o077 == 0


def test_lines_in_memory_outlive_a_simulated_crash():
    lines = MemoryLines()
    Journal(lines).begin(Entry("a"), NOW)
    assert Journal(lines).entry("a").order == "a"


def test_the_end_of_an_order_is_read_again(path):
    written(path, "a").went_on("a", Step.ENDED, NOW + timedelta(seconds=9), state=JobState.UNKNOWN)
    entry = Journal(FileLines(path)).entry("a")
    assert (entry.step, entry.state) == (Step.ENDED, JobState.UNKNOWN)
    assert entry.at == "2026-11-23T00:00:09+00:00"


def test_the_longest_untouched_order_comes_first(path):
    journal = written(path, "a", "b")
    assert journal.entry("a").at == NOW.isoformat()
    journal.went_on("a", Step.SENDING, NOW)
    assert [entry.order for entry in journal.unfinished()] == ["b", "a"]


def test_a_person_can_read_the_file(path):
    written(path, "a").went_on("a", Step.SENDING, NOW, evidence={"detail": "卡纸"})
    last = path.read_bytes().splitlines()[-1]
    assert last.startswith(b'{"at": ')
    assert "卡纸".encode() in last
