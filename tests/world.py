"""What takes time to make is made once, and put back for each test that changes it."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry

_kept: dict[str, dict[str, bytes]] = {}
_asked: Counter[tuple[str, datetime]] = Counter()
_once: dict[tuple[str, datetime], _Made] = {}
TABLES = """
    SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('django_migrations', 'procrastinate_version')
    ORDER BY tablename
"""


def put_back(name: str, make: Callable[[], None]) -> None:
    """Fill the empty database with the world called `name`: by `make` the first time, afterwards as it was then.

    For tests that commit (`transactional_db`), which begin with empty tables, and for transactions that are taken
    back. What `make` remembers outside of the database (files, the process) is not put back.
    """
    if name in _kept:
        _restore(_kept[name])
    else:
        make()
        _kept[name] = _copied()


@dataclass(frozen=True)
class _Made:
    """What was made at an instant, and what told of it."""

    at: datetime
    rows: dict[str, bytes]
    told: bytes


def made_once(name: str, make: Callable[[], Any]) -> Any:
    """What `make` makes and tells of. Where nothing has happened yet, it is put back from the third time in an hour on.

    For small worlds that hundreds of tests begin with. A clock that a test has stopped counts as another hour.
    """
    now = clock.now()
    key = (name, now.replace(minute=0, second=0, microsecond=0))
    _asked[key] += 1
    if _asked[key] == 1 or Entry.objects.exists():
        return make()
    made = _once.get(key)
    if made and made.at <= now:
        with transaction.atomic(), connection.cursor() as cursor:
            _fill(cursor, made.rows)
        return pickle.loads(made.told)
    with connection.cursor() as cursor:
        there = set(_with_rows(cursor))
    told = make()
    rows = {table: data for table, data in _copied().items() if table not in there}
    _once[key] = _Made(now, rows, pickle.dumps(told))
    return told


def empty_what_is_filled() -> None:
    """After tests that commit, empty only tables that hold rows: for all of them PostgreSQL takes half a second."""
    every = connection.ops.sql_flush

    def filled(style: Any, tables: list[str], **options: Any) -> list[str]:
        with connection.cursor() as cursor:
            names = set(_with_rows(cursor))
        kept = {**options, "allow_cascade": True}  # empty tables refer to those that are filled
        return every(style, [table for table in tables if table in names], **kept)

    flush = connection.ops.execute_sql_flush

    def patient(statements: list[str]) -> None:
        try:
            flush(statements)
        except OperationalError:  # a deadlock with what a page that was just left still wrote
            flush(statements)

    connection.ops.sql_flush = filled
    connection.ops.execute_sql_flush = patient


def _copied() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        return {
            table: _out(cursor, f"COPY {table} TO STDOUT (FORMAT binary)") for table in _with_rows(cursor)
        }


def _with_rows(cursor: Any) -> list[str]:
    cursor.execute(TABLES)
    each = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for (table,) in cursor.fetchall()]
    cursor.execute(" UNION ALL ".join(each))
    return [table for (table,) in cursor.fetchall()]


def _out(cursor: Any, sql: str) -> bytes:
    with cursor.copy(sql) as copy:
        return b"".join(bytes(part) for part in copy)


def _restore(world: dict[str, bytes]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        if filled := _with_rows(cursor):
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        _fill(cursor, world)


def _fill(cursor: Any, world: dict[str, bytes]) -> None:
    # Rows come back in the order of their tables' names, which no foreign key allows. Numbers go on where they
    # were: what a process remembers of a version by its id must never be another one's.
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table, rows in world.items():
        with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
            copy.write(rows)
    cursor.execute("SET LOCAL session_replication_role = DEFAULT")
