"""Characters without a glyph on A4: in a name or a letter they are refused, an emoji in a note becomes 〓."""

from __future__ import annotations

import unicodedata
from typing import Any

from printers.fonts import shown_by_all
from printers.slip_text import GETA, clean

# An authority speaks: its words are never altered, not even by a 〓 that everybody can see.
LETTERS = frozenset({"n7", "n8", "n9", "n11", "n12", "n13"})
# Where a person's or company's name stands on a form, by field and by the label of a row.
NAME_FIELDS = frozenset({"applicant", "to", "receiver", "agent", "org", "hall"})
NAME_LABELS = frozenset({"申请人", "申请单位", "姓名", "名称", "领取人", "代办人", "收件人"})


def _shown(text: str, strict: bool) -> str:
    """Strict text keeps its letters, so that the compiler refuses those it cannot show; symbols become 〓."""
    return "".join(GETA if _absent(c) and not (strict and unicodedata.category(c)[0] == "L") else c for c in text)


def _absent(char: str) -> bool:
    return not char.isascii() and ord(char) not in shown_by_all()


def _walk(value: Any, strict: bool) -> Any:
    if isinstance(value, str):
        return _shown(value, strict)
    if isinstance(value, dict):
        return {key: _walk(one, strict or key in NAME_FIELDS) for key, one in value.items()}
    if isinstance(value, list):
        named = strict or any(one in NAME_LABELS for one in value[:1] if isinstance(one, str))
        return [_walk(one, named) for one in value]
    return value


def printable(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """The data as the template gets it: no control characters, and 〓 where that is honest."""
    made: dict[str, Any] = _walk(clean(data), kind in LETTERS)
    return made
