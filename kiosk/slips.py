"""The kiosk prints its own slips with no hub in between: journal first, one order per ticket, never doubled."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kiosk.machine import SLIP, Machine
from printers.hub import JobState
from printers.printer import Order, Outcome
from printers.trouble import Reason
from shared.wire import Media


def print_slip(machine: Machine, data: dict[str, Any], copy: int = 0) -> Outcome:
    """Prints once per content and copy number; a later copy bears its mark."""
    if not machine.has(SLIP):
        return Outcome.not_sent(Reason.UNREACHABLE)
    marked = {**data, "copy": copy} if copy else data
    document = json.dumps(marked, ensure_ascii=False, sort_keys=True).encode()
    name = hashlib.sha256(document).hexdigest()[:32]
    return machine.press.print(Order(f"slip-{name}", SLIP, Media.SLIP, document, own=True))


def is_out(outcome: Outcome) -> bool:
    """Whether the visitor can take the paper: sent and taken by the printer, or confirmed."""
    return outcome.state in {JobState.SENT, JobState.CONFIRMED}


def is_unclear(outcome: Outcome) -> bool:
    """Whether it may or may not have come out."""
    return outcome.state is JobState.UNKNOWN
