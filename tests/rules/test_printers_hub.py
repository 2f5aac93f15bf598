"""The rules of a print job: every move, fences, evidence, lapses, and a model that nothing is printed twice unasked."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from printers import hub
from printers.hub import LEASE, MOVES, By, Evidence, Job, JobState, Verdict
from printers.refused import EvidenceTooWeak, LawlessMove, NotClaimable, StaleFence

NOW = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = NOW + 3 * SECOND
DONE = {"bytes": 9, "flushed": True, "completed": True}
S = JobState


def job(state=S.QUEUED, **changed):
    wish = {"id": "j1", "printer": "p1", "state": state, "secure": True, "since": NOW, **changed}
    return Job(**wish)


def leased(**changed):
    return hub.claim(job(**changed), "agent-1", NOW)


def sending(**changed):
    return hub.report(leased(**changed), 1, S.SENDING, {}, NOW)


@pytest.mark.parametrize(("start", "end", "by"), list(product(JobState, JobState, By)))
def test_exactly_the_moves_of_the_table_are_possible(start, end, by):
    if by in MOVES.get((start, end), ()):
        moved = hub.move(job(start), end, by, LATER)
        assert (moved.state, moved.since) == (end, LATER)
    else:
        with pytest.raises(LawlessMove) as refusal:
            hub.move(job(start), end, by, NOW)
        assert refusal.value.values == {"start": start.value, "end": end.value}


def test_nothing_that_may_be_on_paper_returns_to_the_queue():
    back = {start for (start, end) in MOVES if end in (S.QUEUED, S.LEASED)}
    assert back == {S.QUEUED, S.LEASED, S.FAILED_BEFORE_SEND}


def test_an_ended_job_stays_ended():
    assert not [start for (start, _) in MOVES if start in (S.CONFIRMED, S.VOIDED)]


def test_every_lease_has_a_new_fence():
    failed = job(S.FAILED_BEFORE_SEND, fence=3, evidence={"trouble": "paper_out"})
    again = hub.claim(failed, "agent-2", NOW + timedelta(minutes=9))
    assert (again.fence, again.agent, again.lease_until) == (4, "agent-2", NOW + timedelta(minutes=9) + LEASE)
    assert (again.since, again.evidence) == (NOW + timedelta(minutes=9), {})


@pytest.mark.parametrize("state", [s for s in JobState if s not in (S.QUEUED, S.FAILED_BEFORE_SEND)])
def test_a_job_under_way_or_ended_cannot_be_claimed(state):
    with pytest.raises(NotClaimable):
        hub.claim(job(state), "agent-1", NOW + timedelta(days=1))


def test_an_agent_whose_lease_went_to_another_is_refused():
    with pytest.raises(StaleFence) as refusal:
        hub.report(leased(), 0, S.SENDING, {}, NOW)
    assert refusal.value.values == {"fence": 0, "current": 1}


def test_a_job_that_found_no_paper_waits_with_its_reason():
    failed = hub.report(leased(), 1, S.FAILED_BEFORE_SEND, {"trouble": "paper_out"}, LATER)
    assert (failed.state, failed.since, failed.evidence) == (S.FAILED_BEFORE_SEND, LATER, {"trouble": "paper_out"})


def test_evidence_is_added_never_replaced():
    noted = hub.report(sending(), 1, S.SENDING, {"job_id": 7}, NOW)
    assert hub.report(noted, 1, S.CONFIRMED, DONE, NOW).evidence == {"job_id": 7, **DONE}


def test_the_same_report_twice_changes_nothing():
    once = hub.report(sending(), 1, S.CONFIRMED, DONE, NOW)
    assert hub.report(once, 1, S.CONFIRMED, DONE, NOW + SECOND) == once


def test_a_report_of_sending_prolongs_the_lease():
    assert hub.report(sending(), 1, S.SENDING, {}, NOW + 30 * SECOND).lease_until == NOW + 30 * SECOND + LEASE


def test_confirmed_needs_the_printers_word():
    with pytest.raises(EvidenceTooWeak) as refusal:
        hub.report(sending(), 1, S.CONFIRMED, {"bytes": 9, "flushed": True}, NOW)
    assert refusal.value.values == {"have": "accepted", "need": "completed"}


def test_numbered_paper_is_confirmed_only_by_its_serial():
    with pytest.raises(EvidenceTooWeak):
        hub.report(sending(numbered=True), 1, S.CONFIRMED, DONE, NOW)
    assert hub.report(sending(numbered=True), 1, S.CONFIRMED, {**DONE, "sheet": "ZZ 00048213"}, NOW)


def test_what_left_the_machine_cannot_be_called_unsent():
    with pytest.raises(EvidenceTooWeak):
        hub.report(sending(), 1, S.FAILED_BEFORE_SEND, {"bytes": 1}, NOW)


@pytest.mark.parametrize(
    ("evidence", "rung"),
    [
        ({}, Evidence.NOTHING),
        ({"job_id": 4}, Evidence.NOTHING),
        ({"bytes": 1}, Evidence.BYTES_SENT),
        ({"bytes": 1, "accepted": True}, Evidence.ACCEPTED),
        ({"flushed": True}, Evidence.ACCEPTED),
        (DONE, Evidence.COMPLETED),
        ({**DONE, "sheet": "ZZ 1"}, Evidence.SHEET_SEEN),
    ],
)
def test_the_evidence_ladder(evidence, rung):
    assert hub.rank(evidence) is rung


def test_a_silent_agent_that_never_began_loses_the_job_to_the_queue():
    assert hub.lapse(leased(), NOW + LEASE - SECOND) is None
    back = hub.lapse(leased(), NOW + LEASE)
    assert (back.state, back.since, back.agent, back.lease_until) == (S.QUEUED, NOW + LEASE, "", None)


def test_a_silent_agent_that_began_leaves_an_unknown_outcome():
    lost = hub.lapse(sending(), NOW + LEASE)
    assert (lost.state, lost.since) == (S.UNKNOWN, NOW + LEASE)


def test_a_printer_that_never_says_done_leaves_an_unknown_outcome():
    sent = hub.report(sending(), 1, S.SENT, {"bytes": 9, "accepted": True}, NOW)
    assert hub.lapse(sent, NOW + hub.SENT_PATIENCE - SECOND) is None
    lost = hub.lapse(sent, NOW + hub.SENT_PATIENCE)
    assert (lost.state, lost.since) == (S.UNKNOWN, NOW + hub.SENT_PATIENCE)


def test_late_evidence_ends_the_uncertainty():
    lost = hub.lapse(sending(), NOW + LEASE)
    assert hub.report(lost, 1, S.CONFIRMED, DONE, NOW + 2 * LEASE).state is S.CONFIRMED


@pytest.mark.parametrize(("fence", "wait"), [(1, 5), (2, 10), (3, 20), (9, 300), (40, 300)])
def test_retries_wait_longer_each_time(fence, wait):
    failed = job(S.FAILED_BEFORE_SEND, fence=fence)
    assert hub.retry_at(failed) == NOW + wait * SECOND
    assert hub.may_claim(failed, NOW + wait * SECOND) is (fence < hub.MOST_ATTEMPTS)
    assert not hub.may_claim(failed, NOW + (wait - 1) * SECOND)


def test_retries_end_some_day():
    assert not hub.may_claim(job(S.FAILED_BEFORE_SEND, fence=hub.MOST_ATTEMPTS), NOW + timedelta(days=1))


def test_the_oldest_waiting_job_of_these_printers_comes_first():
    jobs = [job(S.CONFIRMED), job(id="j2", printer="p2"), job(id="j3"), job(id="j4")]
    assert hub.next_job(jobs, {"p1"}, NOW).id == "j3"
    assert hub.next_job(jobs, {"p9"}, NOW) is None


def test_a_failed_job_waits_its_time_while_younger_ones_go_on():
    failed, young = job(S.FAILED_BEFORE_SEND, fence=1), job(id="j2")
    assert hub.next_job([failed, young], {"p1"}, NOW).id == "j2"
    assert hub.next_job([failed, young], {"p1"}, NOW + 5 * SECOND).id == "j1"


def test_a_secure_sheet_of_unknown_fate_holds_its_printer_for_secure_sheets_only():
    lost, certificate, slip = job(S.UNKNOWN), job(id="j2"), job(id="j3", secure=False)
    assert hub.next_job([lost, certificate, slip], {"p1"}, NOW).id == "j3"
    assert hub.next_job([lost, job(id="j4", printer="p2")], {"p1", "p2"}, NOW).id == "j4"


@pytest.mark.parametrize(
    ("verdict", "end"),
    [(Verdict.PRINTED, S.CONFIRMED), (Verdict.NOT_PRINTED, S.VOIDED), (Verdict.SPOILED, S.VOIDED)],
)
def test_a_person_ends_an_unknown_outcome(verdict, end):
    ended = hub.settle(job(S.UNKNOWN, evidence={"bytes": 9}), verdict, "", LATER)
    assert (ended.state, ended.since) == (end, LATER)
    assert ended.evidence == {"bytes": 9, "verdict": verdict.value}


def test_a_numbered_sheet_is_accounted_for_by_its_serial_even_spoiled():
    with pytest.raises(EvidenceTooWeak):
        hub.settle(job(S.UNKNOWN, numbered=True), Verdict.SPOILED, "", NOW)
    assert hub.settle(job(S.UNKNOWN, numbered=True), Verdict.SPOILED, "ZZ 1", NOW).evidence["sheet"] == "ZZ 1"


def test_what_is_being_sent_cannot_be_called_back():
    with pytest.raises(LawlessMove):
        hub.void(sending(), By.CLERK, NOW)
    taken_back = hub.void(job(), By.CLERK, LATER)
    assert (taken_back.state, taken_back.since) == (S.VOIDED, LATER)


class Printing(RuleBasedStateMachine):
    """Hub, two agents and one sheet of paper: whatever is lost or late, no sheet is printed a second time unasked."""

    def __init__(self):
        super().__init__()
        self.now = NOW
        self.job = job()
        self.sheets = 0
        self.held = {}  # agent -> (fence, has leave to send)

    def told(self, fence, to, evidence):
        try:
            self.job = hub.report(self.job, fence, to, evidence, self.now)
        except (StaleFence, LawlessMove, EvidenceTooWeak):
            return False
        return True

    @rule(seconds=st.integers(1, 4000))
    def time_passes(self, seconds):
        self.now += seconds * SECOND
        self.job = hub.lapse(self.job, self.now) or self.job

    @rule(agent=st.sampled_from("ab"))
    def claims(self, agent):
        if hub.may_claim(self.job, self.now):
            self.job = hub.claim(self.job, agent, self.now)
            self.held[agent] = (self.job.fence, False)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), answer_lost=st.booleans())
    def asks_leave(self, data, answer_lost):
        agent = data.draw(st.sampled_from(sorted(self.held)))
        fence, _ = self.held[agent]
        leave = self.told(fence, S.SENDING, {})
        self.held[agent] = (fence, leave and not answer_lost)

    @precondition(lambda self: any(leave for _, leave in self.held.values()))
    @rule(data=st.data(), outcome=st.sampled_from(["confirmed", "unknown", "silent", "report lost"]))
    def prints(self, data, outcome):
        agent = data.draw(st.sampled_from([a for a, (_, leave) in self.held.items() if leave]))
        fence, _ = self.held.pop(agent)
        self.sheets += 1
        if outcome in ("confirmed", "unknown"):
            self.told(fence, JobState(outcome), DONE if outcome == "confirmed" else {"bytes": 9})

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def finds_no_paper_before_sending(self, data):
        agent = data.draw(st.sampled_from(sorted(self.held)))
        fence, _ = self.held.pop(agent)
        self.told(fence, S.FAILED_BEFORE_SEND, {"trouble": "paper_out"})

    @invariant()
    def never_two_sheets(self):
        assert self.sheets <= 1

    @invariant()
    def a_sheet_is_never_waiting_to_be_printed_again(self):
        if self.sheets:
            assert not hub.may_claim(self.job, self.now + timedelta(days=1))


Printing.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestPrinting = Printing.TestCase
