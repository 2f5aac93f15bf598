"""`tongban simulate`: a hall day against a running demonstration; nothing acknowledged may be lost (product.md §3)."""

import argparse
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from portal.catalog.places import Hall, load_places
from portal.commands.command import Call
from portal.demo.hall_day import Day, Script, Seen
from portal.demo.home import Home
from portal.roles import Role
from shared.clock import DemoClock, local, wall
from shared.ids import seeded_chance
from shared.refusals import Refusal
from shared.speech import Speaker

BUSY = 0.85
LONGEST_SERVICE = timedelta(minutes=8)
ENDS_AT = "16:30"
SHORTEST_DAY = timedelta(hours=1)
SHARES = (50, 90, 100)


class NotRunning(Refusal):
    """No demonstration runs in this folder."""

    code = "demo_not_running"


class SomethingLost(Refusal):
    """A ticket was lost, doubled or refused."""

    code = "simulation_lost"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds the command."""
    parser = commands.add_parser("simulate", help=say.gettext("对着运行中的演示，过一遍大厅的一天"))
    parser.add_argument("--home", type=Path, default=Path("var/demo"), help=say.gettext("演示的目录"))
    parser.add_argument("--visitors", type=int, default=200, help=say.gettext("来多少人"))
    parser.add_argument("--speed", type=float, default=60.0, help=say.gettext("时间走得多快"))
    parser.add_argument("--minutes", type=int, default=0, help=say.gettext("来人持续多少分钟；0 是到 16:30"))
    parser.add_argument("--seed", type=int, default=1, help=say.gettext("同一个种子，同一天"))
    parser.set_defaults(run=run)


def run(call: Call) -> None:
    """Plays the day at its speed, then gives the clock its old speed back."""
    given, home = call.arguments, Home(call.arguments.home)
    if not home.ready.exists():
        raise NotRunning(folder=str(given.home))
    facts = json.loads(home.facts.read_text("utf-8"))
    clock = DemoClock(home.clock)
    usual = clock.speed
    script = script_of(facts, clock, given)
    clock.run_at(given.speed)
    try:
        seen = Day(script, clock, seeded_chance(given.seed)).play()
    finally:
        clock.run_at(usual)
    tell(seen, call.say)
    if seen.lost or seen.doubled or seen.troubles:
        raise SomethingLost(lost=seen.lost, doubled=seen.doubled, troubles="; ".join(seen.troubles[:3]) or "-")


def script_of(facts: dict[str, Any], clock: DemoClock, given: argparse.Namespace) -> Script:
    """The rest of the demonstration's day in its first hall, its windows busy but not drowned."""
    hall = load_places().halls[0]
    clerks = clerks_of(facts, hall)
    now = clock()
    length = timedelta(minutes=given.minutes) or max(wall(local(now).date(), ENDS_AT) - now, SHORTEST_DAY)
    service = min(LONGEST_SERVICE, length * len(clerks) * BUSY / max(given.visitors, 1))
    areas = tuple({letter for _, _, number in clerks for letter in _areas(hall, number)})
    return Script(
        portal=facts["portal"],
        hall=hall.code,
        key=facts["api_keys"]["cloud_queue"],
        clerks=clerks,
        areas=tuple(sorted(areas)),
        visitors=given.visitors,
        length=length,
        service=service,
        speed=given.speed,
    )


def clerks_of(facts: dict[str, Any], hall: Hall) -> tuple[tuple[str, str, int], ...]:
    """Window clerks of the hall with the window each of them has: (username, password, window)."""
    windows = {account.username: account.window for account in hall.staff if account.window}
    return tuple(
        (one["username"], one["password"], windows[one["username"]])
        for one in facts["accounts"]
        if one["hall"] == hall.code and one["role"] == Role.WINDOW_CLERK and one["username"] in windows
    )


def tell(seen: Seen, say: Speaker) -> None:
    """Waiting times, and what was lost."""
    waits = sorted(seen.waits)
    print(say.gettext("取号 %(taken)s 张，叫到 %(served)s 张", taken=len(seen.tickets), served=len(waits)))
    for share in SHARES if waits else ():
        minutes = waits[min(len(waits) - 1, len(waits) * share // 100)].total_seconds() / 60
        print(say.gettext("%(share)s%% 的人等候不超过 %(minutes)s 分钟", share=share, minutes=round(minutes, 1)))
    print(say.gettext("丢失 %(lost)s 张，重号 %(doubled)s 张", lost=seen.lost, doubled=seen.doubled))


def _areas(hall: Hall, number: int) -> tuple[str, ...]:
    return next(window.areas for window in hall.windows if window.number == number)
