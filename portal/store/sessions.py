"""Sessions kept by the server, one-time codes, and counted attempts with their windows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from portal.store.repository import Repository
from portal.store.tables.people import attempts, one_time_codes, sessions


@dataclass(frozen=True)
class Session:
    """A signed-in person; the token is only known as its digest."""

    token_hash: str
    kind: str
    subject: str
    facts: Mapping[str, Any]
    made_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class OneTimeCode:
    """A code sent or shown once, for one purpose and one subject."""

    purpose: str
    subject_blind: str
    code_hash: str
    facts: Mapping[str, Any]
    made_at: datetime
    expires_at: datetime
    tries: int = 0
    day_count: int = 1


class Sessions(Repository):
    """Questions about sessions, codes and attempts."""

    def open(self, session: Session) -> None:
        """Stores a new session."""
        self._connection.execute(insert(sessions).values(**{**session.__dict__, "facts": dict(session.facts)}))

    def find(self, token_hash: str) -> Session | None:
        """The session behind a token's digest, or None."""
        query = select(sessions).where(sessions.c.token_hash == token_hash)
        row = self._connection.execute(query).mappings().first()
        return Session(**row) if row else None

    def seen(self, token_hash: str, now: datetime, expires_at: datetime) -> None:
        """Moves the idle limit on."""
        self._connection.execute(
            update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=now, expires_at=expires_at)
        )

    def close(self, token_hash: str) -> None:
        """Ends one session."""
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_all(self, kind: str, subject: str) -> None:
        """Ends every session of one person (one session per clerk, WD-07)."""
        self._connection.execute(delete(sessions).where(sessions.c.kind == kind, sessions.c.subject == subject))

    def forget_expired(self, now: datetime) -> int:
        """Removes sessions and codes past their time."""
        gone = self._connection.execute(delete(sessions).where(sessions.c.expires_at < now)).rowcount
        return gone + self._connection.execute(delete(one_time_codes).where(one_time_codes.c.expires_at < now)).rowcount

    def code(self, purpose: str, subject_blind: str) -> OneTimeCode | None:
        """The code waiting for this subject, or None."""
        query = select(one_time_codes).where(
            one_time_codes.c.purpose == purpose, one_time_codes.c.subject_blind == subject_blind
        )
        row = self._connection.execute(query).mappings().first()
        return OneTimeCode(**row) if row else None

    def code_by_hash(self, purpose: str, code_hash: str) -> OneTimeCode | None:
        """The code with this digest, or None."""
        query = select(one_time_codes).where(
            one_time_codes.c.purpose == purpose, one_time_codes.c.code_hash == code_hash
        )
        row = self._connection.execute(query).mappings().first()
        return OneTimeCode(**row) if row else None

    def put_code(self, code: OneTimeCode) -> None:
        """Replaces the code waiting for this subject."""
        self.drop_code(code.purpose, code.subject_blind)
        self._connection.execute(insert(one_time_codes).values(**{**code.__dict__, "facts": dict(code.facts)}))

    def drop_code(self, purpose: str, subject_blind: str) -> bool:
        """Uses a code up; False when somebody else was first."""
        gone = self._connection.execute(
            delete(one_time_codes).where(
                one_time_codes.c.purpose == purpose, one_time_codes.c.subject_blind == subject_blind
            )
        )
        return gone.rowcount == 1

    def count_try(self, purpose: str, subject_blind: str) -> None:
        """Counts a wrong guess of a code."""
        self._connection.execute(
            update(one_time_codes)
            .where(one_time_codes.c.purpose == purpose, one_time_codes.c.subject_blind == subject_blind)
            .values(tries=one_time_codes.c.tries + 1)
        )

    def count_attempt(self, purpose: str, subject: str, now: datetime, window_start: datetime) -> int:
        """Counts an attempt within a window and answers how many there were, this one included."""
        here = (attempts.c.purpose == purpose, attempts.c.subject == subject)
        row = self._connection.execute(select(attempts).where(*here)).first()
        if row is None:
            self._connection.execute(insert(attempts).values(purpose=purpose, subject=subject, count=1, since=now))
            return 1
        fresh = row.since < window_start
        count, since = (1, now) if fresh else (row.count + 1, row.since)
        self._connection.execute(update(attempts).where(*here).values(count=count, since=since))
        return int(count)

    def forget_attempts(self, purpose: str, subject: str) -> None:
        """Clears the count after a success."""
        self._connection.execute(delete(attempts).where(attempts.c.purpose == purpose, attempts.c.subject == subject))
