"""The agent with hub, network and printers that fail at every step: each sheet at most once, each job ends or waits."""

import hashlib
import threading
from dataclasses import replace
from itertools import count

import httpx
import pytest

from printers import hub
from printers.agent import run
from printers.hub import JobState
from printers.hub_client import HubAway, HubClient
from printers.journal import Journal, MemoryLines
from printers.press import Press
from printers.printer import Order
from printers.trouble import Reason
from shared.refusals import Refusal
from shared.wire import Media
from tests.devices.printers_hall import PAGE, START, Died, DyingLines, Hall


@pytest.fixture
def hall():
    return Hall()


def test_a_job_is_printed_confirmed_and_forgotten(hall):
    assert hall.agent.step() is True
    assert hall.printer.printed == [PAGE]
    assert hall.desk.job.state is JobState.CONFIRMED
    assert hall.agent.press.journal.unfinished() == []
    assert hall.agent.step() is False


def test_the_hub_is_asked_before_the_first_byte(hall):
    hall.agent.step()
    assert hall.desk.reports == ["sending", "confirmed"]


def test_without_leave_nothing_is_printed(hall):
    hall.desk.lose = lambda path, after: path.endswith("/report")
    with pytest.raises(HubAway):
        hall.agent.step()
    assert hall.sheets == 0


def test_a_printer_in_trouble_is_not_given_jobs_and_the_hub_is_told(hall):
    hall.printer.trouble = Reason.PAPER_OUT
    hall.agent.step()
    assert hall.desk.job.state is JobState.QUEUED
    assert hall.desk.statuses[-1][0]["reasons"] == ["paper_out"]


def test_trouble_that_is_mended_ends_in_one_sheet(hall):
    hall.agent.tell_status()
    hall.printer.trouble = Reason.PAPER_OUT
    hall.agent.step()
    assert hall.desk.job.state in (JobState.QUEUED, JobState.FAILED_BEFORE_SEND)
    hall.printer.trouble = None
    hall.turns()
    assert (hall.desk.job.state, hall.sheets) == (JobState.CONFIRMED, 1)


def test_a_silent_printer_leaves_the_job_to_a_person_and_is_never_sent_it_again(hall):
    hall.printer.silent = True
    hall.turns()
    assert (hall.desk.job.state, hall.sheets) == (JobState.UNKNOWN, 1)


def test_spoiled_bytes_are_not_printed(hall):
    hall.desk.document = b"%PDF something else"
    hall.agent.step()
    assert (hall.desk.job.state, hall.sheets) == (JobState.FAILED_BEFORE_SEND, 0)


@pytest.mark.parametrize("after", [False, True], ids=["request lost", "answer lost"])
@pytest.mark.parametrize("nth", range(8))
def test_whichever_message_is_lost_the_sheet_is_printed_at_most_once(hall, nth, after):
    messages = count()
    hall.desk.lose = lambda path, late: late is after and next(messages) == nth
    hall.turns()
    assert hall.sheets == 1
    assert hall.desk.job.state is JobState.CONFIRMED


@pytest.mark.parametrize("after", [False, True], ids=["before the line", "after the line"])
@pytest.mark.parametrize("nth", range(1, 6))
def test_at_whichever_write_the_machine_dies_nothing_is_printed_twice(hall, nth, after):
    hall.lines = DyingLines(nth, after)
    hall.restart()
    with pytest.raises(Died):
        hall.turns(2)
    hall.restart()
    hall.turns()
    assert hall.sheets <= 1
    assert hall.desk.job.state in (JobState.CONFIRMED, JobState.UNKNOWN)
    assert hall.desk.job.state is JobState.UNKNOWN or hall.sheets == 1


def test_a_machine_that_dies_while_printing_says_unknown(hall):
    def die(prepared, note):
        note({"bytes": 1})
        raise Died

    hall.printer.print = die
    with pytest.raises(Died):
        hall.agent.step()
    hall.restart()
    hall.turns(1)
    assert hall.desk.job.state is JobState.UNKNOWN


def test_an_agent_back_after_its_lease_went_away_does_not_print(hall):
    held = hub.claim(hall.desk.job, "agent", hall.clock())
    hall.desk.job = replace(held, fence=held.fence + 1)
    claimed = hall.desk.claim
    hall.desk.claim = lambda printers: httpx.Response(204)
    order = Order("j1", "p1", Media.A4, PAGE, fence=held.fence)
    outcome = hall.agent.press.print(order, lambda: hall.agent._leave(_job(held)))
    assert (outcome.state, hall.sheets) == (JobState.FAILED_BEFORE_SEND, 0)
    assert claimed


