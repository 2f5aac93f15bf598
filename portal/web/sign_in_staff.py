"""The staff's door: number, password, second factor; one session each, ended by signing out (WD-07)."""

from flask import Blueprint, Response, redirect, request

from portal.actions.sign_in_staff import Proof, check, close_session, open_session
from portal.demo.seeds import PASSWORD
from portal.web.callers import STAFF_COOKIE
from portal.web.context import actor, hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page
from portal.web.prefer import local_path
from portal.working_days import calendar
from shared.clock import local
from shared.refusals import Refusal

bp = Blueprint("staff_door", __name__, url_prefix="/staff")
FOLDER = "staff/sign_in"


@bp.get("/sign-in")
@may(Pass.PUBLIC)
def form() -> Response:
    """The form; `as` fills in a number, `next` is where to go afterwards."""
    return _form(request.args.get("as", ""), request.args.get("next", ""))


@bp.post("/sign-in")
@may(Pass.PUBLIC)
def sign_in() -> Response:
    """Opens a session, or says what was wrong; the password is never sent back."""
    typed, wanted = request.form, request.form.get("next", "")
    proof = Proof(typed.get("username", "").strip(), typed.get("password", ""), typed.get("digits", "").strip())
    try:
        account = check(hub(), proof, now())
    except Refusal as refusal:
        return _form(proof.username, wanted, refusal)
    with hub().store.write() as unit:
        signed_in = open_session(hub(), unit, account, now())
    answer = redirect(_after(wanted), 303)
    answer.set_cookie(
        STAFF_COOKIE, signed_in.token, path="/staff", httponly=True, samesite="Lax", secure=request.is_secure
    )
    return answer  # type: ignore[return-value]


@bp.post("/sign-out")
@may(Pass.STAFF)
def sign_out() -> Response:
    """Ends the session."""
    with hub().store.write() as unit:
        close_session(hub(), unit, actor(), request.cookies.get(STAFF_COOKIE, ""), now())
    answer = redirect("/staff/sign-in", 303)
    answer.delete_cookie(STAFF_COOKIE, path="/staff")
    return answer  # type: ignore[return-value]


@bp.get("/no-room")
@may(Pass.STAFF)
def no_room() -> Response:
    """Said to an account that has no room to work in yet."""
    return page("staff/no_room")


def _form(username: str, wanted: str, refusal: Refusal | None = None) -> Response:
    with hub().store.read() as unit:
        day, halls = calendar(unit).day(local(now()).date()), unit.halls.all()
    said = speaker().say(refusal) if refusal else None
    return page(
        FOLDER,
        refusal.status if refusal else 200,
        username=username,
        wanted=wanted,
        said=said,
        day=day,
        place=(halls[0].name_en if speaker().english else halls[0].name) if halls else "",
        today=local(now()).date(),
        demo_password=PASSWORD if hub().settings.demo else "",
    )


def _after(wanted: str) -> str:
    """A page of the staff's own part, or the first room."""
    path = local_path(wanted)
    return path if path.startswith("/staff/") and not path.startswith("/staff/sign-") else "/staff/"
