"""`make bench`: bookings, tickets, calls, look-ups and papers against the floor of the same run; var/bench/*.json."""

import argparse
import tempfile
from pathlib import Path

from tests.bench import lookups, papers, works
from tests.bench.table import Figures, keep, show
from tests.databases import DurableCluster, postgresql_programs

OUT = Path(__file__).parents[2] / "var" / "bench"


def main() -> None:
    """Everything on both databases; ends by itself within minutes and leaves no process behind."""
    asked = _arguments()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tongban-bench-") as folder:
        cluster = DurableCluster(postgresql_programs())
        try:
            found = _measure(asked, Path(folder), cluster)
        finally:
            cluster.stop()
    for name, figures in found.items():
        keep(OUT / f"{name}.json", figures)
    show(found)


def _measure(asked: argparse.Namespace, folder: Path, cluster: DurableCluster) -> dict[str, list[Figures]]:
    found: dict[str, list[Figures]] = {}
    if "works" in asked.only:
        found.update(works.measure(folder, cluster, asked.seconds))
    if "lookup" in asked.only:
        found["lookup"] = lookups.measure(folder, cluster, (asked.few, asked.many))
    if "papers" in asked.only:
        found["papers"] = papers.measure()
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of every closed loop")
    parser.add_argument("--few", type=int, default=10_000, help="cases of the small look-up")
    parser.add_argument("--many", type=int, default=200_000, help="cases of the large one (5000000 takes long)")
    parser.add_argument("--only", nargs="*", default=["works", "lookup", "papers"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
