"""The demonstration's panel: its time, text messages, accounts, screens, and what the printers printed."""

import json
from typing import Any

from flask import Blueprint, Response, redirect, request

from portal.catalog.places import load_places
from portal.demo.jumps import go_on, jumps, read_jump
from portal.demo.paper_tray import Tray
from portal.demo.seeds import PASSWORD
from portal.demo.shown import SHOWN_FIRST, accounts
from portal.roles import ROLES, Role
from portal.store.outbox import Message
from portal.web.context import hub, now, speaker
from portal.web.door import Pass, may
from portal.web.fragments import page_or_fragment, polled
from portal.working_days import calendar
from shared.refusals import NotFound, Refusal

bp = Blueprint("demo", __name__, url_prefix="/demo")
MESSAGES = 12


@bp.before_request
def _only_in_demonstrations() -> None:
    if not hub().settings.demo:
        raise NotFound


@bp.get("/")
@may(Pass.PUBLIC)
def panel() -> Response:
    """The panel; its news poll themselves."""
    return polled(_panel())


@bp.post("/time")
@may(Pass.PUBLIC)
def move_time() -> Response:
    """Goes on to a later instant, in all processes at once."""
    try:
        go_on(hub().clock, read_jump(request.form.get("to", "")))
    except Refusal as refusal:
        return _panel(refusal)
    return redirect("/demo", 303)  # type: ignore[return-value]


@bp.get("/slips/<number>.png")
@may(Pass.PUBLIC)
def slip(number: str) -> Response:
    """What the virtual thermal printer received, as a picture."""
    return _file(_tray().slip(number), "image/png")


@bp.get("/papers/<number>.pdf")
@may(Pass.PUBLIC)
def paper(number: str) -> Response:
    """What the virtual laser received."""
    return _file(_tray().paper(number), "application/pdf")


def _panel(refusal: Refusal | None = None) -> Response:
    with hub().store.read() as unit:
        steps = jumps(now(), calendar(unit))
        messages = [_message(one) for one in unit.outbox.newest(MESSAGES)]
        halls = unit.halls.all()
    return page_or_fragment(
        "demo/panel",
        "news",
        refusal.status if refusal else 200,
        said=speaker().say(refusal) if refusal else None,
        jumps=steps,
        messages=messages,
        halls=halls,
        kiosks=_kiosks(),
        people=_people(),
        password=PASSWORD,
        tray=_tray(),
    )


def _message(one: Message) -> dict[str, Any]:
    state = "sent" if one.sent_at else "waiting" if one.next_at else "given_up"
    to = hub().vault.open(one.address_sealed) if one.kind == "sms" else one.kind
    return {"at": one.made_at, "to": to, "text": one.body, "state": state, "error": one.last_error}


def _people() -> list[dict[str, str]]:
    """The accounts of the newcomer's story, in its order."""
    kept = {one["username"]: one for one in reversed(accounts(load_places()))}
    english = speaker().english
    people = []
    for username in (name for name in SHOWN_FIRST if name in kept):
        role = ROLES[Role(kept[username]["role"])]
        people.append({**kept[username], "work": role.name_en if english else role.name})
    return people


def _kiosks() -> dict[str, str]:
    facts = hub().settings.home / "demo.json"
    return dict(json.loads(facts.read_text("utf-8"))["kiosks"]) if facts.exists() else {}


def _tray() -> Tray:
    return Tray.below(hub().settings.home)


def _file(content: bytes | None, kind: str) -> Response:
    if content is None:
        raise NotFound
    return Response(content, content_type=kind)
