"""One rating per service act; a named bad one opens its closed loop with deadlines at once (SV-01 … SV-04)."""

from dataclasses import dataclass
from datetime import datetime

from portal.booking_rules import values_of
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.ratings import RatingTask, StoredRating
from portal.store.tickets import Ticket
from portal.store.unit import Unit
from portal.supervision.rating import (
    Limits,
    Loop,
    Rating,
    Step,
    TaskKind,
    check_comment,
    check_loop,
    first_state,
    read_level,
    tasks_of,
)
from portal.working_days import calendar
from shared.refusals import NotFound, Refusal


class RatedAlready(Refusal):
    """This act was rated; one service, one rating."""

    code = "rated_already"
    rule = "SV-02"
    status = 409


@dataclass(frozen=True)
class RatingWish:
    """What is rated: a case by its number, or a visit by its ticket's token."""

    subject_kind: str
    subject: str
    step: str
    level: int
    comment: str = ""
    named: bool = False
    channel: str = "web"


def rate(unit: Unit, hub: Hub, wish: RatingWish, actor: Actor, now: datetime) -> StoredRating:
    """Keeps the rating and opens what follows from it."""
    if wish.step not in set(Step):
        raise NotFound(field="step")
    level = read_level(wish.level)
    if unit.ratings.of_act(wish.subject_kind, wish.subject, wish.step):
        raise RatedAlready
    about = _about(unit, wish, actor)
    named = wish.named and about.get("phone_sealed") is not None
    rating = StoredRating(
        id=hub.ids.row(),
        subject_kind=wish.subject_kind,
        subject=wish.subject,
        step=wish.step,
        level=int(level),
        named=named,
        comment=check_comment(wish.comment),
        channel=wish.channel,
        made_at=now,
        state=first_state(level, named).value,
        **about,
    )
    unit.ratings.add(rating)
    _open_tasks(unit, hub, rating)
    facts = {"level": rating.level, "named": named, "step": wish.step}
    hub.record(unit, actor, Deed("rating.given", f"rating:{rating.id}", now, facts, rating.hall))
    return rating


@dataclass(frozen=True)
class LoopStep:
    """A wished step of the loop with what was said or done."""

    rating: str
    to: Loop
    words: str


def follow_up(unit: Unit, hub: Hub, step: LoopStep, actor: Actor, now: datetime) -> None:
    """Takes a step of the closed loop: verify, mend, call back, close (SV-04)."""
    rating = unit.ratings.get(step.rating)
    if rating is None or (actor.hall and rating.hall != actor.hall):
        raise NotFound
    check_loop(Loop(rating.state), step.to, actor.roles, step.words)
    if not unit.ratings.move(rating, step.to.value):
        raise RatedAlready
    if step.to in _ENDS:
        unit.ratings.finish_tasks(rating.id, _ENDS[step.to].value, (now, actor.id, step.words))
    facts = {"from": rating.state, "to": step.to.value}
    hub.record(unit, actor, Deed("rating.followed_up", f"rating:{rating.id}", now, facts, rating.hall))


_ENDS = {Loop.RECTIFYING: TaskKind.CONTACT, Loop.CALLED_BACK: TaskKind.FIX}


def _open_tasks(unit: Unit, hub: Hub, rating: StoredRating) -> None:
    values = values_of(unit, rating.hall)
    limits = Limits(
        contact=values.whole("rating_contact_days"),
        fix=values.whole("rating_simple_days"),
        fix_complex=values.whole("rating_complex_days"),
    )
    given = Rating(Step(rating.step), read_level(rating.level), rating.named, rating.made_at)
    for task in tasks_of(given, calendar(unit), limits):
        unit.ratings.add_task(RatingTask(hub.ids.row(), rating.id, task.kind.value, task.due.at))


def _about(unit: Unit, wish: RatingWish, actor: Actor) -> dict[str, object]:
    """Applicant, item and person in charge of the act (SV-03); a kiosk's subject names machine and visit."""
    if wish.subject_kind == "kiosk":
        if actor.kind != "device" or not wish.subject.startswith(f"{actor.id}:"):
            raise NotFound(field="subject")
        return {"hall": actor.hall, "item": None, "clerk": None, "window": None, "phone_sealed": None}
    if wish.subject_kind == "case":
        case = unit.cases.by_number(wish.subject)
        if case is None:
            raise NotFound(field="subject")
        return {
            "hall": case.hall,
            "item": case.item,
            "clerk": case.clerk,
            "window": case.window,
            "phone_sealed": case.phone_sealed,
        }
    ticket = unit.tickets.by_token(wish.subject)
    if ticket is None:
        raise NotFound(field="subject")
    return _of_ticket(unit, ticket)


def _of_ticket(unit: Unit, ticket: Ticket) -> dict[str, object]:
    appointment = unit.appointments.get(ticket.appointment) if ticket.appointment else None
    return {
        "hall": ticket.hall,
        "item": ticket.item,
        "clerk": ticket.clerk,
        "window": ticket.window,
        "phone_sealed": appointment.phone_sealed if appointment else None,
    }
