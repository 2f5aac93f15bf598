"""In the department: sign for, supplement once, accept or not, stop the clock lawfully, decide (CS-12 … RV-10)."""

from collections.abc import Iterable
from datetime import datetime

from portal.actions.case_step import Step, take
from portal.case_terms import checklist
from portal.cases.flow import Circumstances
from portal.cases.materials import NoticeLine
from portal.cases.needs import Facts, Stop
from portal.cases.states import State
from portal.hub import Hub, TextMessage
from portal.people import Actor
from portal.store.cases import Case
from portal.store.unit import Unit

By = tuple[Actor, datetime]


def sign_for(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """The department checked what arrived and signs for it (T11, CS-19)."""
    return take(unit, hub, case, Step(State.SIGNED_FOR), by)


def ask_supplement(unit: Unit, hub: Hub, case: Case, asked: tuple[Iterable[NoticeLine], str], by: By) -> Case:
    """Everything to supplement, in one notice; a second one needs a reason and shows up in supervision (T14, A5b)."""
    lines, second_reason = list(asked[0]), asked[1]
    facts = Facts(
        told=len(lines),
        told_with_basis=all(line.basis.strip() for line in lines),
        second_reason=second_reason,
        authorised=True,
    )
    remember = {
        "supplements_sent": int(case.facts.get("supplements_sent", 0)) + 1,
        "second_reason": second_reason,
        "asked": [line.__dict__ for line in lines],
        "origin": case.state.value,
    }
    after = take(unit, hub, case, Step(State.SUPPLEMENT_REQUIRED, facts, remember=remember), by)
    _tell(unit, hub, after, ("case.supplement", "材料需补正，请查看一次性告知单并按要求补交"), by[1])
    return after


def supplemented(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Everything asked for was supplied; the acceptance clock starts anew (T15, A5)."""
    lines = checklist(unit, case)
    facts = Facts(missing=len(lines.missing))
    from_pre_check = case.facts.get("origin") == State.PRE_CHECK.value
    step = Step(
        State.SUPPLEMENTED,
        facts,
        remember={"asked": []},
        circumstances=Circumstances(from_pre_check=from_pre_check),
    )
    return take(unit, hub, case, step, by)


def accept(unit: Unit, hub: Hub, case: Case, by: By, since: datetime | None = None) -> Case:
    """Complete and in scope: accepted; the promised limit runs (T12). `since` is the receipt when silence accepted."""
    actor, _ = by
    facts = Facts(authorised=True, deemed=since is not None)
    step = Step(State.ACCEPTED, facts, remember={"accepted_by": actor.id}, starts_at=since)
    after = take(unit, hub, case, step, by)
    _tell(unit, hub, after, ("case.accepted", "已受理"), by[1])
    return after


def not_accept(unit: Unit, hub: Hub, case: Case, why: tuple[str, str], by: By) -> Case:
    """Not accepted, with reason, basis and remedies in the notice (T16, CS-14): (reason, statute)."""
    reason, statute = why
    facts = Facts(authorised=True, reason=reason, statute=statute, remedies=True)
    remember = {"reason": reason, "statute": statute}
    after = take(unit, hub, case, Step(State.NOT_ACCEPTED, facts, note=reason, remember=remember), by)
    _tell(unit, hub, after, ("case.not_accepted", "不予受理，理由见通知书"), by[1])
    return after


def begin_review(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Substantive review begins; the promised limit has run since acceptance (T17)."""
    return take(unit, hub, case, Step(State.IN_REVIEW), by)


def suspend(unit: Unit, hub: Hub, case: Case, stop: Stop, by: By) -> Case:
    """Stops the clock for a lawful step, its length told in writing (T18, T38, RV-02)."""
    remember = {"origin": case.state.value, "stop": stop.__dict__}
    step = Step(State.SUSPENDED, Facts(stop=stop), note=stop.basis, remember=remember)
    after = take(unit, hub, case, step, by)
    _tell(unit, hub, after, ("case.suspended", f"进入特别程序，停表约{stop.days}个工作日"), by[1])
    return after


def resume(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """The step is over; the clock goes on where it stopped."""
    origin = State(case.facts["origin"])
    return take(unit, hub, case, Step(origin, Facts(origin=origin), remember={"stop": None}), by)


def grant(unit: Unit, hub: Hub, case: Case, by: By, on_the_spot: bool = False) -> Case:
    """Granted by somebody who neither took in nor accepted (T20, T22, 受审分离)."""
    facts = Facts(on_the_spot=on_the_spot, authorised=True, missing=len(checklist(unit, case).missing))
    remember = {"decided_by": by[0].id}
    return take(unit, hub, case, Step(State.DECIDED_GRANT, facts, remember=remember), by)


def refuse(unit: Unit, hub: Hub, case: Case, why: tuple[str, str], by: By) -> Case:
    """Refused in writing with reasons, basis and the way to review and court (T21, RV-04): (reason, statute)."""
    reason, statute = why
    facts = Facts(reason=reason, statute=statute, remedies=True, authorised=True)
    remember = {"decided_by": by[0].id, "reason": reason, "statute": statute}
    after = take(unit, hub, case, Step(State.DECIDED_REFUSE, facts, note=reason, remember=remember), by)
    _tell(unit, hub, after, ("case.refused", "已作出不予许可决定，理由和救济途径见决定书"), by[1])
    return after


def forward(unit: Unit, hub: Hub, case: Case, to: tuple[str, str], by: By) -> Case:
    """Passed on to the department that is competent; the clock goes on (T32, CS-33): (department, reason)."""
    department, reason = to
    facts = Facts(other_department=department, reason=reason)
    return take(unit, hub, case, Step(State.RECEIVED, facts, note=reason, changes={"department": department}), by)


def withdraw(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Taken back by the applicant before a decision; every clock ends (T31)."""
    return take(unit, hub, case, Step(State.WITHDRAWN, Facts(identity_checked=True)), by)


def _tell(unit: Unit, hub: Hub, case: Case, told: tuple[str, str], now: datetime) -> None:
    topic, what = told
    body = f"您的办件{case.number}{what}。凭查询密码可查进度，咨询12345。"
    hub.text_message(unit, TextMessage(topic, body, phone_sealed=case.phone_sealed), now)
