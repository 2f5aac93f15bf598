"""Plain tables (TOML, JSON) to frozen values and back, refusing any key that the value does not know."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class BadTable(ValueError):
    """A data file that does not say what it should; the message names the place."""


def build(kind: type[Value], table: Mapping[str, Any], place: str = "") -> Value:
    """The dataclass this table describes."""
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    where = place or kind.__name__
    unknown = set(table) - set(known)
    if unknown:
        raise BadTable(f"{where}: unknown {', '.join(sorted(unknown))}")
    lacking = {name for name, one in known.items() if _required(one)} - set(table)
    if lacking:
        raise BadTable(f"{where}: lacking {', '.join(sorted(lacking))}")
    return kind(**{name: _value(hints[name], given, f"{where}.{name}") for name, given in table.items()})


def table_of(value: Any) -> Any:
    """The plain table of a value, ready for JSON."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: table_of(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [table_of(one) for one in value]
    if isinstance(value, Mapping):
        return {name: table_of(one) for name, one in value.items()}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def _required(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _value(hint: Any, given: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = next(one for one in get_args(hint) if one is not type(None))
        return None if given is None else _value(inner, given, place)
    if origin is tuple:
        inner = get_args(hint)[0]
        return tuple(_value(inner, one, f"{place}[{index}]") for index, one in enumerate(given))
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, given, place)
    return _plain(hint, given, place)


def _plain(hint: Any, given: Any, place: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(given)
        except ValueError as wrong:
            raise BadTable(f"{place}: {given}") from wrong
    if hint in (date, time) and isinstance(given, str):
        return hint.fromisoformat(given)
    if isinstance(hint, type) and not isinstance(given, hint):
        raise BadTable(f"{place}: {given!r} is not {hint.__name__}")
    return given
