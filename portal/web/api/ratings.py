"""Ratings over HTTP, from kiosks, channels and the phone (SV-02)."""

from flask import Blueprint, Response
from pydantic import BaseModel, Field

from portal.actions.rate import RatingWish, rate
from portal.store.unit import Unit
from portal.web.api.checks import Body, body
from portal.web.api.describe import Described, described
from portal.web.context import actor, hub, now
from portal.web.door import Pass, may
from portal.web.once import Answer, answer_once

bp = Blueprint("api_ratings", __name__, url_prefix="/api/v1")


class Rating(Body):
    """One act of service rated from 5 (best) to 1."""

    subject_kind: str = Field(pattern="^(case|ticket|kiosk)$")
    subject: str = Field(max_length=40)
    step: str = Field(max_length=20)
    level: int = Field(ge=1, le=5)
    comment: str = Field(default="", max_length=2000)
    named: bool = False


class RatingAnswer(BaseModel):
    """The rating and where its loop stands."""

    id: str
    level: int
    state: str


@bp.post("/ratings")
@may(Pass.CHANNEL, Pass.KIOSK)
@described(Described("Rate a service act", body=Rating, answer=RatingAnswer, status=201))
def give() -> Response:
    """Keeps one rating; a second of the same act is refused."""
    given = body(Rating)
    wish = RatingWish(**given.model_dump(), channel=actor().kind)

    def work(unit: Unit) -> Answer:
        kept = rate(unit, hub(), wish, actor(), now())
        return 201, {"id": kept.id, "level": kept.level, "state": kept.state}

    return answer_once(work)
