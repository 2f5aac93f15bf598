"""Ratings, one per service act, and the tasks a named bad one opens (SV-01 … SV-09)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from portal.store.repository import Repository
from portal.store.tables.cases import rating_tasks, ratings


@dataclass(frozen=True)
class StoredRating:
    """A rating as given: which act, how good, by whom it may be answered."""

    id: str
    hall: str
    subject_kind: str
    subject: str
    step: str
    level: int
    named: bool
    comment: str
    channel: str
    made_at: datetime
    state: str
    item: str | None = None
    clerk: str | None = None
    window: int | None = None
    phone_sealed: str | None = None


@dataclass(frozen=True)
class RatingTask:
    """A duty with its deadline."""

    id: str
    rating: str
    kind: str
    due_at: datetime
    done_at: datetime | None = None
    done_by: str | None = None
    note: str = ""


class Ratings(Repository):
    """Questions about ratings."""

    def of_act(self, subject_kind: str, subject: str, step: str) -> StoredRating | None:
        """The rating of one service act, or None."""
        query = select(ratings).where(
            ratings.c.subject_kind == subject_kind, ratings.c.subject == subject, ratings.c.step == step
        )
        row = self._connection.execute(query).mappings().first()
        return StoredRating(**row) if row else None

    def get(self, rating: str) -> StoredRating | None:
        """One rating, or None."""
        row = self._connection.execute(select(ratings).where(ratings.c.id == rating)).mappings().first()
        return StoredRating(**row) if row else None

    def add(self, rating: StoredRating) -> None:
        """Keeps a rating."""
        self._connection.execute(insert(ratings), rating.__dict__)

    def move(self, rating: StoredRating, state: str) -> bool:
        """Takes a step of the loop; False when somebody was first."""
        changed = self._connection.execute(
            update(ratings).where(ratings.c.id == rating.id, ratings.c.state == rating.state).values(state=state)
        )
        return changed.rowcount == 1

    def add_task(self, task: RatingTask) -> None:
        """Opens a duty."""
        self._connection.execute(insert(rating_tasks), task.__dict__)

    def open_tasks(self, hall: str) -> list[tuple[RatingTask, StoredRating]]:
        """A hall's open duties with their ratings, the nearest due first."""
        query = (
            select(rating_tasks, ratings)
            .join(ratings, ratings.c.id == rating_tasks.c.rating)
            .where(rating_tasks.c.done_at.is_(None), ratings.c.hall == hall)
            .order_by(rating_tasks.c.due_at)
            .limit(200)
        )
        return [_pair(row._mapping) for row in self._connection.execute(query)]

    def finish_tasks(self, rating: str, kind: str, done: tuple[datetime, str, str]) -> None:
        """Marks a duty done: (when, by whom, what was done)."""
        at, who, note = done
        self._connection.execute(
            update(rating_tasks)
            .where(rating_tasks.c.rating == rating, rating_tasks.c.kind == kind, rating_tasks.c.done_at.is_(None))
            .values(done_at=at, done_by=who, note=note)
        )

    def between(self, hall: str, start: datetime, end: datetime) -> list[StoredRating]:
        """A hall's ratings in a span of time."""
        query = select(ratings).where(ratings.c.hall == hall, ratings.c.made_at >= start, ratings.c.made_at < end)
        return [StoredRating(**row) for row in self._connection.execute(query).mappings()]


def _pair(row: Any) -> tuple[RatingTask, StoredRating]:
    task = RatingTask(**{name: row[rating_tasks.c[name]] for name in RatingTask.__dataclass_fields__})
    rating = StoredRating(**{name: row[ratings.c[name]] for name in StoredRating.__dataclass_fields__})
    return task, rating
