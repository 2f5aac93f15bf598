"""Certificates as values, and who may print which copy where (DL-07, DL-11, RV-05, A16, product.md §5.10-11)."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.cases.states import State
from portal.catalog.item import DeliveryWay, Outcome
from portal.delivery import refusals as no
from shared.codes import certificate_id
from shared.ids import Ids

PRINTABLE_STATES = frozenset({State.KIOSK_PRINTABLE, State.DELIVERED, State.ARCHIVED})


class CertificateState(StrEnum):
    """What a third party may learn from the QR (codes of GB/T 36903 in brackets where known)."""

    VALID = "valid"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Certificate:
    """One issued certificate or result document with its face, identifier and copies."""

    id: str
    identifier: str
    case: str
    title: str
    holder_blind: str
    face: tuple[tuple[str, str], ...]
    issued_at: datetime
    valid_until: date | None
    printable: bool
    free_copies: int = 1
    state: CertificateState = CertificateState.VALID
    agent_blind: str = ""

    def state_on(self, day: date) -> CertificateState:
        """Expiry is derived from the date, never written by a job."""
        if self.state is CertificateState.VALID and self.valid_until is not None and day > self.valid_until:
            return CertificateState.EXPIRED
        return self.state


@dataclass(frozen=True)
class Visitor:
    """Who stands at the kiosk, known by card or one-time code, never by name and birth date."""

    blind: str
    identified: bool


def certificate_number(outcome: Outcome, issuer_uscc: str, serial: str, version: int = 1) -> str:
    """电子证照标识 of GB/T 36904; an outcome without a type of its own has no such identifier."""
    if not outcome.type_code:
        return ""
    return certificate_id(outcome.type_code, issuer_uscc, serial, version)


def serial_of(ids: Ids, day: date) -> str:
    """Year, month, day and eight digits of chance: nobody can count on to the next person's certificate."""
    return f"{day:%Y%m%d}{ids.digits(8)}"


def valid_until(issued: date, outcome: Outcome) -> date | None:
    """The last valid day: the day before the same date so many years later (2026-12-04 for 3 years: 2029-12-03)."""
    if outcome.valid_years is None:
        return None
    year = issued.year + outcome.valid_years
    leap_day = (issued.month, issued.day) == (2, 29)
    same = date(year, 3, 1) if leap_day and not isleap(year) else date(year, issued.month, issued.day)
    return date.fromordinal(same.toordinal() - 1)


def check_kiosk_print(
    certificate: Certificate, state: State, way: DeliveryWay | None, visitor: Visitor, today: date
) -> None:
    """Raises why this visitor may not print it at a kiosk; how many copies are left is the print hub's to say (A16)."""
    _check_visitor(certificate, visitor)
    if certificate.state_on(today) is not CertificateState.VALID:
        raise no.NoLongerValid
    if not certificate.printable:
        raise no.NotForKiosks
    if way is not DeliveryWay.KIOSK:
        raise no.AnotherWayChosen
    if state not in PRINTABLE_STATES:
        raise no.NotReadyYet


def _check_visitor(certificate: Certificate, visitor: Visitor) -> None:
    if not visitor.identified:
        raise no.NotIdentified
    if visitor.blind not in (certificate.holder_blind, certificate.agent_blind) or not visitor.blind:
        raise no.NotYours
