"""A crowd at a real portal: who sent what under which key, and what each of them was told in the end."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.bench.ground import Ground
from tests.bench.load import LOST, Answer, Load, run

WAITING = 20.0
TURNED_AWAY = frozenset({LOST, 503})


@dataclass
class Crowd:
    """People who each want one thing; who was not answered, or told to wait, asks again with the same key."""

    ground: Ground
    port: int
    request_of: Callable[[int], bytes]
    told: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    statuses_heard: Counter[int] = field(default_factory=Counter)
    turned_away: list[tuple[bytes, str]] = field(default_factory=list)

    def ask(self, people: Iterable[int], heard: Callable[[int], None] | None = None, visitors: int = 40) -> None:
        """Everybody asks once; `heard` is told how many answers have come."""
        waiting, asked_by = list(people)[::-1], {}

        def ask(visitor: int) -> bytes | None:
            if not waiting:
                return None
            asked_by[visitor] = waiting.pop()
            return self.request_of(asked_by[visitor])

        def hear(answer: Answer) -> None:
            person = asked_by[answer.visitor]
            self.statuses_heard[answer.status] += 1
            if answer.status not in TURNED_AWAY:
                self.told[person] = (answer.status, json.loads(answer.body))
            elif answer.status:
                self.turned_away.append((answer.head, json.loads(answer.body)["code"]))
            if heard is not None:
                heard(sum(self.statuses_heard.values()))

        run(Load(self.port, min(visitors, len(waiting)), WAITING), ask, hear)

    def unanswered(self, people: range) -> list[int]:
        """Who has no answer yet."""
        return [person for person in people if person not in self.told]

    def ask_again(self, people: range) -> None:
        """Those without an answer ask once more, with the key they used."""
        self.ask(self.unanswered(people))

    def statuses(self) -> Counter[int]:
        """What everybody was told in the end."""
        return Counter(status for status, _ in self.told.values())

    def granted(self, name: str) -> list[str]:
        """One value of every answer of 201, such as the code."""
        return [str(body[name]) for status, body in self.told.values() if status == 201]
