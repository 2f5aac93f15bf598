"""The one look of every screen: macros, the page frame, and the names of the built browser assets."""

import json
from pathlib import Path

TEMPLATES = Path(__file__).parent


class Built:
    """Which file an asset became: built names carry their content's hash, so browsers may keep them for ever."""

    def __init__(self, folder: Path) -> None:
        self._manifest = folder / "manifest.json"
        self._files: dict[str, str] = {}
        self._read_at = 0

    def path(self, name: str) -> str:
        """The path below the static folder; the plain name where nothing is built yet, so that pages still work."""
        self._read()
        return f"built/{self._files.get(name, name)}"

    def _read(self) -> None:
        # A build may finish while this process runs; asking the file's time costs a microsecond.
        try:
            changed = self._manifest.stat().st_mtime_ns
        except FileNotFoundError:
            return
        if changed != self._read_at:
            self._files = json.loads(self._manifest.read_text(encoding="utf-8"))
            self._read_at = changed
