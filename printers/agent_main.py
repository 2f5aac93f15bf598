"""The print agent as a process (`tongban agent`): settings say which printers stand where, the hub what to print."""

import logging
import os
import sys
import threading

import httpx

from printers.agent import Agent, run
from printers.hub_client import HubClient
from printers.journal import FileLines, Journal
from printers.laser import LaserPrinter
from printers.press import Press
from printers.printer import Printer
from printers.thermal import ThermalPrinter
from shared.clock import Clock, DemoClock, system_clock
from shared.ending import ended, hold_ends
from shared.refusals import Refusal, Term
from shared.settings import BadSetting, Settings, read_settings
from shared.speech import speaker

RAW_PORT = 9100
HUB_SECONDS, LASER_SECONDS = 10.0, 5.0


def main() -> None:
    """Prints until SIGINT or SIGTERM; a job that is under way is finished first."""
    hold_ends()
    try:
        settings = read_settings(os.environ)
        logging.basicConfig(stream=sys.stderr, level=settings.log_level.upper())
        logging.getLogger("httpx").setLevel(logging.WARNING)
        agent = agent_of(settings)
    except Refusal as refusal:
        sys.exit(f"tongban: {speaker('zh_CN').say(refusal).text}")
    stop = threading.Event()
    work = threading.Thread(target=run, args=(agent, stop, settings.poll_seconds), name="agent")
    work.start()
    while work.is_alive() and not ended(1.0):
        pass
    ended_by_itself = not work.is_alive()
    stop.set()
    work.join()
    if ended_by_itself:
        sys.exit("tongban: the print agent stopped; the reason stands above")


def agent_of(settings: Settings) -> Agent:
    """The agent these settings describe; its journal lies in the home folder."""
    settings.home.mkdir(parents=True, exist_ok=True)
    clock: Clock = DemoClock(settings.clock_file) if settings.clock_file else system_clock
    key = {"Authorization": f"Bearer {settings.agent_token}"}
    hub = HubClient(httpx.Client(base_url=settings.portal_url, headers=key, timeout=HUB_SECONDS))
    journal = Journal(FileLines(settings.home / "journal.jsonl"))
    return Agent(hub, Press(journal, printers_of(settings), clock))


def printers_of(settings: Settings) -> list[Printer]:
    """The printers named by the setting `printers`."""
    return [printer_at(place, settings.thermal_dots) for place in settings.printers.split()]


def printer_at(place: str, dots: int) -> Printer:
    """One printer from CODE=tcp://host:9100 or CODE=ipp://host/path."""
    code, _, address = place.partition("=")
    url = httpx.URL(address)
    if not code or url.scheme not in {"tcp", "ipp", "ipps"} or not url.host:
        raise BadSetting(name="TONGBAN_PRINTERS", expected=Term("应是 编号=tcp://… 或 编号=ipp://…"))
    if url.scheme == "tcp":
        return ThermalPrinter(code, url.host, url.port or RAW_PORT, dots)
    return LaserPrinter(code, httpx.Client(timeout=LASER_SECONDS, trust_env=False), address)


if __name__ == "__main__":
    main()
