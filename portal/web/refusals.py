"""Turns a lawful "no" and every broken request into a clear page or problem+json in the reader's language."""

import logging
from typing import Any

from flask import Flask, Response, jsonify
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from portal.store.trouble import DatabaseAway
from portal.web.api.checks import field_errors
from portal.web.context import speaker, wants_json
from portal.web.fragments import page
from shared.refusals import NotFound, Refusal

log = logging.getLogger("tongban.portal")
SECONDS_TO_RETRY = "3"


class BadRequest(Refusal):
    """A body that does not have the promised shape."""

    code = "invalid"


class DatabaseUnreachable(Refusal):
    """Nothing was lost: what was acknowledged stands, what was not can be sent again with the same key."""

    code = "database_unreachable"
    status = 503


def speak(app: Flask) -> None:
    """Registers the one place where refusals and failures become answers."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(ValidationError, _badly_shaped)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DatabaseAway, _away)
    app.register_error_handler(Exception, _bug)


def refused(refusal: Refusal) -> Response:
    """A refusal as problem+json or as a page."""
    return _problem(refusal) if wants_json() else _refusal_page(refusal)


def problem(refusal: Refusal) -> dict[str, Any]:
    """The members of problem+json for a refusal."""
    sentence = speaker().say(refusal)
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": sentence.text,
        "status": refusal.status,
        "code": refusal.code,
        "detail": " ".join(part for part in (sentence.text, sentence.now) if part),
    }
    if refusal.rule:
        body["rule"] = {"id": refusal.rule, "source": sentence.source}
    if refusal.field:
        body["field"] = refusal.field
    return body


def _problem(refusal: Refusal, **more: Any) -> Response:
    return _problem_response({**problem(refusal), **more}, refusal.status)


def _problem_response(body: dict[str, Any], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _refusal_page(refusal: Refusal) -> Response:
    return page("errors", refusal.status, sentence=speaker().say(refusal))


def _badly_shaped(error: ValidationError) -> Response:
    return _problem(BadRequest(), errors=field_errors(error, speaker()))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    known: Refusal = NotFound() if status == 404 else _Plain(status)
    response = refused(known)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _away(error: DatabaseAway) -> Response:
    log.warning("database away: %s", error)
    response = refused(DatabaseUnreachable())
    response.headers["Retry-After"] = SECONDS_TO_RETRY
    return response


class _Plain(Refusal):
    code = "http"

    def __init__(self, status: int) -> None:
        super().__init__(status_code=status)
        self.code = _CODES.get(status, "invalid")
        self.status = status


_CODES = {
    400: "malformed",
    405: "method_not_allowed",
    413: "too_large",
    415: "not_json",
    429: "too_many",
    500: "broken",
}


def _bug(error: Exception) -> Response:
    # The one broad handler: what is neither refusal nor trouble is a bug, told plainly and logged whole.
    log.exception("unhandled", exc_info=error)
    return refused(_Plain(500))
