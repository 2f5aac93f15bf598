"""The kiosk's only way to the hub: HTTP with the device's key; every failure is one of two plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

API = "/api/v1"
VISITOR = "Tongban-Visitor"


class PortalAway(Exception):
    """No answer, or one that says "later"."""


@dataclass(frozen=True)
class Refused(Exception):
    """The hub says no; the sentence is in the visitor's language and says what to do now."""

    status: int
    code: str
    text: str
    now: str = ""
    rule: str = ""
    source: str = ""


@dataclass(frozen=True)
class Asking:
    """Who asks: the visitor's language, the session of who was identified, the key of this touch."""

    language: str = "zh_CN"
    session: str = ""
    once: str = ""

    @property
    def headers(self) -> dict[str, str]:
        wanted = {
            "Accept-Language": self.language.replace("_", "-"),
            VISITOR: self.session,
            "Idempotency-Key": self.once,
        }
        return {name: value for name, value in wanted.items() if value}


class PortalClient:
    """Speaks to one hub; the httpx client brings its address, the device's key and time-outs."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def get(self, path: str, asking: Asking, **query: str) -> Any:
        """What the hub answers to a question."""
        return self._ask("GET", path, asking, params=query)

    def post(self, path: str, asking: Asking, body: dict[str, Any] | None = None) -> Any:
        """What the hub answers to a deed."""
        return self._ask("POST", path, asking, json=body or {})

    def _ask(self, method: str, path: str, asking: Asking, **rest: Any) -> Any:
        try:
            answer = self.http.request(method, API + path, headers=asking.headers, **rest)
        except httpx.HTTPError as away:
            raise PortalAway(type(away).__name__) from away
        if answer.is_success:
            return answer.json() if answer.content else None
        raise _trouble(answer)


def _trouble(answer: httpx.Response) -> Exception:
    """A problem+json of the hub, or no usable answer at all (a broken hub, a proxy's page, a revoked key)."""
    if answer.is_server_error or answer.status_code in BESIDE or "json" not in answer.headers.get("Content-Type", ""):
        return PortalAway(f"HTTP {answer.status_code}")
    problem = answer.json()
    title = str(problem.get("title", ""))
    rule = problem.get("rule") or {}
    return Refused(
        status=answer.status_code,
        code=str(problem.get("code", "")),
        text=title,
        now=str(problem.get("detail", "")).removeprefix(title).strip(),
        rule=str(rule.get("id", "")),
        source=str(rule.get("source", "")),
    )


# The device's key is not taken any more: nothing that a visitor could do about it.
BESIDE = frozenset({httpx.codes.UNAUTHORIZED})
