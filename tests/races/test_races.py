"""Crowds at a real portal of two processes: no place sold twice, no number given twice, nobody called twice (BK-06)."""

import json
from collections import Counter
from collections.abc import Callable

from tests.bench.clerks import Clerks
from tests.bench.ground import DOUBLED_CALLS, OVERSOLD, UNACCOUNTED, Ground
from tests.bench.load import Answer, Load, request, run
from tests.bench.serving import Server
from tests.races.conftest import SIZE
from tests.races.crowd import Crowd

Serve = Callable[[Ground], Server]
CAPACITY = 5


def test_BK_06_a_crowd_on_a_slot_of_five_is_five_bookings(ground: Ground, serve: Serve) -> None:
    slot = ground.slots(1, CAPACITY)[0]
    crowd = Crowd(ground, serve(ground).port, lambda person: ground.booking(slot, person, f"sell-out-{person}"))
    crowd.ask(range(SIZE))
    crowd.ask_again(range(SIZE))
    assert crowd.statuses() == {201: CAPACITY, 409: SIZE - CAPACITY}
    assert ground.count(OVERSOLD) == ground.count(UNACCOUNTED) == 0


def test_a_crowd_at_one_line_gets_as_many_numbers(ground: Ground, serve: Serve) -> None:
    def ticket(person: int) -> bytes:
        wish = json.dumps({"hall": "410411", "area": "A"}).encode()
        return request("POST", "/api/v1/tickets", ground.headers(f"line-{person}"), wish)

    crowd = Crowd(ground, serve(ground).port, ticket)
    crowd.ask(range(SIZE))
    crowd.ask_again(range(SIZE))
    numbers = crowd.granted("number")
    assert sorted(numbers, key=lambda number: int(number[1:])) == [f"A{serial:03d}" for serial in range(1, SIZE + 1)]


def test_clerks_who_call_at_once_never_call_one_visitor_twice(ground: Ground, serve: Serve) -> None:
    waiting = SIZE // 5
    clerks = Clerks(ground, 2)
    clerks.fill_line(waiting)
    statuses: Counter[int] = Counter()
    server = serve(ground)

    def hear(answer: Answer) -> None:
        statuses[answer.status] += 1

    run(Load(server.port, clerks.count, 20), clerks.steps(waiting), hear)
    # An empty line is told by 409 to who calls, and by 404 to who would then start or finish.
    assert set(statuses) <= {303, 404, 409}
    assert ground.count(DOUBLED_CALLS) == 0
    assert ground.count(clerks.CALLED) == waiting
