"""The OpenAPI 3.1 document, made from what stands beside each view."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from portal.web.door import Pass, admitted

View = TypeVar("View", bound=Callable[..., object])
PREFIX = "/api/v1"


@dataclass(frozen=True)
class Described:
    """One call: what it does, takes and answers; `empty` where 204 may be the answer."""

    summary: str
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    status: int = 200
    refusals: tuple[int, ...] = ()
    empty: bool = False


def described(call: Described) -> Callable[[View], View]:
    """Puts the description beside a view."""

    def mark(view: View) -> View:
        view.__described__ = call  # type: ignore[attr-defined]
        return view

    return mark


def document(app: Flask) -> dict[str, Any]:
    """The whole document for the routes under /api/v1."""
    calls = [
        (rule, method, view)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(PREFIX) and rule.endpoint != "api.openapi"
        for view in [app.view_functions[rule.endpoint]]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    schemas, components = _schemas([view for _, _, view in calls])
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, view in calls:
        path = rule.rule.removeprefix(PREFIX).replace("<path:", "{").replace("<", "{").replace(">", "}")
        paths.setdefault(path, {})[method.lower()] = _operation(rule, view, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tongban", "version": "1"},
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": {**components, "Problem": _PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(views: list[Callable[..., object]]) -> tuple[dict[type[BaseModel], Any], dict[str, Any]]:
    calls = [getattr(view, "__described__", None) for view in views]
    wanted: list[tuple[type[BaseModel], Any]] = []
    for call in calls:
        if call is not None:
            wanted += [(model, "validation") for model in (call.body, call.query) if model]
            wanted += [(call.answer, "serialization")] if call.answer else []
    refs, definitions = models_json_schema(list(dict.fromkeys(wanted)), ref_template="#/components/schemas/{model}")
    return {model: ref for (model, _), ref in refs.items()}, definitions.get("$defs", {})


def _operation(rule: Any, view: Callable[..., object], schemas: dict[type[BaseModel], Any]) -> dict[str, Any]:
    call = getattr(view, "__described__", None) or Described(summary=(view.__doc__ or rule.endpoint).strip())
    operation: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": call.summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in sorted(rule.arguments)
        ]
        + _query_parameters(call),
        "responses": _responses(call, schemas),
    }
    if call.body is not None:
        operation["requestBody"] = {"content": {"application/json": {"schema": schemas[call.body]}}, "required": True}
        operation["parameters"].append(_IDEMPOTENCY)
    if Pass.PUBLIC not in admitted(view):
        operation["security"] = [{"bearer": []}]
    return operation


def _query_parameters(call: Described) -> list[dict[str, Any]]:
    if call.query is None:
        return []
    schema = call.query.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": found}
        for name, found in schema["properties"].items()
    ]


def _responses(call: Described, schemas: dict[type[BaseModel], Any]) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "done"}
    if call.answer is not None:
        good["content"] = {"application/json": {"schema": schemas[call.answer]}}
    problem = {
        "description": "refused",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    answers = {str(call.status): good}
    if call.empty:
        answers["204"] = {"description": "nothing to tell"}
    for status in sorted({400, 401, 403, 404, 405, 409, 413, 415, 422, 429, *call.refusals}):
        answers.setdefault(str(status), problem)
    return answers


_IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 120, "minLength": 1},
}
_PROBLEM = {
    "type": "object",
    "required": ["code", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "rule": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "source": {"type": "string"}},
        },
    },
}
