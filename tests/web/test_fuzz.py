"""The OpenAPI document fuzzed against the portal: whatever is sent, a documented answer comes back, never a 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.hub import Hub
from tests.builders import CITY, Filled, copy_of, fill_database, make_hub
from tests.cast import CITIZEN
from tests.databases import NewDatabase
from tests.web.conftest import app_of

EXAMPLES = 8
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
QUIET = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def portal(
    request: pytest.FixtureRequest,
    filled: Filled,
    new_database: NewDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Flask]:
    """One portal for all that is thrown at it, on each database: they choke on different things."""
    folder = tmp_path_factory.mktemp("fuzz")
    if request.param == "sqlite":
        url = copy_of(filled, folder)
    else:
        url = fill_database(new_database("postgresql"), folder, filled.keys).url
    hub: Hub = make_hub(url, folder)
    yield app_of(hub)
    hub.store.close()


@pytest.fixture(scope="module")
def key_of(filled: Filled) -> dict[str, str]:
    """The key that opens each part of the interface."""
    return {
        "/kiosk": filled.keys.devices[f"{CITY}-K1"],
        "/print": filled.keys.devices[f"{CITY}-AGENT"],
        "/exchange": filled.keys.channels["department_system"],
        "": filled.keys.channels["app"],
    }


@pytest.fixture(scope="module")
def document(portal: Flask) -> Any:
    """The document as it is published."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", portal)


def keyed(path: str, key_of: dict[str, str]) -> dict[str, str]:
    """The header that lets a call in."""
    found = next(key for part, key in key_of.items() if path.startswith(part))
    return {"Authorization": f"Bearer {found}"}


def test_every_call_answers_as_documented_whatever_is_sent(document: Any, key_of: dict[str, str]) -> None:
    operations = [result.ok() for result in document.get_all_operations()]
    assert len(operations) > 20
    for number, operation in enumerate(operations):
        _throw_at(operation, keyed(operation.path, key_of), number)


def _throw_at(operation: Any, headers: dict[str, str], number: int) -> None:
    """Lawful and unlawful input, the same every time."""
    for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
        if mode is schemathesis.GenerationMode.NEGATIVE and not (operation.body or operation.query):
            continue

        @seed(number)
        @QUIET
        @given(case=operation.as_strategy(generation_mode=mode))
        def throw(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=list(CHECKS))

        throw()


STRANGE = (
    b"\x00",
    b'{"hall": "\\u0000"}',
    b'{"hall": "\\ud800", "area": "A"}',
    b'{"hall": ' + b"9" * 5000 + b"}",
    b'{"hall": 1e999}',
    b"[" * 5000,
    b'"text"',
    b"null",
    b"\xff\xfe{}",
    b'{"hall": "410400", "hall": ["A"]}',
    json.dumps({"": "", "hall": "4" * 100_000}).encode(),
)


@pytest.mark.parametrize("body", STRANGE, ids=lambda body: ascii(body[:24]))
def test_a_strange_body_is_refused_by_every_call_that_takes_one(
    portal: Flask, key_of: dict[str, str], document: Any, body: bytes
) -> None:
    browser = portal.test_client()
    for path, method in _changing(document):
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded", ""):
            headers = {**keyed(path, key_of), "Content-Type": kind}
            answer = browser.open(f"/api/v1{path}", method=method, data=body, headers=headers)
            _is_an_answer(answer, f"{method} {path} {kind}")


@pytest.mark.parametrize("key", ["", " ", "\t", "x" * 121, "键", "\x7f", "a\\x00b"], ids=ascii)
def test_a_strange_idempotency_key_is_no_fault(portal: Flask, key_of: dict[str, str], key: str) -> None:
    headers = {**keyed("/tickets", key_of), "Idempotency-Key": key}
    answer = portal.test_client().post("/api/v1/tickets", json={"hall": CITY, "area": "A"}, headers=headers)
    _is_an_answer(answer, ascii(key))


@pytest.mark.parametrize("token", ["", "\x00", "é" * 50, "x" * 5000, "Bearer", "%00", "' or 1=1 --"], ids=ascii)
def test_a_strange_key_opens_nothing(portal: Flask, token: str) -> None:
    environment = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    answer = portal.test_client().get("/api/v1/kiosk/home", environ_overrides=environment)
    assert answer.status_code == 401
    _is_an_answer(answer, ascii(token))


HARD = ("%00", "%ff%fe", "..%2f..", "x" * 3000, "%F0%9F%98%80", "0" * 300, "-1", "%20", "'", "%0d%0aA: b")


