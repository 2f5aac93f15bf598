"""A person comes when called, and every errand can be rated (GD-04, SV-01)."""

from flask import Blueprint, Response, request, url_for

from kiosk.laser_job import LaserJob
from kiosk.page import go, machine, screen, visit

bp = Blueprint("assist", __name__)
LEVELS = ("1", "2", "3", "4", "5")


@bp.get("/help")
def help_page() -> Response:
    """What can be done now, and one touch that calls somebody."""
    return screen("help", back=url_for("home.first"), called=visit().kept.get("called"))


@bp.post("/help")
def call() -> Response:
    """A guide's tablet shows this machine."""
    if not visit().kept.get("called"):
        machine().portal.post("/kiosk/help", visit().asking(f"help-{visit().once}"), {"screen": "help"})
        visit().kept["called"] = True
    return go("assist.help_page")


@bp.get("/rate")
def rate() -> Response:
    """Five faces for this machine's own service."""
    return screen("rate", back=url_for("home.first"), rated=visit().kept.get("rated"))


@bp.post("/rate")
def rated() -> Response:
    """One touch rates what was done last: the case whose result was printed, the ticket, else the machine."""
    level = request.form.get("level", "")
    if level in LEVELS:
        kind, subject, step = _subject()
        body = {"subject_kind": kind, "subject": subject, "step": step, "level": int(level), "named": False}
        machine().portal.post("/ratings", visit().asking(), body)
        visit().kept["rated"] = int(level)
    return go("results.done") if visit().kept.get("sheet") else go("assist.rate")


def _subject() -> tuple[str, str, str]:
    job: LaserJob | None = visit().kept.get("sheet")
    if job is not None:
        return "case", job.result["case_no"], "delivery"
    ticket = visit().kept.get("ticket")
    if ticket is not None:
        return "ticket", ticket["token"], "kiosk"
    return "kiosk", f"{machine().home.get('kiosk', {}).get('id', '')}:{visit().once[:16]}", "kiosk"
