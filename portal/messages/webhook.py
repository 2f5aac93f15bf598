"""Signed webhooks to department systems: the receiver can tell that it was us, when, and whether it is a repetition."""

import hashlib
import hmac
import json
from datetime import datetime

import httpx

from portal.hub import Hub
from portal.messages.driver import Letter, NotSent
from portal.messages.gateway import check
from portal.store.outbox import Message
from portal.store.unit import Unit

KIND = "webhook"


def queue_webhook(unit: Unit, hub: Hub, place: tuple[str, str], said: tuple[str, str], now: datetime) -> None:
    """Queues `(topic, JSON body)` for `(address, secret)` in the transaction that caused it."""
    address = hub.vault.seal(json.dumps({"url": place[0], "secret": place[1]}))
    unit.outbox.add(Message(hub.ids.row(), KIND, address, said[0], said[1], now))


def signature(secret: str, at: int, body: bytes) -> str:
    """`t=…,v1=…`: HMAC-SHA256 over the time, a full stop and the body."""
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


class Webhook:
    """Posts the body as it was queued."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def send(self, letter: Letter) -> None:
        """One attempt; the receiver answers 2xx once it has stored it."""
        place, body = json.loads(letter.address), letter.body.encode()
        headers = {
            "Content-Type": "application/json",
            "Tongban-Topic": letter.topic,
            "Tongban-Delivery": letter.id,
            "Tongban-Signature": signature(place["secret"], int(letter.at.timestamp()), body),
        }
        try:
            check(self._http.post(place["url"], content=body, headers=headers))
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__) from error
