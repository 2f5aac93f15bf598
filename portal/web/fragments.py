"""Whole pages, or the one part a live page asks for; decided by HX-Request-Type and nothing else."""

import hashlib

from flask import Response, make_response, render_template, request

PARTIAL = "partial"


def page(template: str, status: int = 200, **values: object) -> Response:
    """A whole page from `<template>/page.html`."""
    return _answer(render_template(f"{template}/page.html", **values), status)


def page_or_fragment(template: str, fragment: str, status: int = 200, **values: object) -> Response:
    """The page, or only its part `_<fragment>.html` when htmx asks for a part."""
    name = f"_{fragment}" if request.headers.get("HX-Request-Type") == PARTIAL else "page"
    return _answer(render_template(f"{template}/{name}.html", **values), status)


def polled(response: Response) -> Response:
    """Adds an ETag and answers 304 when the poller already has this."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _answer(html: str, status: int) -> Response:
    response = make_response(html, status)
    response.headers["Vary"] = "HX-Request-Type, Cookie, Accept-Language"
    return response
