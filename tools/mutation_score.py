"""Reads what mutmut found: names the survivors, prints the share that the tests noticed, and fails below 95 %."""

import json
import sys
from collections import Counter
from pathlib import Path

ENOUGH = 0.95
SURVIVED, NO_TEST = 0, 33
NOT_RUN = None


def main(folder: Path) -> int:
    codes = {
        name: code for meta in folder.rglob("*.meta") for name, code in _codes(meta).items() if code is not NOT_RUN
    }
    alive = sorted(name for name, code in codes.items() if code in (SURVIVED, NO_TEST))
    if not codes:
        print("no mutant was tried")
        return 1
    score = 1 - len(alive) / len(codes)
    print("\n".join(alive))
    print("by module:", dict(Counter(name.rpartition(".")[0] for name in alive)))
    print(f"{len(codes)} mutants, {len(codes) - len(alive)} noticed, score {score:.1%}")
    return 0 if score >= ENOUGH else 1


def _codes(meta: Path) -> dict[str, int | None]:
    codes: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return codes


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
