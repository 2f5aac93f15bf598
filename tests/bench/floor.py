"""The floor of a benchmark: the bare SQL statements of a booking and of a ticket through the raw driver, nothing else.

The statements are the portal's own, in its order and in one transaction; no rule, no check, no answer kept for a retry.
"""

import itertools
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask, jsonify, request
from sqlalchemy.engine import make_url

from portal.store.engine import Turn
from shared.clock import system_clock

Execute = Callable[[str, tuple[Any, ...]], Any]
DAY = date(2026, 11, 26)
LIVING = "('requested','consulting','confirmed','checked_in')"

CLAIM = """INSERT INTO idempotency (key, route, principal, body_sha, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
 ON CONFLICT DO NOTHING"""
KEEP = "UPDATE idempotency SET status = ?, answer_sealed = ? WHERE key = ? AND route = ? AND principal = ?"
SLOT = """SELECT id, hall, item, day, start, "end", kind, capacity, taken, provisional, closed_reason FROM slots
 WHERE id = ?"""
STANDING = f"""SELECT start, "end", NULL AS since, NULL AS until FROM appointments
 WHERE id_blind = ? AND day = ? AND state IN {LIVING}
 UNION ALL SELECT NULL, NULL, from_day, until_day FROM blacklist
 WHERE id_blind = ? AND from_day <= ? AND until_day >= ? AND lifted_at IS NULL"""
TAKE = "UPDATE slots SET taken = taken + 1 WHERE id = ? AND taken < capacity AND closed_reason = ''"
BOOK = """INSERT INTO appointments (id, code, hall, item, situation, slot, kind, day, start, "end", state, state_since,
 name, id_type, id_blind, id_sealed, phone_sealed, phone_blind, channel, made_by, made_at, reason, answer)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"""
AUDIT = "INSERT INTO audit (id, at, actor, hall, action, subject, facts) VALUES (?, ?, ?, ?, ?, ?, ?)"
OUTBOX = """INSERT INTO outbox (id, kind, address_sealed, topic, body, made_at, next_at, tries, last_error)
 VALUES (?, ?, ?, ?, ?, ?, ?, 0, '')"""
SERIAL = """INSERT INTO counters (hall, area, day, last) VALUES (?, ?, ?, 1)
 ON CONFLICT (hall, area, day) DO UPDATE SET last = counters.last + 1 RETURNING counters.last"""
TICKET = """INSERT INTO tickets (id, hall, area, day, serial, number, token, kind, priority, state, rank, rank_at,
 rank_reason, arrived_at, state_since, passes, calls, source, facts)
 VALUES (?, ?, ?, ?, ?, ?, ?, 'walk_in', '', 'waiting', ?, ?, 'arrival', ?, ?, 0, 0, ?, ?)"""
AHEAD = """SELECT count(*) FROM tickets WHERE hall = ? AND day = ? AND area = ? AND state IN ('waiting','returned')
 AND rank < ?"""


