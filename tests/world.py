"""What takes seconds to make is made once, and put back for each test that changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

_kept: dict[str, dict[str, bytes]] = {}
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
        # Rows come back in the order of their tables' names, which no foreign key allows. Numbers go on where they
        # were: what a process remembers of a version by its id must never be another one's.
        cursor.execute("SET LOCAL session_replication_role = replica")
        if filled := _with_rows(cursor):
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        for table, rows in world.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
