"""`tongban chaos`: the simulated hall under faults; it lives beside the tests, as it needs kiosk and agents too."""

import argparse
import importlib.util
import os
import sys

from portal.commands.command import Call
from shared.refusals import Refusal
from shared.speech import Speaker

SIMULATION = "tests.chaos"


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
    sys.path.insert(0, os.getcwd())
    if importlib.util.find_spec(SIMULATION) is None:
        raise OnlyFromSource(module=SIMULATION)
    one = [] if call.arguments.seed is None else ["--seed", str(call.arguments.seed)]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", SIMULATION, "--seeds", str(call.arguments.seeds), *one])