class Driver:
    """One raw connection for each thread; on SQLite behind the same turn as the portal's."""

    def __init__(self, url: str) -> None:
        self.place = make_url(url)
        self.is_sqlite = self.place.get_backend_name() == "sqlite"
        self.turn = Turn(Path(f"{self.place.database}.lock")) if self.is_sqlite else None
        self.mine = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[Execute]:
        """One transaction; gives what runs a statement."""
        if self.turn is not None:
            connection = self._connection()
            with self.turn.mine():
                connection.execute("BEGIN IMMEDIATE")
                yield connection.execute
                connection.execute("COMMIT")
        else:
            connection = self._connection()
            yield lambda text, values: connection.execute(text.replace("?", "%s"), values)
            connection.commit()

    def _connection(self) -> Any:
        if not hasattr(self.mine, "connection"):
            self.mine.connection = self._sqlite() if self.is_sqlite else self._postgresql()
        return self.mine.connection

    def _sqlite(self) -> sqlite3.Connection:
        connection = sqlite3.connect(str(self.place.database), timeout=30, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _postgresql(self) -> psycopg.Connection:
        place = self.place
        return psycopg.connect(f"host={place.host} port={place.port} user={place.username} dbname={place.database}")

    def instant(self, at: datetime) -> Any:
        """A time as the portal's types write it."""
        return at.strftime("%Y-%m-%d %H:%M:%S.%f") if self.is_sqlite else at

    def day(self, day: date) -> Any:
        """A day, likewise."""
        return day.isoformat() if self.is_sqlite else day


class Bare:
    """The two works as bare statements."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.codes = itertools.count(secrets.randbelow(10**15))

    def book(self, hall: str, item: str, slot: str) -> str:
        """A booking: eight statements."""
        now, day, person = self.driver.instant(system_clock()), self.driver.day(DAY), secrets.token_hex(32)
        start = self.driver.instant(datetime(2026, 11, 26, 1, tzinfo=UTC))
        with self.driver.transaction() as run:
            key = self._claim(run, now)
            run(SLOT, (slot,)).fetchone()
            run(STANDING, (person, day, person, day, day)).fetchall()
            run(TAKE, (slot,))
            code, row = f"{next(self.codes):016d}"[-16:], secrets.token_hex(16)
            told = (row, code, hall, item, "", slot, "in_hours", day, start, start, "confirmed", now)
            who = ("赵试多", "id_card", person, "k1." + "s" * 68, "k1." + "s" * 60, person, "app", "channel:app", now)
            run(BOOK, (*told, *who, "", "{}"))
            self._record(run, ("appointment.booked", f"appointment:{row}", hall), now)
            run(
                OUTBOX, (secrets.token_hex(16), "sms", "k1." + "s" * 60, "appointment.confirmed", "已约" * 30, now, now)
            )
            run(KEEP, (201, "k1." + "s" * 1200, *key))
        return code

    def ticket(self, hall: str, area: str) -> str:
        """A ticket: six statements."""
        now, day = self.driver.instant(system_clock()), self.driver.day(DAY)
        with self.driver.transaction() as run:
            key = self._claim(run, now)
            serial = run(SERIAL, (hall, area, day)).fetchone()[0]
            row, token, rank = secrets.token_hex(16), secrets.token_urlsafe(24), f"{serial:012d}"
            place = (row, hall, area, day, serial, f"{area}{serial:03d}", token)
            run(TICKET, (*place, rank, now, now, now, "channel:app", "{}"))
            self._record(run, ("ticket.taken", f"ticket:{row}", hall), now)
            run(AHEAD, (hall, day, area, rank)).fetchone()
            run(KEEP, (201, "k1." + "s" * 600, *key))
        return token

    def _claim(self, run: Execute, now: Any) -> tuple[str, str, str]:
        key = (secrets.token_hex(12), "POST /api/v1/appointments", "channel:app")
        expires = self.driver.instant(system_clock() + timedelta(days=1))
        run(CLAIM, (*key, secrets.token_hex(32), now, expires))
        return key

    def _record(self, run: Execute, deed: tuple[str, str, str], now: Any) -> None:
        action, subject, hall = deed
        facts = '{"code": "12345678", "state": "confirmed", "channel": "app", "kind": "in_hours"}'
        run(AUDIT, (secrets.token_hex(16), now, "channel:app", hall, action, subject, facts))


def floor_app(url: str) -> Any:
    """The floor as a WSGI application."""
    app, bare = Flask("floor"), Bare(Driver(url))

    @app.post("/book")
    def book() -> Any:
        wish = request.get_json()
        return jsonify(code=bare.book(wish["hall"], wish["item"], wish["slot"])), 201

    @app.post("/ticket")
    def ticket() -> Any:
        wish = request.get_json()
        return jsonify(token=bare.ticket(wish["hall"], wish["area"])), 201

    @app.get("/readyz")
    def ready() -> str:
        return "ready"

    return app.wsgi_app
