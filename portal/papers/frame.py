"""What stands on every A4 paper: hall, number, bar code, and the check by which anybody may verify it (§7.1)."""

import base64
import hmac
from dataclasses import dataclass
from typing import Any

from portal.hub import Hub
from portal.store.halls import Hall

CHECK_LENGTH = 8


@dataclass(frozen=True)
class Stamp:
    """Which paper it is: its kind, number, the code in bars and the words beside it."""

    kind: str
    number: str
    code: str
    code_label: str


def frame(hub: Hub, hall: Hall, stamp: Stamp) -> dict[str, Any]:
    """The common fields; the address holds number and check, nothing of a person."""
    check = check_of(hub, stamp.number, stamp.kind)
    address = f"{hub.settings.portal_url}/v"
    return {
        "hall": hall.name,
        "org": hall.name,
        "number": stamp.number,
        "code": stamp.code,
        "code_label": stamp.code_label,
        "verify_url": f"{address}#{stamp.number}.{stamp.kind.upper()}.{check}",
        "verify_text": f"{address.split('://')[-1]}，或在窗口核验",
        "check": check,
        "demo": hub.settings.demo,
    }


def check_of(hub: Hub, number: str, kind: str) -> str:
    """Eight symbols that only this deployment can compute."""
    seal = hmac.digest(hub.vault.derive("papers"), f"{number}.{kind.lower()}".encode(), "sha256")
    text = base64.b32encode(seal).decode()[:CHECK_LENGTH]
    return f"{text[:4]}-{text[4:]}"
