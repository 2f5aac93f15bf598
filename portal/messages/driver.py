"""What a driver promises: it took the message, or it says why not and whether trying again makes sense."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class NotSent(Exception):
    """The message did not leave; `permanent` means that trying again cannot help."""

    def __init__(self, why: str, permanent: bool = False) -> None:
        super().__init__(why)
        self.permanent = permanent


@dataclass(frozen=True)
class Letter:
    """One message with its address in clear, only in the memory of the worker."""

    id: str
    kind: str
    address: str
    topic: str
    body: str
    at: datetime


class Driver(Protocol):
    """Sends one kind of message."""

    def send(self, letter: Letter) -> None:
        """Returns when the message was taken; raises NotSent otherwise."""
