"""At the window: a case is opened, its list checked, everything told once, and it is taken in (CS-01 … CS-08)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.actions.case_step import Step, take
from portal.booking_person import person, sealed
from portal.booking_rules import values_of
from portal.case_terms import checklist, item
from portal.cases.flow import Circumstances
from portal.cases.materials import Finding, Tick, checklist_for, checklist_with, one_time_notice, paper_required
from portal.cases.needs import Facts
from portal.cases.refusals import AlreadyMoved, NoSuchMove
from portal.cases.states import STATE_NAMES, State
from portal.catalog.item import DeliveryWay, Item, Situation
from portal.catalog.routing import acceptance_mode
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.halls import Department, Hall
from portal.store.unit import Unit
from printers.fonts import missing_glyphs
from printers.refused import GlyphMissing
from shared.clock import today
from shared.identity import IdType
from shared.ids import case_number
from shared.refusals import NotFound, Term

By = tuple[Actor, datetime]


@dataclass(frozen=True)
class Applicant:
    """Whose case it is, as typed at the window."""

    name: str
    id_type: str
    id_number: str
    phone: str


@dataclass(frozen=True)
class CaseWish:
    """What is applied for, where, by whom; `region` is the 属地 when it is not the hall's own."""

    hall: str
    item: str
    situation: str
    applicant: Applicant
    region: str = ""
    ticket: str | None = None
    window: int | None = None
    delivery: str = ""


@dataclass(frozen=True)
class Opened:
    """A new case and the query password, which is told once."""

    case: Case
    password: str


def open_case(unit: Unit, hub: Hub, wish: CaseWish, by: By) -> Opened:
    """Numbers a case the moment it is handed in (CS-27) and puts its list on the counter."""
    found = item(unit, wish.item)
    situation = _situation(found, wish.situation)
    hall = unit.halls.get(wish.hall)
    if hall is None:
        raise NotFound(field="hall")
    department = _department(unit, wish, situation, hall)
    password = hub.ids.password()
    draft = _draft(hub, wish, by, (found, situation, hall, department, password))
    numbered = _number(unit, draft, by[1])
    unit.cases.add(numbered)
    unit.cases.put_lines(numbered.id, checklist_for(found, situation).lines)
    return Opened(take(unit, hub, numbered, Step(State.INTAKE_CHECKING), by), password)


def tick(unit: Unit, hub: Hub, case: Case, findings: Mapping[str, Finding], by: By) -> Case:
    """Keeps what the clerk found, all lines at once; refused once the case was taken in."""
    if case.state is not State.INTAKE_CHECKING:
        raise AlreadyMoved(state=Term(STATE_NAMES[case.state].zh))
    found = item(unit, case.item)
    situation = found.situation(case.situation)
    unit.cases.put_lines(case.id, checklist_with(found, situation, findings).lines)
    facts = {"ticked": {number: finding.tick.value for number, finding in findings.items()}}
    hub.record(unit, by[0], Deed("case.checked", f"case:{case.number}", by[1], facts, case.hall))
    return case


def tell_once(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Everything missing is told at once with its basis; what can be mended on the spot is (T7, N5)."""
    notice = one_time_notice(checklist(unit, case), WAYS)
    remember = {"told": len(notice.lines)}
    facts = Facts(told=len(notice.lines), told_with_basis=notice.with_basis)
    return take(unit, hub, case, Step(State.INTAKE_CHECKING, facts, remember=remember), by)


def refuse_intake(unit: Unit, hub: Hub, case: Case, statute: str, by: By) -> Case:
    """Not taken in: only with a statute, and only telling everything that is missing (T8, CS-08)."""
    notice = one_time_notice(checklist(unit, case), WAYS)
    facts = Facts(told=len(notice.lines), told_with_basis=notice.with_basis, statute=statute)
    return take(unit, hub, case, Step(State.INTAKE_REFUSED, facts, note=statute), by)


def take_in(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Complete and legal: taken in on the spot and sent to the competent department (T9, CS-04, CS-05)."""
    lines = checklist(unit, case)
    actor, now = by
    facts = Facts(unchecked=len(lines.unchecked), missing=len(lines.missing), tolerable=lines.tolerable)
    step = Step(
        State.RECEIVED,
        facts,
        changes={"received_at": now, "clerk": actor.id},
        remember={"took_in_by": actor.id},
        circumstances=Circumstances(paper_required=paper_required(lines)),
    )
    return take(unit, hub, case, step, by)


def finding(tick: str, problem: str, remedy: str) -> Finding:
    """What a form says about one line; an unknown tick is refused."""
    if tick not in set(Tick):
        raise NotFound(field="tick")
    return Finding(Tick(tick), problem, remedy)


WAYS = ("本人或代办人交到本窗口", "网上补传", "邮寄到本大厅")


def _situation(found: Item, code: str) -> Situation:
    try:
        return found.situation(code)
    except KeyError:
        raise NotFound(field="situation") from None


def _department(unit: Unit, wish: CaseWish, situation: Situation, hall: Hall) -> Department:
    region = wish.region or hall.region
    code = unit.items.department(wish.item, situation.code, region)
    department = unit.halls.department(code) if code else None
    if department is None:
        raise NoSuchMove(state=Term(STATE_NAMES[State.DRAFT].zh), to=Term(STATE_NAMES[State.INTAKE_CHECKING].zh))
    return department


def password_index(hub: Hub, password: str) -> str:
    """How a query password is kept: keyed, because six digits alone could be tried out."""
    return hub.vault.blind(password, "query-password")


Known = tuple[Item, Situation, Hall, Department, str]


def _draft(hub: Hub, wish: CaseWish, by: By, known: Known) -> Case:
    (actor, now), (found, situation, hall, department, password) = by, known
    given = wish.applicant
    one = person(given.name, _id_type(given.id_type), given.id_number, given.phone, today(now))
    if lost := missing_glyphs(one.name):
        raise GlyphMissing(field="name", missing=lost)
    kept = sealed(hub.vault, one)
    return Case(
        id=hub.ids.row(),
        number="",
        hall=hall.code,
        item=found.code,
        situation=situation.code,
        title=situation.title,
        department=department.code,
        state=State.DRAFT,
        state_since=now,
        mode=acceptance_mode(found, hall.region, department).value,
        **kept.__dict__,
        password_hash=password_index(hub, password),
        made_at=now,
        delivery=wish.delivery or DeliveryWay.APPLICATION_WINDOW.value,
        clerk=actor.id,
        window=wish.window,
        ticket=wish.ticket,
        facts={"region": wish.region or hall.region},
    )


def _number(unit: Unit, draft: Case, now: datetime) -> Case:
    prefix = values_of(unit, draft.hall).text("case_prefix")
    serial = unit.cases.next_serial(prefix, today(now))
    return Case(**{**draft.__dict__, "number": case_number(prefix, today(now), serial)})


def _id_type(text: str) -> IdType:
    if text not in set(IdType):
        raise NotFound(field="id_type")
    return IdType(text)
