"""The agent's side of the print hub's HTTP contract: claim, fetch, report, and how the printers are."""

from __future__ import annotations

import hashlib
from typing import Any

import httpx

from printers.hub import JobState
from shared.wire import PrinterStatus, PrintJob, PrintReport, print_job, to_json

CLAIM, STATUS = "/api/v1/print/claim", "/api/v1/print/status"
GONE = frozenset({httpx.codes.CONFLICT, httpx.codes.NOT_FOUND, httpx.codes.GONE, httpx.codes.UNPROCESSABLE_ENTITY})


class HubAway(Exception):
    """No answer, or one that says "later": try again."""


class LeaseLost(Exception):
    """The hub does not take this report: the job is somebody else's by now, or was decided by a person."""


class DocumentSpoiled(Exception):
    """The bytes that came are not the bytes that were promised."""


class HubClient:
    """Speaks to one hub with one device's token; the httpx client brings address, token and time-outs."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._tag = ""

    def claim(self, printers: list[str]) -> PrintJob | None:
        """The next job for one of these printers, or None."""
        headers = {"If-None-Match": self._tag} if self._tag else {}
        answer = self._ask("POST", CLAIM, json={"printers": printers}, headers=headers)
        self._tag = answer.headers.get("ETag", "")
        if answer.status_code in (httpx.codes.NO_CONTENT, httpx.codes.NOT_MODIFIED):
            return None
        try:
            return print_job(_taken(answer).json()["job"])
        except (ValueError, KeyError, TypeError) as strange:  # a page of some network in between
            raise HubAway("not an answer of the hub") from strange

    def document(self, job: PrintJob) -> bytes:
        body = _taken(self._ask("GET", job.document.bytes_url)).content
        if hashlib.sha256(body).hexdigest() != job.document.sha256:
            raise DocumentSpoiled(job.document.id)
        return body

    def report(self, job: str, fence: int, state: JobState, evidence: dict[str, Any]) -> None:
        """Safe to repeat: the hub takes the same report twice without a second effect."""
        told = PrintReport(fence, str(state), evidence)
        answer = self._ask("POST", f"/api/v1/print/jobs/{job}/report", json=to_json(told))
        if answer.status_code in GONE:
            raise LeaseLost(job)
        _taken(answer)

    def status(self, printers: list[PrinterStatus]) -> None:
        _taken(self._ask("POST", STATUS, json={"printers": [to_json(one) for one in printers]}))

    def _ask(self, method: str, path: str, **rest: Any) -> httpx.Response:
        try:
            return self._http.request(method, path, **rest)
        except httpx.HTTPError as away:
            raise HubAway(type(away).__name__) from away


def _taken(answer: httpx.Response) -> httpx.Response:
    """Anything but success is a hub that cannot be used now; a revoked token shows in the kiosk's health."""
    if not answer.is_success:
        raise HubAway(f"HTTP {answer.status_code}")
    return answer
