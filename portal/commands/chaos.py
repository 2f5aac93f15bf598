"""`tongban chaos`: the simulated hall under faults; it lives beside the tests (docs/decisions/0009)."""

import argparse
import os
import sys
from pathlib import Path

from portal.commands.command import Call
from shared.refusals import Refusal
from shared.speech import Speaker

SIMULATION = "tests.simulation"
SOURCE = Path(__file__).parents[2]


class OnlyFromSource(Refusal):
    """The simulation is not part of an installed program."""

    code = "only_from_source"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds the command."""
    parser = commands.add_parser("chaos", help=say.gettext("带故障的模拟：丢包、断电、缺纸、重启"))
    parser.add_argument("--seeds", type=int, default=200, help=say.gettext("跑多少个种子"))
    parser.add_argument("--seed", type=int, help=say.gettext("只重放这一个种子"))
    parser.set_defaults(run=run)


def run(call: Call) -> None:
    """Becomes the simulation; a failing seed is printed and replays exactly."""
    if not (SOURCE / "tests/simulation/__main__.py").is_file():
        raise OnlyFromSource(module=SIMULATION)
    one = [] if call.arguments.seed is None else ["--seed", str(call.arguments.seed)]
    sys.stdout.flush()
    os.chdir(SOURCE)
    os.execv(sys.executable, [sys.executable, "-m", SIMULATION, "--seeds", str(call.arguments.seeds), *one])
