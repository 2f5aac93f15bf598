"""The language a slip speaks: a catalog from shared.speech, or the Chinese text itself."""

from __future__ import annotations

from typing import Protocol


class Tongue(Protocol):
    def gettext(self, message: str) -> str: ...


class Chinese:
    """The source language: every message is already what it says."""

    def gettext(self, message: str) -> str:
        return message
