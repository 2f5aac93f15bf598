"""Who may pass each route: named beside the view, enforced before it, walked by a test."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, request

from portal.people import NOBODY, Actor
from portal.roles import Role
from portal.web import callers
from portal.web.context import hub, wants_json
from portal.web.readable import check_readable
from shared.refusals import Refusal


class Pass(StrEnum):
    """Ways to be known other than a staff role."""

    PUBLIC = "public"
    APPLICANT = "applicant"
    STAFF = "staff"
    CHANNEL = "channel"
    KIOSK = "kiosk"
    AGENT = "agent"


Who = Pass | Role
View = TypeVar("View", bound=Callable[..., object])

# Flask's own route for built assets has no view of ours to mark.
OPEN_ENDPOINTS = frozenset({"static"})


class NotSignedIn(Refusal):
    """The route needs somebody known."""

    code = "not_signed_in"
    status = 401


class NotYours(Refusal):
    """Known, but not somebody who may pass here."""

    code = "not_yours"
    rule = "WD-08"
    status = 403


def may(*who: Who) -> Callable[[View], View]:
    """Names everybody who may pass a view."""

    def mark(view: View) -> View:
        view.__may__ = frozenset(who)  # type: ignore[attr-defined]
        return view

    return mark


def guard(app: Flask) -> None:
    """Puts the door in front of every route of the application."""
    app.before_request(check_readable)
    app.before_request(_check)


def admitted(view: Callable[..., object]) -> frozenset[Who]:
    """Who may pass a view; empty when nobody was named."""
    return getattr(view, "__may__", frozenset())


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN_ENDPOINTS:
        return None
    allowed = admitted(current_app.view_functions[endpoint])
    actor = callers.find(hub())
    g.actor = actor
    if Pass.PUBLIC in allowed or _passes(actor, allowed):
        return None
    return _turned_away(actor, allowed)


def _passes(actor: Actor, allowed: frozenset[Who]) -> bool:
    if actor.kind == "staff":
        return Pass.STAFF in allowed or not actor.roles.isdisjoint(allowed)
    if actor.kind == "device":
        return bool(actor.roles & allowed) or any(Pass(way) in allowed for way in callers.device_passes(actor))
    return actor.kind in {Pass.APPLICANT, Pass.CHANNEL} and Pass(actor.kind) in allowed


def _turned_away(actor: Actor, allowed: frozenset[Who]) -> Response:
    if wants_json():
        raise NotYours() if actor is not NOBODY else NotSignedIn()
    if Pass.APPLICANT in allowed:
        return redirect(f"/me/sign-in?{urlencode({'next': request.full_path})}", 303)  # type: ignore[return-value]
    if actor.kind == "staff":
        raise NotYours
    return redirect(f"/staff/sign-in?{urlencode({'next': request.full_path})}", 303)  # type: ignore[return-value]
