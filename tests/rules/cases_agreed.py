"""The agreed words of every paper, kept as files beside this module: changing a legal text changes a file."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "agreed_papers"


def agreed(name: str) -> Any:
    """What this paper says for the case of the tests; `python -m tests.rules.cases_agreed` writes the files anew."""
    return json.loads(_file(name).read_text("utf-8"))


def _file(name: str) -> Path:
    return FOLDER / f"{name.replace(' ', '-')}.json"


def write_all() -> None:
    from tests.rules import test_cases_papers, test_delivery_rules

    FOLDER.mkdir(exist_ok=True)
    for name, paper in {**test_cases_papers.papers(), **test_delivery_rules.papers()}.items():
        _file(name).write_text(json.dumps(paper, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    write_all()
