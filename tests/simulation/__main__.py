"""`python -m tests.simulation --seeds N` plays seeds one after the other; the first that fails is told whole."""

import argparse
import logging
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.simulation.play import SeedFailed, play
from tests.simulation.stage import prepared


def main(arguments: list[str] | None = None) -> int:
    """0 when every seed kept every promise."""
    wish = parser().parse_args(arguments)
    logging.disable(logging.CRITICAL)  # what dies here dies on purpose
    begun, steps, deaths, sheets = monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="tongban-chaos-") as folder:
        stage, begun = prepared(Path(folder)), monotonic()
        seeds = [wish.seed] if wish.seed is not None else range(1, wish.seeds + 1)
        for seed in seeds:
            try:
                played = play(stage, seed)
            except SeedFailed as failed:
                print(f"{failed}\nagain: tongban chaos --seed {seed}")
                return 1
            steps, deaths, sheets = steps + played.steps, deaths + played.deaths, sheets + played.sheets
            if wish.seed is not None:
                print("\n".join(played.trace))
    rate = steps / max(monotonic() - begun, 0.001)
    print(f"{len(seeds)} seeds, {steps} steps, {rate:.0f} steps/s, {deaths} deaths, {sheets} sheets: promises kept")
    return 0


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    made = argparse.ArgumentParser(prog="tongban chaos", description=__doc__)
    made.add_argument("--seeds", type=int, default=100, help="how many")
    made.add_argument("--seed", type=int, help="play this one again and print every step")
    return made


if __name__ == "__main__":
    sys.exit(main())
