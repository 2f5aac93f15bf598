"""The person of an appointment: checked once; only sealed numbers and blind indexes go on (product.md §5.13)."""

import json
from dataclasses import dataclass
from datetime import date

from shared.contact import mobile, person_name
from shared.identity import IdType, read_document
from shared.vault import Vault


@dataclass(frozen=True)
class Person:
    """Name, document and phone as stored forms, in clear for as long as the request lasts."""

    name: str
    id_type: IdType
    id_number: str
    phone: str


@dataclass(frozen=True)
class SealedPerson:
    """What of a person is written to the database."""

    name: str
    id_type: str
    id_blind: str
    id_sealed: str
    phone_blind: str
    phone_sealed: str


def person(name: str, id_type: IdType, id_number: str, phone: str, today: date) -> Person:
    """A checked person; the first fault is a refusal that names its field."""
    return Person(person_name(name), id_type, read_document(id_type, id_number, today), mobile(phone))


def sealed(vault: Vault, one: Person) -> SealedPerson:
    """Seals the numbers; the same person and the same phone are found again by their blind index."""
    return SealedPerson(
        name=one.name,
        id_type=one.id_type.value,
        id_blind=blind_id(vault, one.id_type, one.id_number),
        id_sealed=vault.seal(one.id_number),
        phone_blind=blind_phone(vault, one.phone),
        phone_sealed=vault.seal(one.phone),
    )


def blind_id(vault: Vault, id_type: IdType, id_number: str) -> str:
    """The index of a document; the same number of two kinds of document are two people."""
    return vault.blind(id_number, id_type.value)


def blind_phone(vault: Vault, phone: str) -> str:
    """The index of a phone number."""
    return vault.blind(phone, "phone")


def sealed_agent(vault: Vault, agent: dict[str, str] | None) -> str | None:
    """Who does it for the applicant, sealed as a whole; None where nobody does."""
    return vault.seal(json.dumps(agent, ensure_ascii=False)) if agent else None


def opened_agent(vault: Vault, kept: str | None) -> dict[str, str]:
    """The agent as given, empty where there is none."""
    found: dict[str, str] = json.loads(vault.open(kept)) if kept else {}
    return found
