"""Card readers behind one port: lay a card down, read name and number, keep no picture (product.md §5.10)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Protocol

import httpx


@dataclass(frozen=True)
class Card:
    """What of an identity card is used: never its picture, never its address."""

    name: str
    number: str

    def as_proof(self) -> dict[str, str]:
        return {"name": self.name, "id_type": "id_card", "id_number": self.number}


class ReaderTrouble(Exception):
    """The reader does not answer or could not read the card."""


class CardReader(Protocol):
    def take(self) -> Card | None:
        """The card that lies there now, once; None while none does."""
        ...


class SimulatedReader:
    """A reader whose card is laid down by the demonstration's page or by a test."""

    def __init__(self) -> None:
        self._card: Card | None = None
        self._lock = threading.Lock()

    def lay(self, card: Card) -> None:
        """Puts a made-up card on the reader."""
        with self._lock:
            self._card = card

    def take(self) -> Card | None:
        with self._lock:
            card, self._card = self._card, None
        return card


class BridgedReader:
    """A vendor's local bridge over HTTP: `GET /card` answers 204, or 200 with name and number."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def take(self) -> Card | None:
        try:
            answer = self._http.get("/card")
        except httpx.HTTPError as away:
            raise ReaderTrouble(type(away).__name__) from away
        if answer.status_code == httpx.codes.NO_CONTENT:
            return None
        if not answer.is_success:
            raise ReaderTrouble(f"HTTP {answer.status_code}")
        return _card(answer.json())


NAMES = ("name", "Name", "partyName")
NUMBERS = ("number", "Number", "id_number", "IDCardNo", "certNumber")


def _card(told: dict[str, Any]) -> Card:
    name = next((str(told[key]) for key in NAMES if told.get(key)), "")
    number = next((str(told[key]) for key in NUMBERS if told.get(key)), "")
    if not name or not number:
        raise ReaderTrouble("no name or number")
    return Card(name, number)
