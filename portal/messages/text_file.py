"""Text messages into a file, one JSON line each: the demonstration's outbox, and a spool for a modem's own program."""

import json
import os
import sys
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
        written = line_of(letter, self._signature).encode()
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.write(file, written)
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as error:
            raise NotSent(str(error)) from error


class Console:
    """The same lines on standard output, for a service manager that keeps them."""

    def __init__(self, signature: str) -> None:
        self._signature = signature

    def send(self, letter: Letter) -> None:
        """Writes one line."""
        sys.stdout.write(line_of(letter, self._signature))
        sys.stdout.flush()


def line_of(letter: Letter, signature: str) -> str:
    """A message as one line of JSON."""
    line = {
        "id": letter.id,
        "at": local(letter.at).isoformat(timespec="seconds"),
        "to": letter.address,
        "topic": letter.topic,
        "text": f"【{signature}】{letter.body}",
    }
    return json.dumps(line, ensure_ascii=False) + "\n"
