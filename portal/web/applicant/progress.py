"""A case followed from the phone by number and query password, or by the signed-in applicant."""

from datetime import timedelta

from flask import Blueprint, Response, redirect, request, url_for

from portal.actions import hand_out
from portal.actions.look_up import look_up
from portal.actions.rate import RatingWish, rate
from portal.case_terms import terms
from portal.cases.states import State
from portal.catalog.item import DeliveryWay
from portal.hub import digest
from portal.progress import STAGE_NAMES, STAGES, ClockView, Progress, progress
from portal.store.cases import Case, CaseEvent
from portal.store.sessions import Session
from portal.store.unit import Unit
from portal.web.applicant.whose import account
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page
from portal.web.once import redirect_once
from shared.refusals import NotFound, Refusal

bp = Blueprint("progress", __name__, url_prefix="/progress")

COOKIE = "tb_case"
OPEN_FOR = timedelta(minutes=30)
WAY_NAMES = {
    DeliveryWay.APPLICATION_WINDOW: "收件大厅窗口领取",
    DeliveryWay.COMPETENT_WINDOW: "审批地窗口领取",
    DeliveryWay.MAIL: "邮寄",
    DeliveryWay.KIOSK: "自助终端打印",
}
# Until the result is on its way the applicant may still choose another.
WAY_OPEN = frozenset(State) - {
    State.DELIVERED,
    State.ARCHIVED,
    State.MAILED,
    State.NOT_ACCEPTED,
    State.WITHDRAWN,
    State.TERMINATED,
    State.DECIDED_REFUSE,
    State.KIOSK_PRINTABLE,
    State.READY_FOR_PICKUP,
}


@bp.get("/")
@may(Pass.PUBLIC)
def enter() -> Response:
    """Number and password."""
    return page("applicant/progress_enter", number=request.args.get("number", ""), sentence=None, tab="me")


@bp.post("/")
@may(Pass.PUBLIC)
def find() -> Response:
    """Opens one case for half an hour; what was typed is kept when it does not fit."""
    number, password = request.form.get("number", ""), request.form.get("password", "")
    try:
        case = look_up(hub(), number, password, now())
    except Refusal as refusal:
        sentence = speaker().say(refusal)
        return page("applicant/progress_enter", refusal.status, number=number, sentence=sentence, tab="me")
    token = hub().ids.token()
    with hub().store.write() as unit:
        unit.sessions.open(Session(digest(token), "case", case.id, {}, now(), now(), now() + OPEN_FOR))
    answer = redirect(url_for(".show", number=case.number), 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure, path="/progress")
    return answer  # type: ignore[return-value]


@bp.get("/<number>")
@may(Pass.PUBLIC)
def show(number: str) -> Response:
    """The case as it stands."""
    with hub().store.read() as unit:
        case = _mine(unit, number)
        if case is None:
            return redirect(url_for(".enter", number=number), 303)  # type: ignore[return-value]
        view = progress(unit, case, speaker(), now())
        events = unit.cases.events(case.id)
        rated = unit.ratings.of_act("case", case.number, _step(case))
        ways = terms(unit, case).item.outcome_of(terms(unit, case).situation).ways
    return page(
        "applicant/progress",
        view=view,
        steps=timeline(view, events),
        rated=rated,
        ways=[(way, WAY_NAMES[way]) for way in ways],
        may_choose=case.state in WAY_OPEN,
        step=_step(case),
        tab="me",
    )


@bp.post("/<number>/rate")
@may(Pass.PUBLIC)
def give(number: str) -> Response:
    """One touch rates; a word and a name are up to the applicant."""
    form = request.form

    def work(unit: Unit) -> str:
        case = _required(unit, number)
        wish = RatingWish(
            subject_kind="case",
            subject=case.number,
            step=_step(case),
            level=form.get("level", type=int) or 0,
            comment=form.get("comment", ""),
            named=bool(form.get("named")),
            channel="web",
        )
        rate(unit, hub(), wish, actor(), now())
        return url_for(".show", number=number)

    return redirect_once(work)


@bp.post("/<number>/way")
@may(Pass.PUBLIC)
def way(number: str) -> Response:
    """Chooses how the result comes (DL-07)."""
    wanted = request.form.get("way", "")

    def work(unit: Unit) -> str:
        case = _required(unit, number)
        offered = terms(unit, case).item.outcome_of(terms(unit, case).situation).ways
        if wanted not in set(offered) or case.state not in WAY_OPEN:
            raise NotFound(field="way")
        hand_out.choose_way(unit, hub(), case, DeliveryWay(wanted), (actor(), now()))
        return url_for(".show", number=number)

    return redirect_once(work)


def timeline(view: Progress, events: list[CaseEvent]) -> list[dict[str, object]]:
    """The way of the case in four stages: done with their day, now with the running clock, later with nothing."""
    said = speaker()
    reached = {event.to_state: event.at for event in events}
    at = STAGES.index(view.stage) if view.stage in STAGES else len(STAGES)
    running = view.running
    steps: list[dict[str, object]] = []
    for place, stage in enumerate(STAGES):
        state = "done" if place < at else "now" if place == at else "todo"
        step: dict[str, object] = {"state": state, "name": said.gettext(STAGE_NAMES[stage])}
        if place < at and (first := reached.get(FIRST[place])):
            step["when"] = said.datetime(first)
        if place == at:
            step["when"] = view.state_name
        if place == at and running is not None:
            step["clock"] = _clock(running)
        steps.append(step)
    return steps


FIRST = (State.RECEIVED.value, State.ACCEPTED.value, State.DECIDED_GRANT.value, State.DELIVERED.value)


def _clock(view: ClockView) -> dict[str, object]:
    rows = [(row.label, row.value) for row in view.rows]
    return {
        "title": view.name,
        "words": view.words,
        "state": view.parts[0][0],
        "parts": view.parts,
        "rows": rows[:-1],
        "total": rows[-1] if rows else None,
        "question": speaker().gettext("为什么是这一天？"),
    }


def _step(case: Case) -> str:
    return "delivery" if case.state in {State.DELIVERED, State.ARCHIVED} else "intake"


def _mine(unit: Unit, number: str) -> Case | None:
    case = unit.cases.by_number(number)
    if case is None:
        return None
    person = account(unit)
    if person is not None and person.id_blind == case.id_blind:
        return case
    token = request.cookies.get(COOKIE)
    session = unit.sessions.find(digest(token)) if token else None
    fits = session is not None and session.kind == "case" and session.subject == case.id
    return case if fits and session is not None and session.expires_at > now() else None


def _required(unit: Unit, number: str) -> Case:
    case = _mine(unit, number)
    if case is None:
        raise NotFound
    return case
