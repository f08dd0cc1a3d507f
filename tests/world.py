"""What takes seconds to make is made once, and put back for each test that changes it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

_kept: dict[str, dict[str, bytes]] = {}
TABLES = """
    SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('django_migrations', 'procrastinate_version')
    ORDER BY tablename
"""


def put_back(name: str, make: Callable[[], None]) -> None:
    """Fill the empty database with the world called `name`: by `make` the first time, afterwards as it was then.

    For tests that commit (`transactional_db`), which begin with empty tables. What `make` remembers outside of
    the database (files, the process) is not put back.
    """
    if name in _kept:
        _restore(_kept[name])
    else:
        make()
        _kept[name] = _copied()


def _copied() -> dict[str, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        copied = {
            table: _out(cursor, f"COPY {table} TO STDOUT (FORMAT binary)") for (table,) in cursor.fetchall()
        }
    empty = min(map(len, copied.values()))
    return {table: rows for table, rows in copied.items() if len(rows) > empty}


def _out(cursor: object, sql: str) -> bytes:
    with cursor.copy(sql) as copy:  # type: ignore[attr-defined]
        return b"".join(bytes(part) for part in copy)


def _restore(world: dict[str, bytes]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Rows come back in the order of their tables' names, which no foreign key allows. Numbers go on where they
        # were: what a process remembers of a version by its id must never be another one's.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(world)} CASCADE")
        for table, rows in world.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows)
