"""`tongban demo`: the whole hall on this machine (product.md §3)."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from portal.commands.command import Call
from portal.demo.plan import Stage
from portal.demo.run import Wish, run_demo
from portal.demo.shown import lines
from shared.clock import instant
from shared.speech import Speaker

LAST_PORT, MOST_WORKERS, FASTEST = 65_535, 64, 3_600


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds the command."""
    parser = commands.add_parser("demo", help=say.gettext("在这台机器上演示整个大厅"))
    parser.add_argument("--home", type=Path, required=True, help=say.gettext("演示的全部数据放在这里"))
    parser.add_argument("--port", type=_port, default=8080, help=say.gettext("门户的端口"))
    parser.add_argument("--now", type=_instant, help=say.gettext("从这个时刻开始（ISO 8601）"))
    parser.add_argument("--speed", type=_above_zero, default=1.0, help=say.gettext("时间走得多快"))
    parser.add_argument("--database-url", default="", help=say.gettext("用这个 PostgreSQL，不用 SQLite"))
    parser.add_argument("--workers", type=_whole, default=2, help=say.gettext("门户进程数"))
    parser.add_argument("--no-kiosk", action="store_true", help=say.gettext("不启动自助机"))
    parser.set_defaults(run=run)


def run(call: Call) -> None:
    """Runs until a stop signal."""
    given = call.arguments
    wish = Wish(
        home=given.home.resolve(),
        port=given.port,
        now=given.now,
        speed=given.speed,
        database_url=given.database_url,
        workers=given.workers,
        kiosk=not given.no_kiosk,
        locale=call.say.locale,
    )

    def tell(stage: Stage, now: datetime) -> None:
        print("\n".join(lines(stage, now, call.say)), flush=True)

    run_demo(wish, tell)
    # All processes are gone and every file is closed; taking the interpreter down would only cost a second.
    sys.stdout.flush()
    os._exit(0)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text}: 1-{LAST_PORT}")
    return int(text)


def _whole(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text}: 1-{MOST_WORKERS}")
    return int(text)


def _above_zero(text: str) -> float:
    try:
        if 0 < float(text) <= FASTEST:
            return float(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text}: 0 < X <= {FASTEST}")


def _instant(text: str) -> datetime:
    try:
        return instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text}: ISO 8601, 2026-11-23T08:05") from error
