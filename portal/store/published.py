"""What everybody may read: decided cases without their people, and ratings with the answers to them (SV-05, SV-30)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from portal.store.repository import Repository
from portal.store.tables.cases import case_events, cases, rating_tasks, ratings
from portal.store.tables.places import departments
from portal.supervision.published import PUBLIC_RESULTS, Decision, Opinion

# A case is decided within this of its beginning; the index on (hall, made_at) then bounds the search.
LONGEST_CASE = timedelta(days=400)


class Published(Repository):
    """Questions for the public pages; no name, number or phone is ever read here."""

    def decisions(self, hall: str, since: datetime, hidden: Collection[str], limit: int = 200) -> list[Decision]:
        """The newest decisions in a hall's cases, without the items whose law forbids it."""
        query = (
            select(
                cases.c.title,
                departments.c.name.label("office"),
                departments.c.name_en.label("office_en"),
                cases.c.received_at,
                case_events.c.at.label("decided_at"),
                case_events.c.to_state.label("result"),
            )
            .join(cases, cases.c.id == case_events.c.case_id)
            .join(departments, departments.c.code == cases.c.department)
            .where(
                cases.c.hall == hall,
                cases.c.made_at >= since - LONGEST_CASE,
                cases.c.item.not_in(sorted(hidden)),
                case_events.c.at >= since,
                case_events.c.to_state.in_([state.value for state in PUBLIC_RESULTS]),
            )
            .order_by(case_events.c.at.desc(), case_events.c.id.desc())
            .limit(limit)
        )
        return [Decision(**row) for row in self._connection.execute(query).mappings()]

    def opinions(self, hall: str, since: datetime, limit: int = 200) -> list[Opinion]:
        """The newest ratings of a hall, each with what was done about it; voided ones are left out."""
        answered = rating_tasks.c.done_at.is_not(None) & (rating_tasks.c.kind == "fix")
        query = (
            select(
                ratings.c.level,
                ratings.c.comment,
                ratings.c.made_at,
                ratings.c.step,
                rating_tasks.c.note.label("answer"),
            )
            .outerjoin(rating_tasks, (rating_tasks.c.rating == ratings.c.id) & answered)
            .where(ratings.c.hall == hall, ratings.c.made_at >= since, ratings.c.state != "voided")
            .order_by(ratings.c.made_at.desc(), ratings.c.id.desc())
            .limit(limit)
        )
        rows = self._connection.execute(query).mappings()
        return [Opinion(**{**row, "answer": row["answer"] or ""}) for row in rows]
