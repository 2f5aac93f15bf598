"""Finds out who is asking: a session cookie, a device's key or a channel's key."""

from datetime import timedelta

from flask import request

from portal.hub import Hub, digest
from portal.people import NOBODY, Actor
from portal.roles import Role
from portal.store.sessions import Session
from portal.store.unit import Unit
from portal.web.context import now
from portal.web.keys import KEYS

STAFF_COOKIE = "tb_staff"
APPLICANT_COOKIE = "tb_person"
IDLE = {"staff": timedelta(minutes=15), "applicant": timedelta(minutes=30)}
ABSOLUTE = {"staff": timedelta(hours=10), "applicant": timedelta(hours=12)}
# A session's idle limit is moved on at most this often, so that polling pages do not write each time.
SEEN_STEP = timedelta(minutes=1)


def find(hub: Hub) -> Actor:
    """The actor behind this request; NOBODY when no valid proof is shown."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return _by_key(hub, header.removeprefix("Bearer ").strip())
    if request.path.startswith("/api/"):
        return NOBODY
    cookie = STAFF_COOKIE if request.path.startswith("/staff") else APPLICANT_COOKIE
    token = request.cookies.get(cookie)
    return _by_session(hub, token) if token else NOBODY


def device_passes(actor: Actor) -> tuple[str, ...]:
    """What a device may do besides its own kind: a kiosk carries its own print agent."""
    return ("kiosk", "agent") if actor.is_any(Role.KIOSK) else ("agent",)


def _by_key(hub: Hub, key: str) -> Actor:
    return KEYS.get(hub.store, digest(key), now(), _look_up)


def _look_up(unit: Unit, key_hash: str) -> Actor:
    device = unit.devices.by_token(key_hash)
    if device is not None:
        roles = frozenset({Role.KIOSK}) if device.kind == "kiosk" else frozenset()
        return Actor("device", device.id, device.name, device.hall, roles=roles)
    channel = unit.devices.channel_by_key(key_hash)
    return Actor("channel", channel, channel) if channel else NOBODY


def _by_session(hub: Hub, token: str) -> Actor:
    token_hash = digest(token)
    with hub.store.read() as unit:
        session = unit.sessions.find(token_hash)
        found = _session_actor(unit, session) if session and session.expires_at > now() else NOBODY
    if session and found is not NOBODY and now() - session.seen_at > SEEN_STEP:
        expires = min(now() + IDLE[session.kind], session.made_at + ABSOLUTE[session.kind])
        with hub.store.write() as unit:
            unit.sessions.seen(token_hash, now(), expires)
    return found


def _session_actor(unit: Unit, session: Session) -> Actor:
    if session.kind == "applicant":
        return Actor("applicant", session.subject, roles=frozenset({Role.APPLICANT}))
    account = unit.staff.get(session.subject)
    if account is None or not account.active:
        return NOBODY
    return Actor("staff", account.username, account.name, account.hall or "", account.department or "", account.roles)
