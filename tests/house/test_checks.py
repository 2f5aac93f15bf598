"""What `make check` says is part of the tests: style, types, import directions, templates."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT

CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BIN = Path(sys.executable).parent


def said_by(*command: str) -> str:
    """Nothing when the tool is content, else what it said."""
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return answer.stdout + answer.stderr if answer.returncode else ""


RUFF = {"check": ("check", "--quiet", "."), "format": ("format", "--check", "--quiet", ".")}


@pytest.mark.parametrize("command", RUFF.values(), ids=RUFF)
def test_ruff_is_content(command: tuple[str, ...]) -> None:
    if said := said_by(str(BIN / "ruff"), *command):
        pytest.fail(said, pytrace=False)


def test_mypy_is_content() -> None:
    if said := said_by(str(BIN / "mypy"), "--no-error-summary"):
        pytest.fail(said, pytrace=False)


def test_imports_keep_their_direction() -> None:
    if said := said_by(str(BIN / "lint-imports"), "--no-cache"):
        pytest.fail(said, pytrace=False)


def test_djlint_is_content() -> None:
    if said := said_by(str(BIN / "djlint"), "--lint", "--quiet", "portal", "kiosk", "shared/look"):
        pytest.fail(said, pytrace=False)
