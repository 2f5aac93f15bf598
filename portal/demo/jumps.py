"""Where the demonstration's clock may be moved on to: the steps of the story, and any later instant (product.md §3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.clock import DemoClock, instant, today, wall
from shared.refusals import Refusal
from shared.workdays import WorkCalendar


class BadInstant(Refusal):
    """What was typed is no instant."""

    code = "bad_instant"


@dataclass(frozen=True)
class Jump:
    """One step: its words (a Chinese key) and where it leads."""

    words: str
    to: datetime


def jumps(now: datetime, known: WorkCalendar) -> list[Jump]:
    """The steps that lie ahead of now, nearest first."""
    day = today(now)
    wanted = [
        Jump("过 10 分钟", now + timedelta(minutes=10)),
        Jump("过 1 小时", now + timedelta(hours=1)),
        Jump("到 09:40", wall(day, "09:40")),
        Jump("到下班以后", wall(day, "19:35")),
        *(
            Jump(words, wall(known.add(day, days).day, "08:30"))
            for words, days in (("下一个工作日", 1), ("过 2 个工作日", 2), ("过 5 个工作日", 5))
        ),
    ]
    return sorted((jump for jump in wanted if jump.to > now), key=lambda jump: jump.to)


def read_jump(typed: str) -> datetime:
    """The instant a form names; without an offset it is the hall's wall clock."""
    try:
        return instant(typed)
    except ValueError as error:
        raise BadInstant(field="to") from error


def go_on(clock: object, to: datetime) -> None:
    """Moves every process of the demonstration forward."""
    if not isinstance(clock, DemoClock):
        raise BadInstant(field="to")
    clock.go_on(to)