def _job(held):
    from shared.wire import PrintDocument, PrintJob

    nothing = PrintDocument("d1", "", "/")
    return PrintJob(held.id, held.fence, START, "n13", True, Media.A4, "p1", 1, nothing)


def test_a_kiosks_own_slip_needs_no_hub_and_is_never_printed_twice(hall):
    hall.desk.lose = lambda path, after: True
    order = Order("slip-1", "p1", Media.SLIP, b"{}", own=True)
    assert hall.agent.press.print(order).state is JobState.CONFIRMED
    assert hall.agent.press.print(order).state is JobState.CONFIRMED
    assert hall.sheets == 1


def test_a_kiosks_own_slip_that_never_left_may_be_tried_again(hall):
    hall.printer.trouble = Reason.PAPER_OUT
    order = Order("slip-1", "p1", Media.SLIP, b"{}", own=True)
    assert hall.agent.press.print(order).state is JobState.FAILED_BEFORE_SEND
    hall.printer.trouble = None
    assert hall.agent.press.print(order).state is JobState.CONFIRMED


def test_own_slips_are_not_told_to_the_hub(hall):
    hall.desk.job = replace(hall.desk.job, state=JobState.VOIDED)
    hall.agent.press.print(Order("slip-1", "p1", Media.SLIP, b"{}", own=True))
    hall.agent.step()
    assert hall.desk.reports == []
    assert hall.agent.press.journal.unfinished() == []


def test_the_second_idle_question_says_what_it_knows(hall):
    hall.desk.job = replace(hall.desk.job, state=JobState.VOIDED)
    hall.agent.step()
    seen = []
    hall.agent.hub._http = httpx.Client(
        transport=httpx.MockTransport(lambda request: (seen.append(request.headers), httpx.Response(304))[1]),
        base_url="https://hub.test",
    )
    assert hall.agent.hub.claim(["p1"]) is None
    assert seen[0]["If-None-Match"] == '"idle"'


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_hub_that_cannot_answer_is_waited_for(status):
    client = HubClient(
        httpx.Client(transport=httpx.MockTransport(lambda r: httpx.Response(status)), base_url="https://h")
    )
    with pytest.raises(HubAway):
        client.claim(["p1"])


def test_every_refusal_of_the_hub_has_its_sentence():
    from shared.speech import LOCALES, speaker

    for refusal in Refusal.__subclasses__():
        if refusal.__module__ == "printers.refused":
            values = {"free": 1, "glyphs": "𠀡", "have": "bytes_sent", "need": "completed", "start": "a", "end": "b"}
            assert all(speaker(locale).say(refusal(**values)).now for locale in LOCALES)


def test_a_job_for_a_printer_that_is_not_here_goes_back(hall):
    hall.agent.press.printers["p1"].code = "elsewhere"
    hall.agent.press = Press(Journal(MemoryLines()), [hall.printer], hall.clock)
    held = hub.claim(hall.desk.job, "agent", hall.clock())
    hall.desk.job = held
    hall.agent.work(replace(_job(held), document=replace(_job(held).document, sha256=hashlib.sha256(PAGE).hexdigest())))
    assert hall.desk.job.state is JobState.FAILED_BEFORE_SEND


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"{}", b'{"job": 3}', b'{"job": {"id": 1}}'])
def test_a_page_of_some_network_in_between_is_no_hub(body):
    answer = httpx.MockTransport(lambda request: httpx.Response(200, content=body))
    with pytest.raises(HubAway):
        HubClient(httpx.Client(transport=answer, base_url="https://h")).claim(["p1"])


def test_one_failed_turn_does_not_stop_the_agent(hall, caplog):
    stop = threading.Event()
    turns = iter([ValueError("a bug"), HubAway("away"), None])

    def step():
        trouble = next(turns)
        if trouble:
            raise trouble
        stop.set()

    hall.agent.step = step
    run(hall.agent, stop, every=0)
    assert "a turn of the print agent failed" in caplog.text


def test_a_driver_that_fails_in_the_middle_leaves_the_job_to_a_person(hall):
    def fail(prepared, note):
        note({"bytes": 1})
        raise ValueError("a bug")

    hall.printer.print = fail
    with pytest.raises(ValueError, match="a bug"):
        hall.agent.step()
    hall.turns(1)
    assert hall.desk.job.state is JobState.UNKNOWN
