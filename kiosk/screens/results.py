"""Printing one's own result: identified, chosen, printed once on this machine's laser, accounted at the hub (DL-07)."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from kiosk.laser_job import LaserJob, print_result
from kiosk.machine import SHEET
from kiosk.page import go, is_partial, machine, screen, visit

bp = Blueprint("results", __name__, url_prefix="/results")


@bp.get("/start")
def start() -> Response:
    """Identity first, unless it was shown in this visit."""
    return go("results.choose") if visit().session else go("identity.card", next="results")


@bp.get("/")
def choose() -> Response:
    """What can be printed here, and why the rest cannot."""
    if not visit().session:
        return go("results.start")
    found = machine().portal.get("/kiosk/results", visit().asking())["items"]
    printable = [one for one in found if one["printable"] and machine().has(SHEET)]
    visit().kept["results"] = found
    return screen("results/choose", back=url_for("home.first"), found=found, printable=printable, name=visit().name)


@bp.post("/")
def take() -> Response:
    """Leases the job and prints beside the page that shows how far it is; a second press changes nothing."""
    with visit().lock:
        job: LaserJob | None = visit().kept.get("printing") or None
        if job is None and request.form.get("once") != visit().kept.get("result_once"):
            wanted = request.form.get("result", "")
            chosen = next((one for one in visit().kept.get("results", []) if one["id"] == wanted), None)
            if chosen is None:
                return go("results.choose")
            visit().kept["result_once"] = visit().once
            visit().kept["printing"] = visit().kept["sheet"] = print_result(machine(), visit(), chosen)
            machine().visits.renew(visit())
    return go("results.printing")


@bp.get("/printing")
def printing() -> Response:
    """How far the sheet is; printing time is no idle time."""
    job: LaserJob | None = visit().kept.get("sheet")
    if job is None:
        return go("results.choose")
    if job.outcome is None:
        quiet: dict[str, Any] = {"idle": None, "home": ""}
        return Response(status=204) if is_partial() else screen("results/printing", job=job, again_after=3, **quiet)
    visit().kept.pop("printing", None)
    return go("results.done")


@bp.get("/done")
def done() -> Response:
    """Printed, not printed, or not known: each told plainly, the last one with a person called."""
    job: LaserJob | None = visit().kept.get("sheet")
    if job is None or job.outcome is None:
        return go("results.choose")
    values: dict[str, Any] = {"job": job, "rated": visit().kept.get("rated"), "leave_after": 30}
    return screen("results/done", back=url_for("results.choose"), **values)
