"""What a wrong JSON body is told, field by field, in the reader's language."""

from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError

from portal.web.readable import check_body
from shared.speech import Speaker

Model = TypeVar("Model", bound="Body")

# pydantic's kinds of fault to the sentence (Chinese is the key of the translation).
SENTENCES = {
    "missing": "这一项必须填写",
    "string_too_long": "太长了",
    "string_too_short": "不能为空",
    "extra_forbidden": "没有这一项",
    "date_from_datetime_parsing": "日期写成 2026-11-26 这样",
    "json_invalid": "内容不是 JSON",
}
OTHERWISE = "这一项的写法不对"


class Body(BaseModel):
    """The base of every request body: unknown members are refused, blanks are trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def body(model: type[Model]) -> Model:
    """The request's JSON as a checked model; a missing body counts as {}."""
    raw = request.get_data(cache=True) or b"{}"
    check_body(raw)
    return model.model_validate_json(raw)


def query(model: type[Model]) -> Model:
    """The address's parameters as a checked model."""
    return model.model_validate(request.args.to_dict())


def field_errors(error: ValidationError, speaker: Speaker) -> list[dict[str, Any]]:
    """One entry per wrong field: where and what, never the value that was sent."""
    return [
        {
            "field": ".".join(str(part) for part in fault["loc"]),
            "message": speaker.gettext(SENTENCES.get(fault["type"], OTHERWISE)),
        }
        for fault in error.errors(include_input=False, include_url=False, include_context=False)
    ]
