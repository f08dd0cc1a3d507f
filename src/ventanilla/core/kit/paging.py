"""Pages by key: the next page starts after the last row seen, however long the list is."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Invalid

NO_PAGE = _("This page of the list can't be found. Start again from its beginning.")

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`items` of this page and the cursor of the `next` one, or None at the end."""

    items: list[Row]
    next: str | None


def page(
    rows: QuerySet[Row], *, order: Sequence[str] = ("-id",), after: str | None = None, size: int = 30
) -> Page[Row]:
    """One page of `rows` in `order` (field names, "-" for descending; the last one must be unique).

    `after` is a cursor that an earlier page gave. Raises Invalid when it isn't one.
    """
    rows = rows.order_by(*order)
    if after:
        rows = _after(rows, order, _read(after, len(order)))
    return cut(rows[: size + 1], order=order, size=size)


def cut(rows: Iterable[Row], *, order: Sequence[str], size: int) -> Page[Row]:
    """A page of `rows` that were read in this `order`, one more than its `size` if there are as many."""
    found = list(rows)
    more = len(found) > size
    return Page(found[:size], _write(found[size - 1], order) if more else None)


def _after(rows: QuerySet[Row], order: Sequence[str], values: list[Any]) -> QuerySet[Row]:
    try:
        return rows.filter(_beyond(order, values))
    except (ValueError, TypeError, ValidationError) as error:  # a text where a number belongs
        raise Invalid(NO_PAGE) from error


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b) after (x, y) as: a past x, or a at x and b past y. Index-friendly and works for mixed directions."""
    condition = Q()
    for index, field in enumerate(order):
        step = Q(**{f"{field.lstrip('-')}__{'lt' if field.startswith('-') else 'gt'}": values[index]})
        for earlier, value in zip(order[:index], values, strict=False):
            step &= Q(**{earlier.lstrip("-"): value})
        condition |= step
    first = order[0].lstrip("-")
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": values[0]}) & condition


def _write(row: Model, order: Sequence[str]) -> str:
    values = [_attribute(row, field.lstrip("-")) for field in order]
    raw = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in values])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _attribute(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _read(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise Invalid(NO_PAGE) from error
    if not isinstance(values, list) or len(values) != length or not all(map(_plain, values)):
        raise Invalid(NO_PAGE)
    return values


def _plain(value: object) -> bool:
    return isinstance(value, str | int) and "\x00" not in str(value)
