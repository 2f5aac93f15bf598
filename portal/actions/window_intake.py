"""What one key at the window does together: the step, its paper on the laser, and the query password by SMS (CS-07)."""

from collections.abc import Mapping
from datetime import datetime

from portal.actions import intake, review
from portal.actions.case_papers import paper
from portal.actions.case_step import Step, take
from portal.actions.print_paper import NoPrinter, PrintWish, queue
from portal.case_terms import checklist
from portal.cases.materials import Finding, Tick
from portal.cases.refusals import PapersToFollow
from portal.cases.states import State
from portal.hub import Deed, Hub, TextMessage
from portal.people import Actor
from portal.store.cases import Case
from portal.store.documents import Document
from portal.store.unit import Unit
from shared.refusals import NotFound

By = tuple[Actor, datetime]


def printed(unit: Unit, hub: Hub, case: Case, kind: str, by: By) -> Document:
    """Makes a paper and sends it to the laser beside the window; a hall without one still has the paper."""
    document = paper(unit, hub, case, kind, by)
    place = f"{case.window} 号窗口" if case.window else ""
    try:
        queue(unit, hub, document, PrintWish(by[0].hall or case.hall, place=place), by)
    except NoPrinter:
        hub.record(unit, by[0], Deed("print.no_printer", f"case:{case.number}", by[1], {"kind": kind}, case.hall))
    return document


def tell_once(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Everything missing is told and printed as one list (T7, N5)."""
    after = intake.tell_once(unit, hub, case, by)
    printed(unit, hub, after, "n5", by)
    return after


def refuse(unit: Unit, hub: Hub, case: Case, statute: str, by: By) -> Case:
    """Not taken in: the list with its basis is printed (T8, N5)."""
    after = intake.refuse_intake(unit, hub, case, statute, by)
    printed(unit, hub, after, "n5", by)
    return after


def take_in(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Taken in; the receipt prints, and a fresh query password goes to the applicant's phone only (T9, N6)."""
    taken = intake.take_in(unit, hub, case, by)
    password = hub.ids.password()
    unit.cases.change(taken, {"password_hash": intake.password_index(hub, password)})
    body = f"您的办件{taken.number}已收件，查询密码{password}，凭它在网页和自助终端查进度。咨询12345。"
    hub.text_message(unit, TextMessage("case.taken_in", body, phone_sealed=taken.phone_sealed), by[1])
    after = _again(unit, taken)
    printed(unit, hub, after, "n6", by)
    return after


def come_back(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Who was sent home is back with the papers; the list goes on where it stood (T36)."""
    return take(unit, hub, case, Step(State.INTAKE_CHECKING), by)


def supplemented(unit: Unit, hub: Hub, case: Case, found: Mapping[str, Finding], by: By) -> Case:
    """What was asked for is ticked as brought, everything at once, and its receipt prints (T15, N6)."""
    asked = {line["no"] for line in case.facts.get("asked", [])}
    if lacking := asked - {number for number, one in found.items() if one.tick is Tick.COMPLETE}:
        raise PapersToFollow(count=len(lacking))
    lines = checklist(unit, case)
    for number in sorted(asked):
        lines = lines.found(number, found[number])
    unit.cases.put_lines(case.id, lines.lines)
    after = review.supplemented(unit, hub, case, by)
    hub.record(unit, by[0], Deed("case.supplement_taken", f"case:{case.number}", by[1], {"lines": sorted(asked)}))
    printed(unit, hub, after, "n6", by)
    return after


def _again(unit: Unit, case: Case) -> Case:
    found = unit.cases.by_id(case.id)
    if found is None:
        raise NotFound
    return found
