"""What each hall may set for itself (⚙ of the rules), inside bounds; each knows its rule and its help (WD-15)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.refusals import Both, Refusal

TABLE = Path(__file__).parent / "data" / "hall_settings.toml"
Value = str | int | bool


class BadHallSetting(Refusal):
    """A hall setting outside its bounds; nothing is changed."""

    code = "bad_hall_setting"
    rule = "WD-15"


@dataclass(frozen=True)
class HallSetting:
    """One value a hall may choose. `kind` is whole, yes_no, choice or text; `rule` is empty where none speaks of it."""

    name: str
    default: Value
    kind: str
    help_zh: str
    help_en: str
    rule: str = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> Both:
        return Both(self.help_zh, self.help_en)

    def read(self, text: str) -> Value:
        """The value that was typed, or a refusal that names what is allowed."""
        typed = text.strip()
        if self.kind == "yes_no":
            return self._one_of(typed.lower(), ("yes", "no")) == "yes"
        if self.kind == "choice":
            return self._one_of(typed, self.choices)
        if self.kind == "whole":
            return self._within(typed)
        return typed

    def write(self, value: Value) -> str:
        """The value as it is stored and shown in a form."""
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def _one_of(self, typed: str, allowed: tuple[str, ...]) -> str:
        if typed not in allowed:
            raise BadHallSetting(field=self.name, name=self.label, expected=" / ".join(allowed))
        return typed

    def _within(self, typed: str) -> int:
        least, most = self.least or 0, self.most if self.most is not None else 1_000_000
        if not typed.isdecimal() or not least <= int(typed) <= most:
            raise BadHallSetting(field=self.name, name=self.label, expected=f"{least}–{most}")
        return int(typed)


class HallValues:
    """The settings of one hall: what it chose, else the defaults."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        chosen = chosen or {}
        self._values = {s.name: s.read(chosen[s.name]) if s.name in chosen else s.default for s in HALL_SETTINGS}

    def whole(self, name: str) -> int:
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name} is not a whole number")
        return value

    def yes(self, name: str) -> bool:
        value = self._values[name]
        if not isinstance(value, bool):
            raise TypeError(f"{name} is not yes or no")
        return value

    def text(self, name: str) -> str:
        return str(self._values[name])


def _load() -> list[HallSetting]:
    kept = tomllib.loads(TABLE.read_text("utf-8"))
    return [
        HallSetting(name=name, **{**words, "choices": tuple(words.get("choices", ()))}) for name, words in kept.items()
    ]


HALL_SETTINGS = _load()
HALL_SETTING = {known.name: known for known in HALL_SETTINGS}
