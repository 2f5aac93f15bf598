"""Takes one lawful step of a case: the move, its clocks, its event and its audit row in one transaction (§6.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from portal.case_terms import terms
from portal.cases import limits
from portal.cases.clocks import Clock, Suspension
from portal.cases.flow import Circumstances, check_move, effects_of
from portal.cases.limits import Terms
from portal.cases.moves import ClockKind, Effect, Move, Verb
from portal.cases.needs import Facts, Stop
from portal.cases.refusals import AlreadyMoved
from portal.cases.states import STATE_NAMES, State
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.cases import Case, CaseEvent
from portal.store.clocks import StoredClock
from portal.store.unit import Unit
from portal.working_days import calendar
from shared.clock import local
from shared.ids import Ids
from shared.refusals import NotFound, Term
from shared.workdays import WorkCalendar


@dataclass(frozen=True)
class Step:
    """A wished step: where to, what is known, what the case remembers of it, and since when its clocks count."""

    to: State
    facts: Facts = field(default_factory=Facts)
    note: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    remember: Mapping[str, Any] = field(default_factory=dict)
    circumstances: Circumstances = field(default_factory=Circumstances)
    starts_at: datetime | None = None


def take(unit: Unit, hub: Hub, case: Case, step: Step, by: tuple[Actor, datetime]) -> Case:
    """Takes the step or raises the refusal that says why not; answers the case as it stands afterwards."""
    actor, now = by
    move = check_move(case.state, step.to, actor.roles, _known(case, step, actor))
    changes = {**step.changes, "facts": {**case.facts, **step.remember}}
    if not unit.cases.move(case, step.to, now, changes):
        raise AlreadyMoved(state=Term(STATE_NAMES[_again(unit, case).state].zh))
    after = _again(unit, case)
    _turn_clocks(unit, hub, after, (move, step), now)
    _keep(unit, hub, (case, move, step), by)
    return after


def by_number(unit: Unit, number: str) -> Case:
    """The case with this number; NotFound otherwise."""
    found = unit.cases.by_number(number)
    if found is None:
        raise NotFound(field="number")
    return found


def _known(case: Case, step: Step, actor: Actor) -> Facts:
    """The facts every move may need, filled in from the case and the actor."""
    return replace(
        step.facts,
        actor=actor.id,
        actor_department=actor.department,
        department=case.department,
        by_system=actor.kind == "system",
        took_in_by=str(case.facts.get("took_in_by", "")),
        accepted_by=str(case.facts.get("accepted_by", "")),
        supplements_sent=int(case.facts.get("supplements_sent", 0)),
        origin=State(case.facts["origin"]) if case.facts.get("origin") else step.facts.origin,
    )


def _again(unit: Unit, case: Case) -> Case:
    found = unit.cases.by_id(case.id)
    if found is None:
        raise NotFound
    return found


def _keep(unit: Unit, hub: Hub, taken: tuple[Case, Move, Step], by: tuple[Actor, datetime]) -> None:
    (case, move, step), (actor, now) = taken, by
    unit.cases.add_event(
        CaseEvent(
            id=hub.ids.row(),
            case_id=case.id,
            move=move.id,
            from_state=case.state.value,
            to_state=step.to.value,
            actor=actor.label,
            at=now,
            note=step.note,
            facts={"rules": list(move.rules)},
        )
    )
    facts = {"move": move.id, "from": case.state.value, "to": step.to.value}
    hub.record(unit, actor, Deed("case.moved", f"case:{case.number}", now, facts, case.hall))


def _turn_clocks(unit: Unit, hub: Hub, case: Case, taken: tuple[Move, Step], now: datetime) -> None:
    move, step = taken
    effects = effects_of(move, step.circumstances)
    if not effects:
        return
    days = calendar(unit)
    for effect in effects:
        if effect.verb is Verb.START:
            _start(unit, hub, (case, effect.clock), (days, step.starts_at or now))
        else:
            _turn(unit, hub.ids, (case, effect, step.facts.stop), (days, now))


def _start(unit: Unit, hub: Hub, what: tuple[Case, ClockKind | None], when: tuple[WorkCalendar, datetime]) -> None:
    (case, kind), (days, at) = what, when
    under: Terms = terms(unit, case)
    if kind is not None and limits.starts(kind, under):
        clock = limits.start_clock(kind, at, under)
        unit.clocks.add(cached(StoredClock(hub.ids.row(), case.id, case.department, clock, None, "", False), days))


def _turn(unit: Unit, ids: Ids, what: tuple[Case, Effect, Stop | None], when: tuple[WorkCalendar, datetime]) -> None:
    (case, effect, stop), (days, now) = what, when
    for stored in _open(unit.clocks.of_case(case.id), effect):
        clock = _turned(stored.clock, effect.verb, stop, now)
        unit.clocks.save(cached(replace(stored, clock=clock), days), ids)


def _open(stored: Iterable[StoredClock], effect: Effect) -> list[StoredClock]:
    return [one for one in stored if one.clock.stopped_at is None and effect.clock in {None, one.clock.kind}]


def _turned(clock: Clock, verb: Verb, stop: Stop | None, now: datetime) -> Clock:
    today = local(now).date()
    if verb is Verb.SUSPEND and stop is not None:
        return clock.suspend(Suspension(today, None, stop.reason, stop.basis, stop.days))
    if verb is Verb.RESUME:
        return clock.resume(today)
    if verb is Verb.MARK_DECIDED:
        return clock.mark_decided(now)
    if verb is Verb.MARK_HANDED_OVER:
        return clock.mark_handed_over(now)
    return clock.stop(now)


def cached(stored: StoredClock, days: WorkCalendar) -> StoredClock:
    """The clock with its due instant derived again; an open-ended one has none."""
    if stored.clock.open_ended:
        return replace(stored, calendar_version=days.version)
    due = stored.clock.due(days)
    return replace(stored, due_cached=due.at, provisional=due.provisional, calendar_version=days.version)
