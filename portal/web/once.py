"""A retried request is answered, not doubled: key, body and answer stand in the work's own transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, redirect, request

from portal.store.idempotency import Once
from portal.store.unit import Unit
from portal.web.context import actor, hub, now
from portal.web.csrf import seed
from shared.refusals import Refusal

KEPT_FOR = timedelta(days=1)
LONGEST_KEY = 120
Answer = tuple[int, Mapping[str, Any]]


class OtherBody(Refusal):
    """The same key came with another body."""

    code = "idempotency_key_reused"
    status = 422


class BadKey(Refusal):
    """A key that is too long or not printable."""

    code = "idempotency_key_bad"
    status = 400


def answer_once(work: Callable[[Unit], Answer]) -> Response:
    """Runs the work in one transaction for the JSON interface; a retry gets the first answer."""
    status, payload = _run(work)
    response = jsonify(payload)
    response.status_code = status
    return response


def redirect_once(work: Callable[[Unit], str]) -> Response:
    """Runs the work of a form in one transaction and goes to the page it names."""
    _, payload = _run(lambda unit: (303, {"to": work(unit)}))
    return redirect(str(payload["to"]), 303)  # type: ignore[return-value]


def _run(work: Callable[[Unit], Answer]) -> Answer:
    once, body = _once(), _body_digest()
    with hub().store.write() as unit:
        if once is None:
            return work(unit)
        kept = unit.idempotency.claim(once, body, now(), now() + KEPT_FOR)
        if kept is None:
            status, payload = work(unit)
            unit.idempotency.keep(once, status, hub().vault.seal(json.dumps(payload, ensure_ascii=False)))
            return status, payload
    if kept.body_sha != body:
        raise OtherBody
    return kept.status, json.loads(hub().vault.open(kept.answer_sealed))


def _once() -> Once | None:
    key = request.headers.get("Idempotency-Key") or request.form.get("once")
    if not key:
        return None
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise BadKey(limit=LONGEST_KEY)
    # A browser is known by its seed, so that a form pressed twice around signing in stays one request.
    principal = actor().label if request.headers.get("Idempotency-Key") else f"browser:{seed()}"
    return Once(key, f"{request.method} {request.path}"[:120], principal[:80])


def _body_digest() -> str:
    if request.form:
        fields = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
        return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    return hashlib.sha256(request.get_data(cache=True)).hexdigest()
