"""Whether a name and a number belong together: asked of the province's identity service, never guessed (WD-07).

Until a service is connected, the demonstration has a stand-in that says plainly what it is."""

from dataclasses import dataclass
from typing import Protocol

from shared.identity import IdType
from shared.refusals import Refusal
from shared.settings import Settings

UNKNOWN_SEQUENCE = "000"


class IdentityServiceMissing(Refusal):
    """No service is connected in this deployment."""

    code = "identity_service_missing"
    status = 503


@dataclass(frozen=True)
class Claim:
    """Who somebody says they are."""

    name: str
    id_type: IdType
    id_number: str


class IdentityService(Protocol):
    """Answers whether a claim is true; `stand_in` is shown wherever the answer is."""

    stand_in: bool

    def confirms(self, claim: Claim) -> bool: ...


class StandIn:
    """For the demonstration only: believes every well-formed claim but the sequence number 000."""

    stand_in = True

    def confirms(self, claim: Claim) -> bool:
        """The one disbelieved number lets the refusal be tried as well."""
        return not claim.id_number[:-1].endswith(UNKNOWN_SEQUENCE)


class Missing:
    """What a deployment has before its service is connected."""

    stand_in = False

    def confirms(self, claim: Claim) -> bool:
        """Never true without a service."""
        raise IdentityServiceMissing


def identity_service(settings: Settings) -> IdentityService:
    """The service of this deployment."""
    return StandIn() if settings.demo else Missing()
