"""A signed-in applicant is identified once by name and number; records under the person then follow (WD-07)."""

from dataclasses import replace
from datetime import datetime

from portal.booking_person import blind_id
from portal.hub import Deed, Hub
from portal.identity_adapter import Claim, identity_service
from portal.people import Actor
from portal.store.unit import Unit
from shared.refusals import NotFound, Refusal


class IdentityNotConfirmed(Refusal):
    """The service does not know this pair of name and number."""

    code = "identity_not_confirmed"
    rule = "WD-07"


class IdentityTaken(Refusal):
    """The person already has an account under another phone."""

    code = "identity_taken"
    status = 409


def identify(unit: Unit, hub: Hub, claim: Claim, actor: Actor, now: datetime) -> None:
    """Ties the person to the account."""
    account = unit.people.get(actor.id)
    if account is None:
        raise NotFound
    blind = blind_id(hub.vault, claim.id_type, claim.id_number)
    other = unit.people.by_id(blind)
    if other is not None and other.id != account.id:
        raise IdentityTaken(field="id_number")
    service = identity_service(hub.settings)
    if not service.confirms(claim):
        raise IdentityNotConfirmed(field="id_number")
    known = replace(
        account,
        id_type=claim.id_type.value,
        id_blind=blind,
        id_sealed=hub.vault.seal(claim.id_number),
        name=claim.name,
        identified_at=now,
    )
    unit.people.identify(known)
    facts = {"stand_in": service.stand_in}
    hub.record(unit, actor, Deed("applicant.identified", f"applicant:{account.id}", now, facts))
