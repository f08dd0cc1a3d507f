"""Reads that every page repeats: Django works out their SQL once for each process, not once for each page.

Building a query and writing its SQL takes Django longer than PostgreSQL takes to answer it. What differs from one
call to the next is only what is asked about: that is bound anew, the rest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, prefetch_related_objects
from psycopg.sql import Literal

Row = TypeVar("Row", bound=Model)
Place = tuple[
    str | None, Any
]  # the name of a mark and the index in its list, or no name and the value itself


Known = dict[tuple["Maker", Any], Any]  # the models of one read, by their key


class Written:
    """A query whose SQL is written, with marks in the places of what will be asked."""

    def __init__(self, query: QuerySet[Any, Any], marks: dict[str, Any]) -> None:
        self.query = query
        self.compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = self.compiler.as_sql()
        self.sql, self.places = _fixed(sql, [_place(value, marks) for value in parameters])

    def bound(self, asked: dict[str, Any]) -> list[Any]:
        """The parameters for these values."""
        return [_value(name, value, asked) for name, value in self.places]


def _fixed(sql: str, places: list[Place]) -> tuple[str, list[Place]]:
    """The SQL with the texts and numbers that never change written into it, and what is left to be bound.

    PostgreSQL plans a prepared statement once for all values: it can use the index of open tasks only when the
    statement says "open", and not "whatever is given" (0.6 ms instead of 200 at 200,000 tickets).
    """
    parts = sql.split("%s")
    written, left = parts[0], []
    for place, part in zip(places, parts[1:], strict=True):
        if place[0] is None and isinstance(place[1], str | int):
            written += _literal(place[1])
        else:
            written += "%s"
            left.append(place)
        written += part
    return written, left


def _literal(value: str | int) -> str:
    plain = str.__str__(value) if isinstance(value, str) else value  # of a choice its value, not its name
    return Literal(plain).as_string().replace("%", "%%")


def _place(value: Any, marks: dict[str, Any]) -> Place:
    for name, mark in marks.items():
        if isinstance(mark, list) and type(value) is int and value in mark:
            return name, mark.index(value)
        if type(mark) is type(value) and mark == value:
            return name, None
        if mark and isinstance(mark, str) and value == f"%{mark}%":
            return name, LIKE
    return None, value


def _value(name: str | None, value: Any, asked: dict[str, Any]) -> Any:
    if name is None:
        return value
    if value is LIKE:
        return f"%{connections[DEFAULT_DB_ALIAS].ops.prep_for_like_query(asked[name])}%"
    return asked[name] if value is None else asked[name][value]


Form = TypeVar("Form", bound=Written)


class Forms(Generic[Form]):
    """The same query, written once for each length of the lists that it is asked about."""

    def __init__(
        self, form: Callable[..., Form], build: Callable[..., QuerySet[Any, Any]], marks: dict[str, Any]
    ) -> None:
        self._form = form
        self._build = build
        self._marks = marks
        self._lists = [name for name, mark in marks.items() if mark is MANY]
        self._written: dict[tuple[int, ...], Form] = {}

    def for_(self, asked: dict[str, Any]) -> tuple[Form, dict[str, Any]]:
        """The query for these values, and the values as it takes them. Raises KeyError when a mark was given none."""
        given = {name: asked[name] for name in self._marks}
        for name in self._lists:
            given[name] = _padded(given[name])
        sizes = tuple(len(given[name]) for name in self._lists)
        written = self._written.get(sizes)
        if written is None:
            lists = {name: [FIRST_MARK - at for at in range(len(given[name]))] for name in self._lists}
            marks = self._marks | lists
            self._written[sizes] = written = self._form(self._build(**marks), marks)
        return written, given


class Standing:
    """Plain values (`values_list`) that differ only in what is asked about.

        reports_of = Standing(lambda person: Person.objects.filter(manager=person).values_list("pk"), person=-1)
        reports_of(person=7)  # [(12,), (31,)]

    Rows come as the database gives them: JSON as text, times in UTC.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **marks: Any) -> None:
        """`build` makes the query from arguments named as in `marks`. A mark stands for what will be asked: a value
        that stands nowhere else in the query, and of the type of the real ones; or MANY, for a list of ids. A text
        may also be what `contains` looks for."""
        self._forms = Forms(Written, build, marks)

    def __call__(self, **asked: Any) -> list[tuple[Any, ...]]:
        """The rows for these values. Raises KeyError when one of the marks was given none."""
        written, given = self._forms.for_(asked)
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(written.sql, written.bound(given))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class StandingRows(Generic[Row]):
    """The same for models, with what `select_related`, `prefetch_related` and annotations bring.

    steps_of = StandingRows(lambda runs: Step.objects.filter(run__in=runs), runs=MANY)
    steps_of(runs=[3, 8])  # a list of steps
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **marks: Any) -> None:
        """As for Standing."""
        self._forms: Forms[Models[Row]] = Forms(Models, build, marks)

    def __call__(self, **asked: Any) -> list[Row]:
        """The rows for these values. Raises KeyError when one of the marks was given none."""
        written, given = self._forms.for_(asked)
        return written.rows(given)


class Models(Written, Generic[Row]):
    """A written query with what makes models of its rows: Django's own iterable looks it up anew for each query."""

    def __init__(self, query: QuerySet[Row], marks: dict[str, Any]) -> None:
        super().__init__(query, marks)
        compiler = self.compiler
        assert compiler.klass_info is not None
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = [
            (at, convert, column)
            for at, (those, column) in compiler.get_converters(columns).items()
            for convert in those
        ]
        self._maker = Maker(compiler.klass_info, columns, converters)
        self._annotated = tuple((compiler.annotation_col_map or {}).items())
        places = {at for _name, at in self._annotated}
        self._converters = [one for one in converters if one[0] in places]

    def rows(self, asked: dict[str, Any]) -> list[Row]:
        """The models for these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.bound(asked))
            known: Known = {}
            found = [self._row(list(values), known, connection) for values in cursor.fetchall()]
        if found and self.query._prefetch_related_lookups:  # type: ignore[attr-defined]
            prefetch_related_objects(found, *self.query._prefetch_related_lookups)  # type: ignore[attr-defined]
        return found

    def _row(self, values: list[Any], known: Known, connection: Any) -> Row:
        row: Row = self._maker.make(values, known, connection)
        for at, convert, column in self._converters:
            values[at] = convert(values[at], column, connection)
        for name, at in self._annotated:
            setattr(row, name, values[at])
        return row


class Maker:
    """Makes models of the columns of one table, with those that hang on them."""

    def __init__(self, kind: dict[str, Any], columns: list[Any], converters: list[Any]) -> None:
        first, last = kind["select_fields"][0], kind["select_fields"][-1]
        self._model = kind["model"]
        self._columns = slice(first, last + 1)
        self._names = [column.target.attname for column in columns[self._columns]]
        self._key = first + self._names.index(self._model._meta.pk.attname)
        self._converters = [one for one in converters if first <= one[0] <= last]
        self._related = [
            (Maker(other, columns, converters), other["local_setter"], other["remote_setter"])
            for other in kind.get("related_klass_infos", ())
        ]

    def make(self, values: list[Any], known: Known, connection: Any) -> Any:
        """The model of a row."""
        for at, convert, column in self._converters:
            values[at] = convert(values[at], column, connection)
        row = self._model.from_db(DEFAULT_DB_ALIAS, self._names, values[self._columns])
        for maker, hang, hang_back in self._related:
            other = maker.one_of(values, known, connection)
            hang(row, other)
            if other is not None:
                hang_back(other, row)
        return row

    def one_of(self, values: list[Any], known: Known, connection: Any) -> Any:
        """The same, but one object for all rows that it hangs on, as lists name few people and services often; None
        where there is none."""
        key = self, values[self._key]
        if key[1] is None:
            return None
        found = known.get(key)
        if found is None:
            known[key] = found = self.make(values, known, connection)
        return found


MANY: Sequence[int] = ()
"""The mark of a list of ids."""

LIKE = object()
"""The index of a text that is looked for within another one."""

FIRST_MARK = -1001
"""Ids in the places of MANY: below those that stand for a single thing."""


def _padded(ids: Sequence[int]) -> list[int]:
    """So long that few lengths occur: the last one stands there several times."""
    found = list(ids) or [0]
    length = 1
    while length < len(found):
        length *= 2
    return found + found[-1:] * (length - len(found))