@pytest.mark.parametrize("part", HARD, ids=lambda part: part[:12])
def test_a_strange_address_is_refused(portal: Flask, key_of: dict[str, str], document: Any, part: str) -> None:
    browser = portal.test_client()
    for result in document.get_all_operations():
        operation = result.ok()
        path = operation.path
        for parameter in operation.path_parameters:
            path = path.replace(f"{{{parameter.name}}}", part)
        headers = keyed(operation.path, key_of)
        query = "?" + "&".join(f"{one.name}={part}" for one in operation.query) if operation.query else ""
        answer = browser.open(f"/api/v1{path}{query}", method=operation.method.upper(), headers=headers, json={})
        _is_an_answer(answer, f"{operation.method} {path[:80]}")


LEAVES = (
    "",
    "\x00",
    "张\x00三",
    "\u202e",
    "\ufffe",
    "😀" * 30,
    "x" * 20_000,
    "0" * 60,
    2**31,
    2**63,
    2**200,
    -1,
    1e308,
)
LEAVES_BY_KIND = (*LEAVES, True, None, [], {}, [[]], {"": ""}, ["x"] * 2000, "2026-13-45", "9999-12-31", "0001-01-01")


def lawful(portal: Flask, key_of: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Calls that are granted as they stand."""
    headers, browser = keyed("/tickets", key_of), portal.test_client()
    halls = browser.get(f"/api/v1/halls/{CITY}/items", headers=headers).json
    item = halls["items"][0]["code"]
    slots = browser.get(f"/api/v1/halls/{CITY}/slots?item={item}", headers=headers).json["items"]
    slot = next(one["id"] for one in slots if one["bookable"])
    who = {"name": CITIZEN.name, "id_type": "id_card", "id_number": CITIZEN.id_number, "phone": CITIZEN.phone}
    booking = {
        "hall": CITY,
        "item": item,
        "slot": slot,
        "applicant": who,
        "situation": "",
        "reason": "急",
        "told_by": "0312",
    }
    ticket = {"hall": CITY, "area": "A", "item": "", "priority": "", "print": False}
    token = browser.post("/api/v1/tickets", headers=headers, json=ticket).json["token"]
    return [
        ("/tickets", ticket),
        ("/appointments", {**booking, "need_by": "2026-11-27", "agent": {"name": "赵代试"}}),
        ("/ratings", {"subject_kind": "ticket", "subject": token, "step": "intake", "level": 5, "comment": "好"}),
        (
            "/cases",
            {
                "hall": CITY,
                "item": item,
                "situation": "",
                "region": CITY,
                "delivery": "application_window",
                "applicant": who,
            },
        ),
        (
            "/kiosk/heartbeat",
            {"printers": [{"media": "slip", "state": "ready", "reasons": [], "toner": 5}], "journal": 1},
        ),
        ("/kiosk/help", {"screen": "ticket"}),
        ("/kiosk/identify", {"code": "", "card": {"name": CITIZEN.name, "id_number": CITIZEN.id_number}}),
        ("/print/status", {"printers": [{"code": f"{CITY}-T1", "state": "ready", "reasons": ["x"], "paper": "ok"}]}),
    ]


def test_one_strange_value_in_a_lawful_call_is_no_fault(portal: Flask, key_of: dict[str, str]) -> None:
    browser = portal.test_client()
    for path, body in lawful(portal, key_of):
        headers = {**keyed(path, key_of), "Content-Type": "application/json"}
        for where in _leaves(body):
            for value in LEAVES_BY_KIND:
                sent = json.dumps(_with(body, where, value))
                answer = browser.post(f"/api/v1{path}", data=sent, headers=headers)
                _is_an_answer(answer, f"{path} {where} {ascii(value)[:40]}")


def _leaves(body: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a body where a value stands."""
    inside = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    found = [where for name, value in inside for where in _leaves(value, (*at, name))]
    return found or [at]


def _with(body: Any, where: tuple[Any, ...], value: Any) -> Any:
    """The body with another value at one place."""
    if not where:
        return value
    copied = body.copy()
    copied[where[0]] = _with(body[where[0]], where[1:], value)
    return copied


def _changing(document: Any) -> list[tuple[str, str]]:
    found = [result.ok() for result in document.get_all_operations()]
    changing = [(one.path, one.method.upper()) for one in found if one.method.upper() not in {"GET", "HEAD"}]
    return [
        ("/".join("x" if part.startswith("{") else part for part in path.split("/")), how) for path, how in changing
    ]


def _is_an_answer(answer: Any, asked: str) -> None:
    """Success, or a problem that says what is wrong."""
    assert answer.status_code < 500, f"{asked}: {answer.status_code} {answer.text[:200]}"
    if answer.status_code >= 400:
        assert answer.content_type == "application/problem+json", asked
        assert {"code", "status", "detail"} <= set(answer.json), asked
