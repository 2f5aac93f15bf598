"""What a database that cannot be reached is called, whichever driver said so: nothing was acknowledged, ask again."""

import sqlite3

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

# Raised by SQLAlchemy, or by the driver itself under a prepared statement.
OUT_OF_REACH = (
    InterfaceError,
    OperationalError,
    TimeoutError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    sqlite3.OperationalError,
)


class DatabaseAway(Exception):
    """The database cannot be reached or is overrun; the transaction did not take place, or nobody knows."""
