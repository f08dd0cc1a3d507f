"""Lists whose rows are chosen before anything is joined."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Model, QuerySet

Row = TypeVar("Row", bound=Model)


class _Among(Func):
    """`key = ANY(ARRAY(SELECT …))`: PostgreSQL runs the subquery first, whatever it expects to find. An `IN` is one
    more table to join, and behind eight of them it comes last (100 ms instead of 1)."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def chosen(rows: QuerySet[Row], *, of: QuerySet[Row], size: int) -> QuerySet[Row]:
    """Of `rows`, with all that is joined to them, those that are the first `size` of `of`, which has an order and
    joins only what that order and its conditions need."""
    return rows.filter(_Among(F("pk"), ArraySubquery(of.values("pk")[:size])))
