"""The worker: due timers run exactly once, messages leave with growing pauses, the audit log is chained."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest

from portal.hub import Deed, Hub, TextMessage
from portal.messages.dispatch import dispatch, drivers_of
from portal.messages.webhook import queue_webhook, signature
from portal.people import SYSTEM
from portal.store.outbox import Message
from portal.timers import table
from portal.timers.run import due, run_due, run_one
from portal.timers.schedule import daily
from portal.worker import chores_of, round_of, seal
from shared.clock import instant
from shared.vault import Keyring, Vault
from tests.outcomes import refusal_of

Answer = Callable[[httpx.Request], httpx.Response]


def say(hub: Hub, body: str = "您的预约已确认") -> None:
    with hub.store.write() as unit:
        hub.text_message(unit, TextMessage("booking.confirmed", body, phone="+8613800000123"), hub.now())


def newest(hub: Hub) -> Message:
    with hub.store.read() as unit:
        return unit.outbox.newest(1)[0]


def gateway(hub: Hub, answer: Answer) -> int:
    settings = hub.settings.__class__(sms_driver="http", sms_gateway_url="http://gateway.test/send")
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return dispatch(hub, drivers_of(settings, http), hub.now())


def test_a_text_message_becomes_one_line_of_the_outbox_file(hub: Hub) -> None:
    say(hub)
    round_of(hub, chores_of(hub.settings))
    line = json.loads(hub.settings.sms_outbox.read_text("utf-8"))
    assert (line["to"], line["text"]) == ("+8613800000123", "【平顶山政务】您的预约已确认")


def test_a_text_message_can_go_to_the_console(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    say(hub)
    dispatch(hub, drivers_of(replace(hub.settings, sms_driver="console")), hub.now())
    assert json.loads(capsys.readouterr().out)["to"] == "+8613800000123"


@pytest.mark.parametrize("chosen", [{"sms_driver": "pigeon"}, {"sms_driver": "http"}])
def test_a_channel_that_cannot_work_is_refused_at_the_start(hub: Hub, chosen: dict[str, str]) -> None:
    assert refusal_of(drivers_of, replace(hub.settings, **chosen)).code == "bad_setting"


def test_an_address_sealed_with_a_lost_key_does_not_hold_up_the_others(hub: Hub) -> None:
    say(hub)
    say(replace(hub, vault=Vault(Keyring.fresh())))
    say(hub)
    assert dispatch(hub, drivers_of(hub.settings), hub.now()) == 2
    with hub.store.read() as unit:
        assert unit.outbox.given_up() == 1


def test_a_sent_message_is_not_sent_again(hub: Hub) -> None:
    say(hub)
    assert [dispatch(hub, drivers_of(hub.settings), hub.now()) for _round in range(2)] == [1, 0]


def test_a_busy_gateway_is_tried_again_later(hub: Hub) -> None:
    say(hub)
    assert gateway(hub, lambda _request: httpx.Response(503)) == 0
    assert newest(hub).next_at == hub.now() + timedelta(minutes=1)
    assert newest(hub).last_error == "HTTP 503"


def test_a_gateway_that_refuses_the_message_ends_it_visibly(hub: Hub) -> None:
    say(hub)
    gateway(hub, lambda _request: httpx.Response(400))
    with hub.store.read() as unit:
        assert unit.outbox.given_up() == 1


def test_pauses_grow_until_the_message_is_given_up(hub: Hub) -> None:
    say(hub)
    pauses = []
    while (planned := newest(hub).next_at) is not None:
        hub.clock.set(planned)
        gateway(hub, lambda _request: httpx.Response(503))
        pauses.append(newest(hub).next_at and (newest(hub).next_at - planned) // timedelta(minutes=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, None]


def test_a_webhook_carries_its_signature(hub: Hub) -> None:
    seen: list[httpx.Request] = []
    with hub.store.write() as unit:
        queue_webhook(unit, hub, ("http://dept.test/in", "s3cret"), ("case.accepted", '{"a":1}'), hub.now())
    gateway(hub, lambda request: seen.append(request) or httpx.Response(200))
    assert seen[0].headers["Tongban-Signature"] == signature("s3cret", int(hub.now().timestamp()), b'{"a":1}')


def test_every_timer_runs_at_the_first_start_and_then_by_its_rhythm(hub_on_both: Hub) -> None:
    names = [timer.name for timer in table.TIMERS]
    assert run_due(hub_on_both, hub_on_both.now()) == names
    assert run_due(hub_on_both, hub_on_both.now()) == []


def test_two_workers_run_a_timer_once(hub_on_both: Hub) -> None:
    now = hub_on_both.now()
    plans = due(hub_on_both, now)
    ran = [run_one(hub_on_both, timer, planned, now) for _worker in range(2) for timer, planned in plans]
    assert ran == [True] * len(plans) + [False] * len(plans)


def test_a_timer_missed_for_days_runs_once(hub: Hub) -> None:
    run_due(hub, hub.now())
    hub.clock.advance(timedelta(days=3))
    assert "slots" in run_due(hub, hub.now())
    assert "slots" not in run_due(hub, hub.now())


def test_the_horizon_of_slots_moves_with_the_days(hub: Hub) -> None:
    with hub.store.read() as unit:
        before = unit.slots.made("410400", hub.now().date(), hub.now().date() + timedelta(days=30))
    hub.clock.advance(timedelta(days=1))
    run_due(hub, hub.now())
    with hub.store.read() as unit:
        after = unit.slots.made("410400", hub.now().date(), hub.now().date() + timedelta(days=30))
    assert after - before


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2026-11-23T08:05", "2026-11-24T00:05"),
        ("2026-11-23T00:04", "2026-11-23T00:05"),
        ("2026-11-23T00:05", "2026-11-24T00:05"),
    ],
)
def test_a_daily_timer_runs_at_its_clock_time(now: str, following: str) -> None:
    assert daily("00:05")(instant(now)) == instant(following)


def test_the_sealer_chains_what_was_committed(hub_on_both: Hub) -> None:
    hub = hub_on_both
    seal(hub, hub.now())
    with hub.store.write() as unit:
        hub.record(unit, SYSTEM, Deed("test.done", "test:1", hub.now(), {"of": "it"}))
    assert [seal(hub, hub.now()) for _round in range(2)] == [1, 0]


def test_a_failing_chore_does_not_stop_the_others(hub: Hub, caplog: pytest.LogCaptureFixture) -> None:
    done: list[datetime] = []

    def breaks(_hub: Hub, _now: datetime) -> None:
        raise ZeroDivisionError

    round_of(hub, {"first": breaks, "second": lambda _hub, now: done.append(now)})
    assert done == [hub.now()]
