"""The processes of a demonstration: one that dies is started again, one that keeps dying is told, all end together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.demo.children import Children, KeepsDying, Program

ENDS_AT_ONCE = Program("poem", "this")


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    made = Children(tmp_path)
    yield made
    made.stop()


def stays(tmp_path: Path) -> Program:
    return Program("printers", "printers.virtual", ("--home", str(tmp_path / "printers")))


def test_a_child_that_dies_is_started_again(children: Children, tmp_path: Path) -> None:
    children.start(stays(tmp_path))
    children.process("printers").kill()
    children.process("printers").wait(timeout=10)
    assert children.tend() == ["printers"]
    assert children.tend() == []


def test_a_child_that_keeps_dying_is_told_with_its_log(children: Children, tmp_path: Path) -> None:
    children.start(ENDS_AT_ONCE)

    def tend_for_ever() -> None:
        while True:
            children.process("poem").wait(timeout=30)
            children.tend()

    with pytest.raises(KeepsDying) as told:
        tend_for_ever()
    assert told.value.values["log"] == str(tmp_path / "poem.log")


def test_all_end_together(children: Children, tmp_path: Path) -> None:
    children.start(stays(tmp_path))
    process = children.process("printers")
    children.stop()
    assert process.returncode is not None


def test_settings_of_the_terminal_do_not_reach_a_child(
    children: Children, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGBAN_PORT", "many")
    children.start(Program("rules", "portal.cli", ("rules",), {"TONGBAN_LOCALE": "en"}))
    assert children.process("rules").wait(timeout=60) == 0
