"""Rows into PostgreSQL by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append the rows to the table."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as writing:
        for row in rows:
            writing.write_row(row)


def copy_models(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Append unsaved instances, keys and all."""
    fields = model._meta.concrete_fields
    prepared = (
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    )
    copy(model._meta.db_table, [field.column for field in fields], prepared)


def execute(statement: str, values: dict[str, Any] | None = None) -> int:
    """Run a statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def sequences_after(table: str, last: int) -> None:
    """Let the keys of new rows begin after `last`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (name,) = cursor.fetchone()
        if name:
            cursor.execute("SELECT setval(%s, %s)", [name, last + 1])
