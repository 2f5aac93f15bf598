"""Every lawful "no" is a Refusal: a code, the rule behind it and its values, never a sentence (house.md habit 6)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

SENTENCES = Path(__file__).parent / "data" / "refusals"


class Term(str):
    """A Chinese word that is itself translated when a refusal is said, such as the name of a document."""

    __slots__ = ()


@dataclass(frozen=True)
class Both:
    """A name that the data already hold in both languages, such as an item's or a hall's."""

    zh: str
    en: str


class Refusal(Exception):
    """A rule says no. `code` is for programs, `rule` for the source, `wording` picks another sentence than `code`."""

    code: ClassVar[str] = "refused"
    rule: ClassVar[str] = ""
    status: ClassVar[int] = 422
    wording: ClassVar[str] = ""

    def __init__(self, *, field: str = "", **values: object) -> None:
        # The text of the exception carries the code only: values may be personal, and logs keep exceptions.
        super().__init__(self.code)
        self.field = field
        self.values = values

    @property
    def sentence(self) -> str:
        """The key of its sentence in shared/data/refusals."""
        return self.wording or self.code

    def at(self, field: str) -> Refusal:
        """The same refusal, pinned to a field of a form."""
        self.field = field
        return self


class NotFound(Refusal):
    """Nothing here by that name, or nothing this person may know of."""

    code = "not_found"
    status = 404


class Required(Refusal):
    """A field that must be filled was left empty; `name` is the field's label as a Term."""

    code = "required"


@dataclass(frozen=True)
class Wording:
    """The sentence of a refusal, and what the person can do now, in both languages."""

    zh: str
    en: str
    now_zh: str
    now_en: str


@cache
def wordings() -> dict[str, Wording]:
    """All sentences of all rooms; the same key in two rooms is a mistake in the data and stops the start."""
    found: dict[str, Wording] = {}
    for room in sorted(SENTENCES.glob("*.toml")):
        for key, words in tomllib.loads(room.read_text("utf-8")).items():
            if key in found:
                raise ValueError(f"{room.name}: [{key}] is said twice")
            found[key] = Wording(**words)
    return found
