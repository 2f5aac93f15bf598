"""A one-time code that identifies its person at a kiosk: on the phone, or from a clerk who saw the document (DL-07)."""

from datetime import datetime, timedelta

from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.sessions import OneTimeCode
from portal.store.unit import Unit
from shared.privacy import mask_name

PURPOSE = "kiosk"
DIGITS = 8
VALID = timedelta(minutes=10)


def kiosk_code(unit: Unit, hub: Hub, person: tuple[str, str], actor: Actor, now: datetime) -> str:
    """A fresh code for (blind index, name); an earlier one of the same person is void from here on."""
    blind, name = person
    code = hub.ids.digits(DIGITS)
    facts = {"blind": blind, "name": mask_name(name)}
    unit.sessions.put_code(OneTimeCode(PURPOSE, blind, code_index(hub, code), facts, now, now + VALID))
    hub.record(unit, actor, Deed("kiosk.code_given", f"person:{blind[:16]}", now, {"minutes": VALID.seconds // 60}))
    return code


def code_index(hub: Hub, code: str) -> str:
    """How a code is kept: keyed, so that eight digits cannot be tried out on a stolen database."""
    return hub.vault.blind(code, "kiosk_code")
