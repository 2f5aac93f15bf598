"""What department systems say about their cases: signed for, accepted, to supplement, decided (CS-32, CS-33)."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response
from pydantic import BaseModel, Field

from portal.actions import issue_certificate, review
from portal.actions.case_step import by_number
from portal.cases.materials import NoticeLine
from portal.cases.needs import Stop
from portal.hub import Hub
from portal.people import Actor
from portal.roles import Role
from portal.store.cases import Case
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now
from portal.web.door import NotYours, Pass, may
from portal.web.once import answer_once
from shared.refusals import NotFound

bp = Blueprint("exchange", __name__, url_prefix="/api/v1/exchange")
SYSTEM_CHANNEL = "department_system"


class Asked(Body):
    """One material to supplement."""

    no: str = Field(max_length=8)
    name: str = Field(max_length=200)
    problem: str = Field(max_length=500)
    remedy: str = Field(max_length=500)
    basis: str = Field(max_length=300)


class Word(Body):
    """What the system says; which members count depends on the step."""

    department: str = Field(max_length=30)
    officer: str = Field(max_length=60)
    reason: str = Field(default="", max_length=2000)
    statute: str = Field(default="", max_length=300)
    materials: list[Asked] = Field(default_factory=list, max_length=100)
    stop: str = Field(default="", max_length=40)
    days: int = Field(default=0, ge=0, le=365)


class CaseState(BaseModel):
    """Where the case stands after the word."""

    number: str
    state: str


By = tuple[Actor, datetime]
Step = Callable[[Unit, Hub, Case, Word, By], Case]


def _supplement(unit: Unit, home: Hub, case: Case, word: Word, by: By) -> Case:
    lines = [NoticeLine(one.no, one.name, one.problem, one.remedy, one.basis) for one in word.materials]
    return review.ask_supplement(unit, home, case, (lines, word.reason), by)


def _grant(unit: Unit, home: Hub, case: Case, word: Word, by: By) -> Case:
    del word
    return issue_certificate.issue(unit, home, review.grant(unit, home, case, by), by)


STEPS: dict[str, Step] = {
    "sign-for": lambda unit, home, case, word, by: review.sign_for(unit, home, case, by),
    "accept": lambda unit, home, case, word, by: review.accept(unit, home, case, by),
    "supplement": _supplement,
    "not-accept": lambda unit, home, case, word, by: review.not_accept(
        unit, home, case, (word.reason, word.statute), by
    ),
    "review": lambda unit, home, case, word, by: review.begin_review(unit, home, case, by),
    "suspend": lambda unit, home, case, word, by: review.suspend(
        unit, home, case, Stop(word.stop, word.statute, word.days), by
    ),
    "resume": lambda unit, home, case, word, by: review.resume(unit, home, case, by),
    "grant": _grant,
    "refuse": lambda unit, home, case, word, by: review.refuse(unit, home, case, (word.reason, word.statute), by),
}


@bp.post("/cases/<number>/<step>")
@may(Pass.CHANNEL)
@described(Described("A department system's word about a case", body=Word, answer=CaseState))
def say(number: str, step: str) -> Response:
    """Takes one step of a case in the department's name; the officer is named in the log."""
    if actor().id != SYSTEM_CHANNEL:
        raise NotYours
    if step not in STEPS:
        raise NotFound
    word = body(Word)
    speaks = Actor(
        "channel",
        f"{word.department}/{word.officer}"[:60],
        word.officer,
        department=word.department,
        roles=frozenset({Role.EXTERNAL_SYSTEM}),
    )

    def work(unit: Unit) -> tuple[int, dict[str, str]]:
        case = STEPS[step](unit, hub(), by_number(unit, number), word, (speaks, now()))
        return 200, {"number": case.number, "state": case.state.value}

    return answer_once(work)
