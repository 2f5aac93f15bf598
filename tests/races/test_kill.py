"""The portal killed, or its database restarted, in the middle of a crowd: nothing acknowledged is lost or doubled."""

import os
import signal
from collections.abc import Callable

from tests.bench.ground import DOUBLED_BOOKINGS, OVERSOLD, UNACCOUNTED, Ground
from tests.bench.serving import Server
from tests.databases import DurableCluster
from tests.races.conftest import SIZE
from tests.races.crowd import Crowd

Serve = Callable[[Ground], Server]
KEPT = "SELECT count(*) FROM appointments WHERE state = 'confirmed' AND code IN ({codes})"
OF_SLOTS = "SELECT count(*) FROM appointments WHERE made_by = 'channel:app' AND reason = :reason"


def crowd_at(ground: Ground, server: Server, name: str, first: int) -> Crowd:
    """A crowd with room for everybody; each name has people, keys and slots of its own."""
    slots = ground.slots(10, SIZE, first)

    def booking(person: int) -> bytes:
        return ground.booking(slots[person % 10], first * 10_000 + person, f"{name}-{person}", reason=name)

    return Crowd(ground, server.port, booking)


def nothing_lost_or_doubled(ground: Ground, crowd: Crowd, name: str) -> None:
    """Every code that was told stands in the database, and there is exactly one for each person."""
    codes = crowd.granted("code")
    assert len(set(codes)) == len(codes) == SIZE
    assert ground.count(KEPT.format(codes=", ".join(f"'{code}'" for code in codes))) == SIZE
    assert ground.count(OF_SLOTS, reason=name) == SIZE
    assert ground.count(OVERSOLD) == ground.count(UNACCOUNTED) == ground.count(DOUBLED_BOOKINGS) == 0


def test_bookings_survive_a_kill_in_the_middle_of_a_crowd(ground: Ground, serve: Serve) -> None:
    server = serve(ground)
    crowd = crowd_at(ground, server, "killed", 20)

    def kill(answers: int) -> None:
        if answers == SIZE // 4:
            os.killpg(server.process.pid, signal.SIGKILL)

    crowd.ask(range(SIZE), kill)
    early = dict(crowd.told)
    server.process.wait(timeout=10)
    assert 0 < len(early) < SIZE
    server.start()
    crowd.ask_again(range(SIZE))
    assert {person: crowd.told[person] for person in early} == early
    nothing_lost_or_doubled(ground, crowd, "killed")


def test_bookings_survive_a_restart_of_postgresql(
    postgresql_filled: Ground, serve: Serve, durable_cluster: DurableCluster
) -> None:
    ground = postgresql_filled
    server = serve(ground)
    crowd = crowd_at(ground, server, "restarted", 40)

    def restart(answers: int) -> None:
        # In the main thread: the server is bound to the life of the thread that starts it.
        if answers == SIZE // 4:
            durable_cluster.halt()
        if answers == SIZE // 2:
            durable_cluster.resume()

    crowd.ask(range(SIZE), restart)
    assert set(crowd.statuses_heard) == {201, 503}
    crowd.ask_again(range(SIZE))
    nothing_lost_or_doubled(ground, crowd, "restarted")


def test_a_database_that_is_away_is_told_plainly(
    postgresql_filled: Ground, serve: Serve, durable_cluster: DurableCluster
) -> None:
    server = serve(postgresql_filled)
    crowd = crowd_at(postgresql_filled, server, "away", 60)
    durable_cluster.halt()
    try:
        crowd.ask(range(3), visitors=1)
    finally:
        durable_cluster.resume()
    assert [code for _, code in crowd.turned_away] == ["database_unreachable"] * 3
    assert all(b"\r\nretry-after: 3" in head.lower() for head, _ in crowd.turned_away)
