"""The identified visitor of a kiosk: a short session tied to that machine, naming the person only by a blind index."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.hub import Hub, digest
from portal.people import Actor
from portal.store.sessions import Session
from portal.store.unit import Unit

KIND = "visitor"
LASTS = timedelta(minutes=15)


@dataclass(frozen=True)
class KnownVisitor:
    """Who stands at the kiosk: the blind index of the document, and the masked name to greet with."""

    blind: str
    name: str


def open_visit(unit: Unit, hub: Hub, kiosk: Actor, known: KnownVisitor, now: datetime) -> str:
    """Opens the session; every earlier one of this machine ends, for only one person stands there."""
    unit.sessions.close_all(KIND, kiosk.id)
    token = hub.ids.token()
    facts = {"blind": known.blind, "name": known.name}
    unit.sessions.open(Session(digest(token), KIND, kiosk.id, facts, now, now, now + LASTS))
    return token


def visitor_of(unit: Unit, kiosk: Actor, token: str, now: datetime) -> KnownVisitor | None:
    """The visitor behind a session of this very machine; None when it is over or belongs to another."""
    session = unit.sessions.find(digest(token)) if token else None
    if session is None or session.kind != KIND or session.subject != kiosk.id or session.expires_at <= now:
        return None
    return KnownVisitor(str(session.facts["blind"]), str(session.facts["name"]))
