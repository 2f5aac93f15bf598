"""Cases over HTTP: handing in, looking up, and the progress with every clock's reasoning (CS-27, RV-01)."""

from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, Field

from portal.actions import intake
from portal.actions.case_step import by_number
from portal.actions.look_up import look_up
from portal.case_terms import item
from portal.cases.refusals import WrongWay
from portal.hub import Hub
from portal.people import Actor
from portal.progress import progress
from portal.roles import Role
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.once import Answer, answer_once
from shared.identity import IdType

bp = Blueprint("api_cases", __name__, url_prefix="/api/v1")


class Password(Body):
    """The six digits of the intake receipt's text message."""

    password: str = Field(max_length=12)


class Clock(BaseModel):
    """One clock with its reasoning in the reader's language."""

    kind: str
    name: str
    standing: str
    words: str
    due: str | None
    provisional: bool
    given: int
    used: int
    explained: str


class ProgressAnswer(BaseModel):
    """How a case stands; nothing personal."""

    number: str
    title: str
    state: str
    state_name: str
    told: str
    stage: str
    department: str
    delivery: str
    since: str
    clocks: list[Clock]


class Person(Body):
    """Whose case it is."""

    name: str = Field(max_length=100)
    id_type: IdType = IdType.ID_CARD
    id_number: str = Field(max_length=40)
    phone: str = Field(max_length=30)


class NewCase(Body):
    """A case handed in through a channel; it is checked at the hall's window."""

    hall: str = Field(max_length=12)
    item: str = Field(max_length=40)
    situation: str = Field(default="", max_length=40)
    region: str = Field(default="", max_length=12)
    delivery: str = Field(default="", max_length=24)
    applicant: Person


class CaseAnswer(BaseModel):
    """The number, and the query password, which is told once."""

    number: str
    password: str
    state: str


class Found(Body):
    """What was found about one material of the list."""

    no: str = Field(max_length=8)
    tick: str = Field(max_length=12)
    problem: str = Field(default="", max_length=500)
    remedy: str = Field(default="", max_length=500)


class Materials(Body):
    """Everything found on the list, all lines at once."""

    materials: list[Found] = Field(max_length=100)


class ListAnswer(BaseModel):
    """The list as it stands."""

    number: str
    unchecked: list[str]
    missing: list[str]
    complete: list[str]


@bp.post("/cases/<number>/progress")
@may(Pass.PUBLIC)
@described(Described("How a case stands, each clock with its reasoning", body=Password, answer=ProgressAnswer))
def show(number: str) -> Response:
    """The progress, for whoever holds number and password."""
    case = look_up(hub(), number, body(Password).password, now())
    with hub().store.read() as unit:
        return jsonify(progress(unit, case, speaker(), now()).as_json())


@bp.post("/cases")
@may(Pass.CHANNEL)
@described(Described("Hand a case in", body=NewCase, answer=CaseAnswer, status=201))
def hand_in() -> Response:
    """A number at once (CS-27); materials follow."""
    wanted = body(NewCase)
    return answer_once(lambda unit: _open(unit, hub(), wanted))


@bp.post("/cases/<number>/materials")
@may(Pass.CHANNEL)
@described(Described("Enter what was found on the list", body=Materials, answer=ListAnswer))
def enter(number: str) -> Response:
    """Every material of the list with its finding."""
    wanted = body(Materials)
    return answer_once(lambda unit: _tick(unit, hub(), number, wanted))


def _open(unit: Unit, home: Hub, wanted: NewCase) -> Answer:
    given = wanted.applicant
    if wanted.delivery and wanted.delivery not in {way.value for way in item(unit, wanted.item).outcome.ways}:
        raise WrongWay(field="delivery")
    wish = intake.CaseWish(
        hall=wanted.hall,
        item=wanted.item,
        situation=wanted.situation,
        applicant=intake.Applicant(given.name, given.id_type, given.id_number, given.phone),
        region=wanted.region,
        delivery=wanted.delivery,
    )
    opened = intake.open_case(unit, home, wish, (_helper(), now()))
    return 201, {"number": opened.case.number, "password": opened.password, "state": opened.case.state.value}


def _tick(unit: Unit, home: Hub, number: str, wanted: Materials) -> Answer:
    case = by_number(unit, number)
    findings = {one.no: intake.finding(one.tick, one.problem, one.remedy) for one in wanted.materials}
    intake.tick(unit, home, case, findings, (_helper(), now()))
    lines = intake.checklist(unit, case)
    answer: dict[str, Any] = {"number": case.number}
    for name in ("unchecked", "missing", "complete"):
        answer[name] = [line.no for line in getattr(lines, name)]
    return 200, answer


def _helper() -> Actor:
    """A channel hands in for its user as a helper does (帮办)."""
    who = actor()
    return Actor(who.kind, who.id, who.name, roles=frozenset({Role.HELPER}))
