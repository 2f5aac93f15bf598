"""What a kiosk decides while the hub is away: numbers from its own blocks, known check-ins, a journal to hand over."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shared.clock import instant
from shared.refusals import Refusal
from shared.wire import to_json

START = "0" * 64


class NumbersUsedUp(Refusal):
    """The kiosk has given out every number it was given, and cannot ask for more."""

    code = "numbers_used_up"
    rule = "BK-16"
    status = 503


class OfflineTrouble(Exception):
    """A list or a journal was changed by someone else than the hub or this kiosk; it is not used."""


class EntryKind(StrEnum):
    """What a kiosk does on its own."""

    TICKET = "ticket"
    CHECK_IN = "check_in"


@dataclass(frozen=True)
class NumberBlock:
    """Numbers of one area and day that the hub gave to this kiosk and will give to nobody else."""

    area: str
    letter: str
    day: date
    first: int
    last: int

    def number(self, serial: int) -> str:
        return f"{self.letter}{serial:03d}"

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> NumberBlock:
        return cls(kept["area"], kept["letter"], date.fromisoformat(kept["day"]), kept["first"], kept["last"])


@dataclass(frozen=True)
class Expected:
    """A booking of the day: its code only as a mark, its person only as a masked name."""

    mark: str
    area: str
    start: datetime
    opens: datetime
    closes: datetime
    name: str = ""


@dataclass(frozen=True)
class CheckInList:
    """The bookings that a kiosk may check in alone, until `good_until`."""

    hall: str
    made_at: datetime
    good_until: datetime
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Entry:
    """One thing done offline. `id` is the row's id at the hub and makes the handover happen once."""

    seq: int
    id: str
    at: datetime
    kind: EntryKind
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Journal:
    """Everything written so far, the chain's last mark, and whether power failed in the middle of a line."""

    entries: tuple[Entry, ...] = ()
    mark: str = START
    torn: bool = False

    def line(self, entry: Entry, key: bytes) -> str:
        """The entry as the journal's next line, chained to all before it. Write and sync it before paper moves."""
        body = json.dumps(to_json(entry), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return f"{_mark(key, self.mark, body)} {body}\n"

    def with_line(self, line: str, key: bytes) -> Journal:
        """The journal after this line, which must be the next."""
        mark, _, body = line.rstrip("\n").partition(" ")
        if not hmac.compare_digest(mark.encode(), _mark(key, self.mark, body).encode()):
            raise OfflineTrouble(f"line {len(self.entries) + 1} of the journal is not by this kiosk")
        return Journal((*self.entries, _entry(json.loads(body))), mark)

    def after(self, seq: int) -> tuple[Entry, ...]:
        """What the hub has not confirmed yet."""
        return tuple(entry for entry in self.entries if entry.seq > seq)

    @property
    def next_seq(self) -> int:
        return self.entries[-1].seq + 1 if self.entries else 1


def read_journal(text: str, key: bytes) -> Journal:
    """The journal from its file. A last line without its end was cut by a power failure: nothing was printed for it."""
    lines = text.splitlines(keepends=True)
    torn = bool(lines) and not lines[-1].endswith("\n")
    journal = Journal()
    for line in lines[:-1] if torn else lines:
        journal = journal.with_line(line, key)
    return Journal(journal.entries, journal.mark, torn)


def next_number(blocks: Iterable[NumberBlock], taken: Iterable[str], area: str, day: date) -> str:
    """The lowest number of this area and day that the kiosk holds and has not given out."""
    used = set(taken)
    mine = sorted((block for block in blocks if (block.area, block.day) == (area, day)), key=lambda block: block.first)
    for block in mine:
        for serial in range(block.first, block.last + 1):
            if block.number(serial) not in used:
                return block.number(serial)
    raise NumbersUsedUp(area=area)


def numbers_left(blocks: Iterable[NumberBlock], taken: Iterable[str], area: str, day: date) -> int:
    """How many numbers the kiosk still holds: it asks for a new block well before the last one."""
    used = set(taken)
    mine = (block for block in blocks if (block.area, block.day) == (area, day))
    return sum(block.number(serial) not in used for block in mine for serial in range(block.first, block.last + 1))


def taken_numbers(entries: Sequence[Entry], day: date) -> list[str]:
    """The numbers that the journal says were given out for this day."""
    return [str(entry.values["number"]) for entry in entries if entry.values.get("day") == day.isoformat()]


def list_key(device_token: str) -> bytes:
    """The key that hub and kiosk share for lists and journals: both know it from the device's token alone."""
    return hmac.digest(device_token.encode(), b"tongban offline", "sha256")


def code_mark(code: str, key: bytes) -> str:
    """What the list carries instead of an appointment's code."""
    return hmac.digest(key, code.encode(), "sha256").hex()[:32]


def seal_list(listed: CheckInList, key: bytes) -> str:
    """The list as the hub sends it, with the mark that proves where it comes from."""
    body = json.dumps(to_json(listed), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{_mark(key, START, body)} {body}"


def open_list(sealed: str, key: bytes) -> CheckInList:
    """The list as the kiosk believes it."""
    mark, _, body = sealed.partition(" ")
    if not hmac.compare_digest(mark.encode(), _mark(key, START, body).encode()):
        raise OfflineTrouble("the check-in list is not from the hub")
    kept = json.loads(body)
    expected = tuple(_expected(one) for one in kept["expected"])
    return CheckInList(kept["hall"], instant(kept["made_at"]), instant(kept["good_until"]), expected)


def find_expected(listed: CheckInList, code: str, key: bytes, now: datetime) -> Expected | None:
    """The booking with this code, while the list is good and check-in is open."""
    if now >= listed.good_until:
        return None
    mark = code_mark(code, key)
    return next((one for one in listed.expected if one.mark == mark and one.opens <= now < one.closes), None)


def _expected(kept: dict[str, Any]) -> Expected:
    times = {name: instant(kept[name]) for name in ("start", "opens", "closes")}
    return Expected(mark=kept["mark"], area=kept["area"], name=kept.get("name", ""), **times)


def _entry(kept: dict[str, Any]) -> Entry:
    return Entry(kept["seq"], kept["id"], instant(kept["at"]), EntryKind(kept["kind"]), kept["values"])


def _mark(key: bytes, before: str, body: str) -> str:
    return hmac.digest(key, f"{before} {body}".encode(), "sha256").hex()
