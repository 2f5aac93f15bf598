"""Who stands at a kiosk: by card, or by a one-time code; five wrong codes close the way for a while (DL-07)."""

from datetime import datetime, timedelta

from portal.actions.kiosk_code import PURPOSE, code_index
from portal.booking_person import blind_id
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.unit import Unit
from portal.visitor import KnownVisitor, open_visit
from shared.clock import today
from shared.contact import person_name
from shared.identity import IdType, read_document
from shared.privacy import mask_name
from shared.refusals import Refusal

TRIES, WINDOW = 5, timedelta(minutes=15)
COUNTED = "kiosk_code"


class KioskCodeWrong(Refusal):
    """No such code waits, or its time is over."""

    code = "kiosk_code_wrong"
    rule = "DL-07"
    status = 403


class TooManyKioskCodes(Refusal):
    """Too many wrong codes at this machine."""

    code = "too_many_kiosk_codes"
    rule = "DL-07"
    status = 429


def by_card(unit: Unit, hub: Hub, card: tuple[str, IdType, str], kiosk: Actor, now: datetime) -> tuple[str, str]:
    """A card that was read: (name, type, number) to (session, masked name)."""
    name, id_type, number = card
    blind = blind_id(hub.vault, id_type, read_document(id_type, number, today(now)))
    return _opened(unit, hub, KnownVisitor(blind, mask_name(person_name(name))), (kiosk, "card"), now)


def by_code(hub: Hub, code: str, kiosk: Actor, now: datetime) -> tuple[str, str]:
    """A code, used up by this; a wrong one is counted in a transaction of its own, because it must stay."""
    with hub.store.write() as unit:
        tries = unit.sessions.count_attempt(COUNTED, kiosk.id, now, now - WINDOW)
        waiting = unit.sessions.code_by_hash(PURPOSE, code_index(hub, code))
        if tries <= TRIES and waiting is not None and waiting.expires_at > now:
            unit.sessions.drop_code(PURPOSE, waiting.subject_blind)
            unit.sessions.forget_attempts(COUNTED, kiosk.id)
            known = KnownVisitor(str(waiting.facts["blind"]), str(waiting.facts["name"]))
            return _opened(unit, hub, known, (kiosk, "code"), now)
    if tries > TRIES:
        raise TooManyKioskCodes(minutes=int(WINDOW.total_seconds() // 60), field="code")
    raise KioskCodeWrong(left=TRIES - tries, field="code")


def _opened(unit: Unit, hub: Hub, known: KnownVisitor, at: tuple[Actor, str], now: datetime) -> tuple[str, str]:
    kiosk, way = at
    token = open_visit(unit, hub, kiosk, known, now)
    hub.record(unit, kiosk, Deed("visitor.identified", f"person:{known.blind[:16]}", now, {"by": way}, kiosk.hall))
    return token, known.name
