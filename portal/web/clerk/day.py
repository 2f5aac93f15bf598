"""The supervisor's page of the day, and the closed loop of bad ratings (SV-04, SV-10 … SV-12)."""

from flask import Blueprint, Response, request, url_for

from portal.actions.rate import LoopStep, follow_up
from portal.day import day_view
from portal.roles import Role
from portal.store.unit import Unit
from portal.supervision.rating import LEVEL_NAMES, Level, Loop
from portal.web.clerk.desk import desk
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from shared.refusals import NotFound

bp = Blueprint("day", __name__, url_prefix="/staff")

SUPERVISION = (Role.HALL_MANAGER, Role.SUPERVISOR, Role.ELECTRONIC_SUPERVISOR, Role.RATING_OFFICER, Role.BUREAU)


@bp.get("/day")
@may(*SUPERVISION)
def today() -> Response:
    """Counts, waits, clocks near due, ratings, and what needs a person."""
    said = speaker()
    with hub().store.read() as unit:
        hall = actor().hall or unit.halls.all()[0].code
        view = day_view(unit, hall, said, now())
    levels = [(LEVEL_NAMES[level][1 if said.english else 0], view.ratings.counts[level], level) for level in Level]
    return desk("clerk/day", "day", view=view, levels=levels)


@bp.get("/ratings/<rating>")
@may(*SUPERVISION)
def rating(rating: str) -> Response:
    """One bad rating with its duties and the next steps of its loop."""
    with hub().store.read() as unit:
        found = unit.ratings.get(rating)
        tasks = [task for task, one in unit.ratings.open_tasks(found.hall if found else "") if one.id == rating]
    if found is None or (actor().hall and found.hall != actor().hall):
        raise NotFound
    name = LEVEL_NAMES[Level(found.level)][1 if speaker().english else 0]
    return desk("clerk/rating", rating=found, tasks=tasks, level_name=name)


@bp.post("/ratings/<rating>")
@may(*SUPERVISION)
def step(rating: str) -> Response:
    """Takes the next step of the loop."""
    wanted = request.form.get("to", "")
    if wanted not in set(Loop):
        raise NotFound

    def work(unit: Unit) -> str:
        follow_up(unit, hub(), LoopStep(rating, Loop(wanted), request.form.get("note", "")), actor(), now())
        return url_for(".rating", rating=rating)

    return redirect_once(work)
