"""A retried request is answered, not doubled: key, body and answer stand in the work's own transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Response, redirect, request

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
    return Response(payload, status, content_type="application/json")


def redirect_once(work: Callable[[Unit], str]) -> Response:
    """Runs the work of a form in one transaction and goes to the page it names."""
    _, payload = _run(lambda unit: (303, {"to": work(unit)}))
    return redirect(str(json.loads(payload)["to"]), 303)  # type: ignore[return-value]


def _run(work: Callable[[Unit], Answer]) -> tuple[int, str]:
    """The status and the JSON text of the answer, made once: it is sent as it is kept."""
    home, once, at = hub(), _once(), now()
    if once is None:
        with home.store.write() as unit:
            return _told(work(unit))
    body = _body_digest()
    with home.store.write() as unit:
        kept = unit.idempotency.claim(once, body, at, at + KEPT_FOR)
        if kept is None:
            status, text = _told(work(unit))
            unit.idempotency.keep(once, status, home.vault.seal(text))
            return status, text
    if kept.body_sha != body:
        raise OtherBody
    return kept.status, home.vault.open(kept.answer_sealed)


def _told(answer: Answer) -> tuple[int, str]:
    status, payload = answer
    return status, json.dumps(payload, ensure_ascii=False)


def _once() -> Once | None:
    sent = request.headers.get("Idempotency-Key")
    key = sent or (request.form.get("once") if _is_form() else None)
    if not key:
        return None
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise BadKey(limit=LONGEST_KEY)
    # A browser is known by its seed, so that a form pressed twice around signing in stays one request.
    principal = actor().label if sent else f"browser:{seed()}"
    return Once(key, f"{request.method} {request.path}"[:120], principal[:80])


def _body_digest() -> str:
    if _is_form():
        fields = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
        return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    return hashlib.sha256(request.get_data(cache=True)).hexdigest()


def _is_form() -> bool:
    return request.mimetype != "application/json" and bool(request.form)
