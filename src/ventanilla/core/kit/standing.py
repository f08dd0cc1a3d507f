"""Small reads that every page repeats: Django works out their SQL once for each process, not once for each page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Standing:
    """A query over plain values (`values_list`) that differs only in what it is asked about.

        reports_of = Standing(lambda person: Person.objects.filter(manager=person).values_list("pk"), person=-1)
        reports_of(person=7)  # [(12,), (31,)]

    Writing the SQL of a small query takes Django longer than PostgreSQL takes to answer it. Rows come as the
    database gives them: JSON as text, times in UTC.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **marks: Any) -> None:
        """`build` makes the query from arguments named as in `marks`. A mark stands for what will be asked: a value
        that stands nowhere else in the query, and of the type of the real ones."""
        self._build = build
        self._marks = marks
        self._sql = ""
        self._places: list[tuple[str | None, Any]] = []

    def __call__(self, **asked: Any) -> list[tuple[Any, ...]]:
        """The rows for these values. Raises KeyError when one of the marks was given none."""
        if not self._sql:
            self._write()
        with connection.cursor() as cursor:
            cursor.execute(
                self._sql, [value if name is None else asked[name] for name, value in self._places]
            )
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _write(self) -> None:
        sql, parameters = self._build(**self._marks).query.sql_with_params()
        self._places = [(self._named(value), value) for value in parameters]
        self._sql = sql

    def _named(self, value: Any) -> str | None:
        return next(
            (name for name, mark in self._marks.items() if mark == value and type(mark) is type(value)), None
        )
