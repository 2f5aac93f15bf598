"""Every dependency is pinned by hash, has a licence that lets a hall use it, and one line that says why it is here."""

import re
import tomllib
from importlib import metadata

import pytest

from tests.house.gauges import clean
from tests.house.sources import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FORBIDDEN = re.compile(r"\bA?GPL|GNU (?:AFFERO )?GENERAL PUBLIC", re.IGNORECASE)
LESSER = re.compile(r"LGPL|LESSER", re.IGNORECASE)


def canonical(requirement: str) -> str:
    return re.split(r"[\[<>=;~! ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def locked(name: str) -> list[str]:
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / name).read_text("utf-8"), re.MULTILINE)


def licence_of(name: str) -> str:
    """What a package says of its licence; a package for another system is not installed here and says nothing."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classifiers = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    stated = told.get("License-Expression") or (told.get("License") or "").split("\n")[0][:80]
    return " | ".join([stated, *classifiers])


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_hashes_and_names_no_address(lock: str) -> None:
    entries = (ROOT / lock).read_text("utf-8").replace("\\\n", "").splitlines()
    clean([entry[:60] for entry in entries if "--hash=sha256:" not in entry or "://" in entry])


def test_every_dependency_is_locked() -> None:
    asked = [canonical(requirement) for requirement in PROJECT["dependencies"]]
    clean([f"{name} is not locked: make lock" for name in asked if name not in locked("requirements.lock")])


def test_every_tool_is_locked() -> None:
    asked = [canonical(requirement) for requirement in PROJECT["optional-dependencies"]["dev"]]
    clean([f"{name} is not locked: make lock" for name in asked if name not in locked(LOCKS[1])])


def test_the_product_depends_on_nothing_under_gpl_or_agpl() -> None:
    licences = [(name, licence_of(name)) for name in locked("requirements.lock")]
    clean([f"{name}: {said}" for name, said in licences if FORBIDDEN.search(said) and not LESSER.search(said)])


def test_nothing_at_all_is_under_agpl() -> None:
    licences = [(name, licence_of(name)) for name in locked("requirements-dev.lock")]
    clean([f"{name}: {said}" for name, said in licences if re.search("AGPL|AFFERO", said, re.IGNORECASE)])


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "docs/decisions/0001-dependencies.md").read_text("utf-8")
    asked = map(canonical, [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
    clean([f"{name} has no line in 0001-dependencies.md" for name in asked if f"| {name} |" not in reasons])
