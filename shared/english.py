"""The English of every room, read straight from its *.en.po files; the Chinese text is the key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
ROOMS = ("shared", "booking", "printers", "portal", "kiosk")
English = str | tuple[str, ...]


@cache
def english_catalog() -> dict[str, English]:
    """All of it; of two texts for one key the first room's is said."""
    found: dict[str, English] = {}
    for _, key, said in english_texts():
        found.setdefault(key, said)
    return found


def english_texts() -> Iterator[tuple[str, str, English]]:
    """Every translated text as (file, key, English); a context stands before the key, as gettext writes it."""
    for path in catalog_files():
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id and message.string and not message.fuzzy:
                    msgid = message.id if isinstance(message.id, str) else message.id[0]
                    said = message.string if isinstance(message.string, str) else tuple(message.string)
                    yield path.name, in_context(message.context, msgid), said


def contested_texts() -> list[str]:
    """Texts that rooms translate differently: one of them should be given a context or another wording."""
    chosen = english_catalog()
    return [f"{file}: {key!r} is also {chosen[key]!r}" for file, key, said in english_texts() if chosen[key] != said]


def in_context(context: str | None, msgid: str) -> str:
    return f"{context}\x04{msgid}" if context else msgid


def catalog_files() -> list[Path]:
    """The translation files of all rooms."""
    return sorted(path for room in ROOMS for path in (ROOT / room).glob("translations/*.en.po"))
