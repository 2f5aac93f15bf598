"""The documents keep their word: links lead somewhere, commands exist, decisions are numbered, terms are said once."""

import re
from pathlib import Path

from tests.house.gauges import clean
from tests.house.sources import ROOT, files, relative

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
MAKE = re.compile(r"\bmake ([a-z][a-z-]+)")


def pages() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def test_links_lead_somewhere() -> None:
    links = [(path, target) for path in pages() for target in LINK.findall(path.read_text("utf-8"))]
    clean([f"{relative(path)}: {target}" for path, target in links if not (path.parent / target).exists()])


def test_every_make_command_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    written = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "make" in line]
    clean([name for line in written for name in MAKE.findall(line) if name not in targets])


def test_every_make_target_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    offered = re.findall(r"^\.PHONY: ([a-z-]+)\n(.*)$", makefile, re.MULTILINE)
    clean([name for name, rule in offered if "## " not in rule])


def test_ci_runs_what_the_readme_says() -> None:
    assert "make test" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / ".ci/run").read_text("utf-8").rstrip().endswith("exec make test")


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_term_stands_once_in_the_glossary() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE)
    terms = [term for row in rows for term in row]
    clean(sorted({term for term in terms if terms.count(term) > 1}))


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert all(words in licence for words in ("木兰宽松许可证", "END OF THE TERMS AND CONDITIONS", "Mulan PSL v2"))
