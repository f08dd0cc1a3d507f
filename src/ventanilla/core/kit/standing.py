"""Reads that every page repeats: Django works out their SQL once for each process, not once for each page.

Building a query and writing its SQL takes Django longer than PostgreSQL takes to answer it. What differs from one
call to the next is only what is asked about: that is bound anew, the rest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
Place = tuple[
    str | None, Any
]  # the name of a mark and the index in its list, or no name and the value itself


class Written:
    """A query whose SQL is written, with marks in the places of what will be asked."""

    def __init__(self, query: QuerySet[Any, Any], marks: dict[str, Any]) -> None:
        self.query = query
        self.compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parameters = self.compiler.as_sql()
        self.places = [_place(value, marks) for value in parameters]

    def bound(self, asked: dict[str, Any]) -> list[Any]:
        """The parameters for these values."""
        return [_value(name, value, asked) for name, value in self.places]


def _place(value: Any, marks: dict[str, Any]) -> Place:
    for name, mark in marks.items():
        if isinstance(mark, list) and type(value) is int and value in mark:
            return name, mark.index(value)
        if type(mark) is type(value) and mark == value:
            return name, None
    return None, value


def _value(name: str | None, value: Any, asked: dict[str, Any]) -> Any:
    if name is None:
        return value
    return asked[name] if value is None else asked[name][value]


class Standing:
    """Plain values (`values_list`) that differ only in what is asked about.

        reports_of = Standing(lambda person: Person.objects.filter(manager=person).values_list("pk"), person=-1)
        reports_of(person=7)  # [(12,), (31,)]

    Rows come as the database gives them: JSON as text, times in UTC.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **marks: Any) -> None:
        """`build` makes the query from arguments named as in `marks`. A mark stands for what will be asked: a value
        that stands nowhere else in the query, and of the type of the real ones."""
        self._build = build
        self._marks = marks
        self._written: Written | None = None

    def __call__(self, **asked: Any) -> list[tuple[Any, ...]]:
        """The rows for these values. Raises KeyError when one of the marks was given none."""
        if self._written is None:
            self._written = Written(self._build(**self._marks), self._marks)
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._written.sql, self._written.bound(asked))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class StandingRows(Generic[Row]):
    """The same for models, with what `select_related` brings.

        steps_of = StandingRows(lambda runs: Step.objects.filter(run__in=runs), runs=MANY)
        steps_of(runs=[3, 8])  # a query set, to be looked at as it is

    What is given for MANY is a list of ids.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **marks: Any) -> None:
        """As for Standing; a mark may be MANY."""
        self._build = build
        self._marks = marks
        self._written: dict[tuple[int, ...], Written] = {}

    def __call__(self, **asked: Any) -> QuerySet[Row]:
        """The rows for these values. It can't be filtered or ordered any further. Raises KeyError when one of the
        marks was given none."""
        given = {
            name: _padded(asked[name]) if mark is MANY else asked[name] for name, mark in self._marks.items()
        }
        sizes = tuple(len(value) for value in given.values() if isinstance(value, list))
        written = self._written.get(sizes) or self._write(sizes, given)
        rows = written.query._chain()  # type: ignore[attr-defined]
        compiler = copy(written.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        parameters = tuple(written.bound(given))
        compiler.as_sql = lambda *_args, **_kwargs: (written.sql, parameters)
        rows.query.get_compiler = lambda *_args, **_kwargs: compiler
        result: QuerySet[Row] = rows
        return result

    def _write(self, sizes: tuple[int, ...], given: dict[str, Any]) -> Written:
        marks = {
            name: [-1 - at for at in range(len(given[name]))] if mark is MANY else mark
            for name, mark in self._marks.items()
        }
        self._written[sizes] = written = Written(self._build(**marks), marks)
        return written


MANY: Sequence[int] = ()
"""The mark of a list of ids."""


def _padded(ids: Sequence[int]) -> list[int]:
    """So long that few lengths occur: the last one stands there several times."""
    found = list(ids) or [0]
    length = 1
    while length < len(found):
        length *= 2
    return found + found[-1:] * (length - len(found))
