"""Text messages into a file, one JSON line each: the demonstration's outbox, and a spool for a modem's own program."""

import json
import os
from pathlib import Path

from portal.messages.driver import Letter, NotSent
from shared.clock import local


class TextFile:
    """Appends; a line is whole or absent, and `id` shows a repetition after a crash."""

    def __init__(self, path: Path, signature: str) -> None:
        self._path = path
        self._signature = signature

    def send(self, letter: Letter) -> None:
        """Writes one line and makes it durable."""
        line = {
            "id": letter.id,
            "at": local(letter.at).isoformat(timespec="seconds"),
            "to": letter.address,
            "topic": letter.topic,
            "text": f"【{self._signature}】{letter.body}",
        }
        written = (json.dumps(line, ensure_ascii=False) + "\n").encode()
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(file, written)
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise NotSent(str(error)) from error
