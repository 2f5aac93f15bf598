"""Faults of the virtual printers, set by a small file that is looked at on every question."""

from __future__ import annotations

import json
from pathlib import Path


class Faults:
    """{"thermal": ["paper-out", "paper-near-end", "cover-open", "offline", "mute"],
    "laser": ["media-empty", "media-jam", "cover-open", "toner-empty", "paused", "media-low", "toner-low", "busy"]}"""

    def __init__(self, path: Path) -> None:
        self.path = path

    def of(self, printer: str) -> frozenset[str]:
        try:
            return frozenset(json.loads(self.path.read_text("utf-8")).get(printer, ()))
        except (FileNotFoundError, ValueError):  # no file is no fault; a half-written one is read next time
            return frozenset()

    def set(self, printer: str, *faults: str) -> None:
        kept = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({**kept, printer: sorted(faults)}), "utf-8")
        fresh.replace(self.path)
