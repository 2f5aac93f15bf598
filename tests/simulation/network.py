"""The network in front of the real WSGI application: loses, delays, doubles, reorders, and writes down what passed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
from flask import Flask

from tests.simulation.death import Died

FATES = ("good", "lost", "answer_lost", "late", "doubled", "slow")
ROUGH = (70, 6, 8, 5, 5, 6)


class Unanswerable(AssertionError):
    """The hub answered 500: no input and no fault may bring it there."""


@dataclass
class Ledger:
    """What the hub granted, by idempotency key: the truth that clients may or may not have learnt."""

    granted: dict[str, dict[str, Any]] = field(default_factory=dict)
    reports: set[tuple[str, int, str]] = field(default_factory=set)
    doubled: list[str] = field(default_factory=list)

    def passed(self, request: httpx.Request, answer: httpx.Response) -> None:
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Unanswerable(f"{request.method} {request.url.path}: {answer.status_code} {answer.text[:300]}")
        key = request.headers.get("Idempotency-Key")
        if not key or answer.status_code != httpx.codes.CREATED:
            return
        told = answer.json()
        before = self.granted.setdefault(key, told)
        if _named(before) != _named(told):
            self.doubled.append(key)

    def acknowledged(self, request: httpx.Request, answer: httpx.Response) -> None:
        """The answer arrived: from here on the sender relies on it."""
        if request.url.path.endswith("/report") and answer.is_success:
            told = json.loads(request.content)
            self.reports.add((request.url.path.split("/")[-2], told["fence"], told["state"]))


def _named(answer: dict[str, Any]) -> tuple[str, ...]:
    job = answer.get("job") or {}
    return tuple(str(answer.get(name, "")) for name in ("code", "token", "number")) + (str(job.get("id", "")),)


class Network(httpx.BaseTransport):
    """The way of one machine to the hub."""

    def __init__(self, portal: Flask, ledger: Ledger, chance: Random) -> None:
        self._portal = httpx.WSGITransport(portal)
        self.ledger = ledger
        self.chance = chance
        self.calm = False
        self.late: list[httpx.Request] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.hub_died: Callable[[], None] = lambda: None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        fate = "good" if self.calm else self.chance.choices(FATES, ROUGH)[0]
        if fate == "lost":
            raise httpx.ConnectError("lost on the way")
        if fate == "late":
            self.late.append(request)
            raise httpx.ReadTimeout("still on the way")
        answer = self.deliver(request)
        if fate == "doubled":
            answer = self.deliver(request)
        if fate == "answer_lost":
            raise httpx.ReadTimeout("the answer was lost")
        if fate == "slow":
            self.meanwhile()
        self.ledger.acknowledged(request, answer)
        return answer

    def deliver(self, request: httpx.Request) -> httpx.Response:
        """The hub works on a request, or dies over it."""
        try:
            answer = self._portal.handle_request(request)
            answer.read()
        except Died:
            self.hub_died()
            raise httpx.ReadError("the hub died") from None
        self.ledger.passed(request, answer)
        return answer

    def deliver_late(self) -> None:
        """One request that everybody thought lost arrives after all, out of order; nobody hears its answer."""
        request = self.late.pop(self.chance.randrange(len(self.late)))
        try:
            self.deliver(request)
        except httpx.ReadError:
            return
