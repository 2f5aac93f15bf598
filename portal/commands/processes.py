"""`tongban serve`, `worker`, `kiosk`, `agent`: the single processes of a real deployment, told by TONGBAN_*."""

import argparse
import os
import sys
from importlib import import_module

from portal.commands.command import Call, settings_text
from portal.serve import PortTaken
from portal.start import log_to_stderr, serve_portal
from portal.store.schema import ensure
from shared.refusals import Refusal
from shared.speech import Speaker

HELP = {
    "serve": "门户：网页和接口",
    "worker": "后台：定时任务、短信、审计封存、打印租约",
    "kiosk": "自助机：页面、窗口和自己的打印",
    "agent": "打印代理：窗口的热敏和激光打印机",
}


class PortInUse(Refusal):
    """The port is held by another program."""

    code = "port_taken"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds the four processes."""
    runs = {"serve": serve, "worker": worker, "kiosk": kiosk, "agent": agent}
    for name, run in runs.items():
        parser = commands.add_parser(
            name,
            help=say.gettext(HELP[name]),
            epilog=settings_text(say),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.set_defaults(run=run)


def serve(call: Call) -> None:
    """The portal; migrates first, once, however many start together."""
    log_to_stderr(call.settings)
    ensure(call.settings.database)
    try:
        serve_portal(call.settings)
    except PortTaken as taken:
        place = f"{call.settings.host}:{call.settings.port}"
        raise PortInUse(place=place, why=os.strerror(taken.errno or 0)) from taken


def worker(call: Call) -> None:
    """The worker; what only it needs is not loaded by the other processes."""
    log_to_stderr(call.settings)
    ensure(call.settings.database)
    import_module("portal.worker").work(call.settings)


def kiosk(_call: Call) -> None:
    """Becomes the kiosk's process."""
    _become("kiosk")


def agent(_call: Call) -> None:
    """Becomes the print agent's process."""
    _become("printers.agent_main")


def _become(module: str) -> None:
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", module])
