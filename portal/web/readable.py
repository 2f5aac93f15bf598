"""Refuses what no text can hold: a NUL in an address, a form or a JSON body is a 400, never a database's error."""

from flask import request

from shared.refusals import Refusal

NUL = "\x00"
ESCAPED = b"\\u0000"


class Malformed(Refusal):
    """The request cannot be read."""

    code = "malformed"
    status = 400


def check_readable() -> None:
    """Looks at the address always, at fields only where a form was sent; the views see clean text."""
    if NUL in request.path or b"%00" in request.query_string:
        raise Malformed
    if request.mimetype == "application/x-www-form-urlencoded" and any(NUL in text for text in request.form.values()):
        raise Malformed


def check_body(raw: bytes) -> None:
    """A NUL stands in JSON only as its escape."""
    if ESCAPED in raw:
        raise Malformed
