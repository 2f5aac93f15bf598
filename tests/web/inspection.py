"""Every page that any test fetches is inspected: what a reader or the law would miss fails the test."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.web import csrf

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
NOT_READ = frozenset({"script", "style", "template", "svg"})
NEEDS_NO_LABEL = frozenset({"hidden", "submit", "button", "reset", "image"})
FULL_ID = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
UNFILLED = re.compile(r"\{[a-z_]+(?::[a-z_|]+)?\}|%\([a-z_]+\)s|\bUndefined\b")
LANGUAGES = {"zh-CN", "en"}

Attributes = dict[str, str]


@dataclass
class Page(HTMLParser):
    """What was found while reading the page once."""

    html: str
    heads: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    fields: list[tuple[Attributes, bool]] = field(default_factory=list)
    forms: list[tuple[Attributes, list[str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    styled: list[str] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._note(tag, found)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, text: str) -> None:
        if NOT_READ.isdisjoint(self._open):
            self.words.append(text)
        if self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += text

    def _note(self, tag: str, found: Attributes) -> None:
        self.ids += [found["id"]] if "id" in found else []
        self.styled += [tag] if "style" in found else []
        if tag == "html":
            self.lang = found.get("lang", "")
        elif tag == "h1":
            self.heads.append(tag)
        elif tag == "label" and "for" in found:
            self.labelled.add(found["for"])
        elif tag == "form":
            self.forms.append((found, []))
        elif tag in {"input", "select", "textarea"}:
            self._note_field(found)

    def _note_field(self, found: Attributes) -> None:
        self.fields.append((found, "label" in self._open))
        if self.forms and "form" in self._open:
            self.forms[-1][1].append(found.get("name", ""))


def faults_of(html: str) -> list[str]:
    """What is wrong with a page or a part of one."""
    page = Page(html)
    text = " ".join(page.words)
    faults = [f"the id {one!r} stands twice" for one in {one for one in page.ids if page.ids.count(one) > 1}]
    faults += [f"no label: {found}" for found, inside in page.fields if not _labelled(page, found, inside)]
    faults += [
        f"a POST form without its token: {found.get('action')}"
        for found, names in page.forms
        if found.get("method", "get").lower() == "post" and csrf.FIELD not in names
    ]
    faults += [f"a style attribute on <{tag}>" for tag in page.styled]
    faults += [f"a full identity number: {one[:6]}…" for one in FULL_ID.findall(text)]
    faults += [f"an unfilled sentence: {one}" for one in UNFILLED.findall(text)]
    return faults + (_whole_page_faults(page) if "<html" in html else [])


def _labelled(page: Page, found: Attributes, inside: bool) -> bool:
    named = "aria-label" in found or "aria-labelledby" in found or found.get("id") in page.labelled
    return inside or named or found.get("type", "") in NEEDS_NO_LABEL


def _whole_page_faults(page: Page) -> list[str]:
    faults = [] if len(page.heads) == 1 else [f"{len(page.heads)} h1 headings"]
    faults += [] if page.title.strip() else ["no title"]
    return faults + ([] if page.lang in LANGUAGES else [f"lang is {page.lang!r}"])


class InspectingClient(FlaskClient):
    """A browser of the tests: sends the form token by itself and inspects every page it gets."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        path = str(args[0]) if args else str(kwargs.get("path", "/"))
        data = kwargs.get("data")
        if kwargs.get("method") == "POST" and not path.startswith("/api/") and not kwargs.get("json"):
            kwargs["data"] = {csrf.FIELD: self._token(), **(data or {})}
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 304}:
            faults = faults_of(response.text)
            assert not faults, f"{path}: " + "; ".join(faults)
        return response

    def _token(self) -> str:
        if self.get_cookie(csrf.COOKIE) is None:
            self.set_cookie(csrf.COOKIE, "a-browser-of-the-tests")
        with self.application.test_request_context(headers={"Cookie": f"{csrf.COOKIE}={self._seed()}"}):
            return csrf.token()

    def _seed(self) -> str:
        cookie = self.get_cookie(csrf.COOKIE)
        assert cookie is not None
        return cookie.value
