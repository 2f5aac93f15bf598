"""The issuing desk: counted paper in batches, handover with two signatures, telling, handing out (DL-01 … DL-09)."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for

from portal.actions import print_jobs
from portal.actions.issue_results import deliver, hand_over, mail, notify
from portal.actions.print_results import print_result
from portal.case_access import visible
from portal.people import Actor
from portal.roles import Role
from portal.store.cases import Case
from portal.store.unit import Unit
from portal.web.clerk import print_rows
from portal.web.clerk.beside import printer_row
from portal.web.clerk.desk import desk
from portal.web.clerk.intake_form import as_seen
from portal.web.context import actor, hub, now, speaker
from portal.web.door import may
from portal.web.once import redirect_once
from printers.copies import Wish
from printers.hub import JobState, Verdict
from shared.refusals import NotFound, Refusal, Required, Term

bp = Blueprint("print_desk", __name__, url_prefix="/staff/print")
ISSUERS = (Role.ISSUING_CLERK, Role.PRINTING_CLERK)
J = JobState


@bp.get("", endpoint="desk")
@may(*ISSUERS)
def desk_page() -> Response:
    """The lists of the desk."""
    return _page(None)


def _page(refusal: Refusal | None) -> Response:
    wanted = request.values.get("f", "ready")
    chosen = wanted if wanted in {*print_rows.LISTS, "queue"} else "ready"
    with hub().store.read() as unit:
        values = {
            "filters": print_rows.filters(unit, actor(), chosen),
            "chosen": chosen,
            "rows": _rows(unit, actor(), chosen),
            "unknown": print_rows.jobs_of(unit, actor(), (J.UNKNOWN,)),
            "jobs": print_rows.jobs_of(unit, actor(), tuple(J)) if chosen == "queue" else [],
            "working": print_rows.jobs_of(unit, actor(), print_rows.OPEN_JOBS, 8),
            "printers": [printer_row(one) for one in unit.print_jobs.printers(actor().hall) if one.media == "a4"],
        }
    sentence = speaker().say(refusal) if refusal else None
    typed = request.form.to_dict()
    picked = request.form.getlist("case")
    status = refusal.status if refusal else 200
    return desk("clerk/print_desk", "main", status, **values, sentence=sentence, typed=typed, picked=picked)


def _rows(unit: Unit, clerk: Actor, chosen: str) -> list[print_rows.Values]:
    if chosen == "queue":
        return []
    return [print_rows.result_row(unit, case) for case in print_rows.cases_of(unit, clerk, print_rows.LISTS[chosen][1])]


def _guarded(work: Callable[[Unit], None], back: str) -> Response:
    def done(unit: Unit) -> str:
        work(unit)
        return url_for(".desk", f=back)

    try:
        return redirect_once(done)
    except Refusal as refusal:
        return _page(refusal)


@bp.post("/batch")
@may(*ISSUERS)
def batch() -> Response:
    """Prints what was picked, or signs for it, all in one transaction: all of it or none."""

    def work(unit: Unit) -> None:
        cases = [visible(unit, actor(), number) for number in request.form.getlist("case")]
        if not cases:
            raise Required(name=Term("办件"))
        for case in cases:
            _deed(unit, case)

    return _guarded(work, request.form.get("f", "ready"))


def _deed(unit: Unit, case: Case) -> None:
    form, by = request.form, (actor(), now())
    if form.get("do") == "hand_over":
        hand_over(unit, hub(), case, (form.get("giver", ""), actor().name), by)
    elif form.get("do") == "notify":
        notify(unit, hub(), case, by)
    else:
        again = Wish(form.get("reason", ""), actor().id, form.get("second", ""))
        print_result(unit, hub(), case, again, by)


@bp.post("/<number>/deliver")
@may(*ISSUERS)
def hand_to(number: str) -> Response:
    """Handed to the person whose document was read or typed here; nobody else's opens it."""

    def work(unit: Unit) -> None:
        case = as_seen(visible(unit, actor(), number), request.form)
        deliver(unit, hub(), case, request.form.get("id_number", ""), (actor(), now()))

    return _guarded(work, "pickup")


@bp.post("/<number>/mail")
@may(*ISSUERS)
def post_it(number: str) -> Response:
    """Given to the post with its tracking number, or come back as delivered."""

    def work(unit: Unit) -> None:
        case = as_seen(visible(unit, actor(), number), request.form)
        mail(unit, hub(), case, request.form.get("tracking", ""), (actor(), now()))

    return _guarded(work, "mail")


@bp.post("/jobs/<job>/settle")
@may(*ISSUERS)
def settle(job: str) -> Response:
    """Says what lies in the tray of a printer that fell silent."""

    def work(unit: Unit) -> None:
        verdict = request.form.get("verdict", "")
        if verdict not in set(Verdict):
            raise NotFound(field="verdict")
        decided = (job, Verdict(verdict), request.form.get("sheet", "").strip())
        print_jobs.settle(unit, hub(), actor(), decided, now())

    return _guarded(work, request.form.get("f", "ready"))
