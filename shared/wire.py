"""What crosses HTTP between hub, kiosk and print agent: frozen dataclasses, and their way to JSON and back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shared.clock import instant


class Media(StrEnum):
    """What a job is printed on."""

    SLIP = "slip"
    A4 = "a4"


@dataclass(frozen=True)
class PrintDocument:
    """Where the bytes of a job are, and how to know that they arrived whole."""

    id: str
    sha256: str
    bytes_url: str


@dataclass(frozen=True)
class PrintJob:
    """A job on lease: until `lease_until` nobody else gets it; `fence` grows with every lease of the job."""

    id: str
    fence: int
    lease_until: datetime
    kind: str
    secure: bool
    media: Media
    printer: str
    copy: int
    document: PrintDocument


@dataclass(frozen=True)
class PrintReport:
    """What an agent saw happen to its job; `evidence` is kept word for word."""

    fence: int
    state: str
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PrinterStatus:
    """How a printer is, as far as it says."""

    code: str
    state: str
    reasons: list[str] = field(default_factory=list)
    paper: str = ""
    toner: int | None = None


def to_json(message: Any) -> dict[str, Any]:
    """A dataclass as JSON values; instants become ISO 8601 with offset."""
    return {name: _plain(value) for name, value in asdict(message).items()}


def print_job(kept: dict[str, Any]) -> PrintJob:
    """A claimed job from the hub's answer; names this version does not know are ignored."""
    document = PrintDocument(**known(PrintDocument, kept["document"]))
    lease_until = instant(kept["lease_until"])
    rest = {**known(PrintJob, kept), "document": document, "lease_until": lease_until, "media": Media(kept["media"])}
    return PrintJob(**rest)


def known(message: type[Any], kept: dict[str, Any]) -> dict[str, Any]:
    """The part of an answer that this version understands: a newer hub may say more."""
    names = {one.name for one in fields(message)}
    return {name: value for name, value in kept.items() if name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
