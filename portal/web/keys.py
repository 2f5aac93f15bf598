"""A short memory of checked keys: a busy channel costs no query each time, revocation acts within 5 s."""

from collections.abc import Callable
from datetime import datetime, timedelta

from portal.people import NOBODY, Actor
from portal.store.engine import Store
from portal.store.unit import Unit

MEMORY = timedelta(seconds=5)
LARGEST = 2_000


class Keys:
    """Digest of a key to the actor it proves, per store; wrong keys are never remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], tuple[datetime, Actor]] = {}

    def forget(self) -> None:
        """Forgets every key, as a new process would."""
        self._known.clear()

    def get(self, store: Store, key_hash: str, now: datetime, look_up: Callable[[Unit, str], Actor]) -> Actor:
        """The actor behind a key."""
        place = (id(store), key_hash)
        remembered = self._known.get(place)
        if remembered and abs(now - remembered[0]) < MEMORY:
            return remembered[1]
        with store.read() as unit:
            actor = look_up(unit, key_hash)
        if actor is not NOBODY:
            if len(self._known) > LARGEST:
                self._known.clear()
            self._known[place] = (now, actor)
        return actor


KEYS = Keys()
