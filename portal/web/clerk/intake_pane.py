"""The intake pane: nobody, an empty form, a list on the counter, told once, taken in; what was typed is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.case_terms import checklist, item, terms
from portal.case_words import LEVEL_NAMES, WAY_NAMES
from portal.cases.materials import Tick
from portal.cases.states import State
from portal.catalog.item import Item, Need, Situation
from portal.catalog.search import score, tidy
from portal.hall_facts import HallFacts
from portal.line import WindowView
from portal.progress import SHOWN, clock_views
from portal.store.appointments import Booked
from portal.store.cases import Case
from portal.store.tickets import Ticket
from portal.store.unit import Unit
from portal.web.clerk.case_view import case_view, line_row, said, state_name, title_of
from portal.web.context import actor, hub, now, speaker
from portal.working_days import calendar
from shared.identity import IdType
from shared.privacy import mask_id, mask_name, mask_phone
from shared.refusals import Refusal

Values = dict[str, object]
OPEN_STATES = (State.INTAKE_CHECKING, State.INTAKE_REFUSED)


@dataclass(frozen=True)
class Shown:
    """What the address or a refused form asks the pane to show."""

    number: str = ""
    item: str = ""
    words: str = ""
    choosing: bool = False
    another: bool = False
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None
    revealed: bool = False


def pane(unit: Unit, view: WindowView, facts: HallFacts, shown: Shown) -> Values:
    """What the middle pane shows for the visitor at the window."""
    case = case_at(unit, view.current, shown)
    values: Values = {"sentence": speaker().say(shown.refusal) if shown.refusal else None, "typed": shown.typed}
    if case is not None:
        return {**values, **_of_case(unit, case, shown)}
    if view.current is None or view.current.started_at is None:
        return {**values, "kind": "nobody", "called": view.current is not None}
    return {**values, **_to_open(unit, view.current, facts, shown)}


def case_at(unit: Unit, ticket: Ticket | None, shown: Shown) -> Case | None:
    """The case asked for by number (of this hall), else the one begun for the ticket."""
    if shown.number:
        found = unit.cases.by_number(shown.number)
        return found if found and found.hall == actor().hall else None
    return unit.cases.of_ticket(ticket.id) if ticket and ticket.started_at and not shown.another else None


def booked_of(unit: Unit, ticket: Ticket | None) -> Booked | None:
    """The appointment the visitor came with."""
    return unit.appointments.get(ticket.appointment) if ticket and ticket.appointment else None


def _to_open(unit: Unit, ticket: Ticket, facts: HallFacts, shown: Shown) -> Values:
    booked = booked_of(unit, ticket)
    code = shown.item or (booked.item if booked else "") or ticket.item or ""
    if shown.choosing or code not in facts.items:
        return {"kind": "items", "words": shown.words, "found": _found(unit, facts, shown.words)}
    chosen = item(unit, code)
    situation = str(shown.typed.get("situation") or (booked.situation if booked else ""))
    return {
        "kind": "form",
        "item": chosen,
        "item_name": said(chosen),
        "situations": [_situation(one) for one in chosen.situations],
        "situation": situation or (chosen.situations[0].code if len(chosen.situations) == 1 else ""),
        "regions": [(hall.region, said(hall)) for hall in unit.halls.all()],
        "region": shown.typed.get("region") or facts.hall.region,
        "ways": ways_of(chosen),
        "id_types": [(kind.value, speaker().gettext(kind.label)) for kind in IdType],
        "who": _who(booked, shown),
        "booked": booked,
        "revealed": shown.revealed,
        "errors": _errors(shown.refusal),
    }


def ways_of(chosen: Item) -> list[tuple[str, str]]:
    """The ways of delivery this item offers."""
    return [(way.value, speaker().gettext(WAY_NAMES[way])) for way in chosen.outcome.ways]


def _situation(one: Situation) -> dict[str, str]:
    name = one.name_en if speaker().english else one.name
    return {"value": one.code, "label": name, "hint": speaker().gettext(LEVEL_NAMES[one.level])}


def _found(unit: Unit, facts: HallFacts, words: str) -> list[dict[str, str]]:
    wanted = tidy(words)
    offered = [item(unit, code) for code in facts.items]
    fits = [one for one in offered if not wanted or score(one, wanted)]
    return [{"code": one.code, "name": said(one), "area": one.area} for one in fits]


def _who(booked: Booked | None, shown: Shown) -> dict[str, str]:
    """Typed first; else from the appointment, masked until the clerk asks to see it."""
    if shown.typed.get("name") is not None or booked is None:
        return {name: shown.typed.get(name, "") for name in ("name", "id_type", "id_number", "phone")}
    vault = hub().vault
    number, phone = vault.open(booked.id_sealed), vault.open(booked.phone_sealed)
    return {
        "name": booked.name,
        "id_type": booked.id_type,
        "id_number": number if shown.revealed else mask_id(number),
        "phone": phone if shown.revealed else mask_phone(phone),
    }


def _errors(refusal: Refusal | None) -> dict[str, str]:
    if refusal is None or not refusal.field:
        return {}
    said_so = speaker().say(refusal)
    stop = ". " if speaker().english else "。"
    return {refusal.field: stop.join(part for part in (said_so.text, said_so.now) if part)}


def _of_case(unit: Unit, case: Case, shown: Shown) -> Values:
    department = unit.halls.department(case.department)
    hall = unit.halls.get(case.hall)
    values: Values = {
        "case": case,
        "title": title_of(unit, case),
        "who": person_of(case, shown.revealed),
        "revealed": shown.revealed,
        "from_hall": said(hall),
        "to_department": said(department),
        "cross": hall is not None and department is not None and hall.region != department.region,
        "state_name": state_name(case.state),
    }
    if case.state is State.INTAKE_CHECKING:
        return {**values, "kind": "checking", **_list(unit, case, shown.typed)}
    return {**values, "kind": "refused" if case.state is State.INTAKE_REFUSED else "done", **_done(unit, case)}


def person_of(case: Case, revealed: bool) -> dict[str, str]:
    """The applicant, masked unless the clerk asked (and it was written down)."""
    number, phone = hub().vault.open(case.id_sealed), hub().vault.open(case.phone_sealed)
    if revealed:
        return {"name": case.name, "id_number": number, "phone": phone}
    return {"name": mask_name(case.name), "id_number": mask_id(number), "phone": mask_phone(phone)}


def _list(unit: Unit, case: Case, typed: Mapping[str, str]) -> Values:
    lines = checklist(unit, case)
    rows = [_typed_over(line_row(line), typed) for line in lines.lines if line.needed.need is not Need.NO]
    never = [line_row(line) for line in lines.lines if line.needed.need is Need.NO]
    ticks = [row["tick"] for row in rows]
    return {
        "rows": rows,
        "never": never,
        "complete": sum(1 for tick in ticks if tick in {Tick.COMPLETE, Tick.WAIVED}),
        "missing": [row for row in rows if row["tick"] == Tick.MISSING],
        "not_needed": len(never) + ticks.count(Tick.NOT_NEEDED.value),
        "unchecked": ticks.count(Tick.OPEN.value),
        "told": case.facts.get("told", 0),
        "closes": "17:00",
        "tolerable": lines.tolerable,
    }


def _typed_over(row: Values, typed: Mapping[str, str]) -> Values:
    """What was typed stands in the form again after a refusal."""
    names = {"tick": f"m-{row['no']}", "problem": f"problem-{row['no']}", "remedy": f"remedy-{row['no']}"}
    return {**row, **{name: typed[key] for name, key in names.items() if key in typed}}


def _done(unit: Unit, case: Case) -> Values:
    view = case_view(unit, case)
    clocks = clock_views(unit.clocks.of_case(case.id), calendar(unit), speaker(), now())
    running = [one for one in clocks if one.stored.clock.kind in SHOWN]
    jobs = unit.print_jobs.about("case", case.number)
    under = terms(unit, case)
    return {
        "view": view,
        "explained": running[-1].explained if running else "",
        "job": jobs[-1].state.value if jobs else "",
        "on_the_spot": case.mode == "window_authorised" and case.state is State.RECEIVED,
        "limit": under.item.limit_of(under.situation).promised,
    }
