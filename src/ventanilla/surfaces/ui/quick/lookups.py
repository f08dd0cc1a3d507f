"""Variables: the plain ways of finding a value first, and Django's own for all the others."""

from __future__ import annotations

from typing import Any

from django.template.base import FilterExpression, Parser, Variable
from django.template.context import BaseContext

UNSURE = object()  # only Django's own way can tell
ABSENT = object()  # there is no such value


def find(lookups: tuple[str, ...], context: Any) -> Any:
    """What "row.title" is in the context; ABSENT, or UNSURE when Django has to call or to index something.

    Django asks each object first whether it can be indexed, and learns by an exception that most can't.
    """
    first = lookups[0]
    for layer in reversed(context.dicts):
        if first in layer:
            value = layer[first]
            break
    else:
        # Attributes of the context itself ("template_name") are variables too.
        return UNSURE if hasattr(context, first) else ABSENT
    for name in lookups[1:]:
        if callable(value):
            return UNSURE
        value = _part(value, name)
        if value is ABSENT or value is UNSURE:
            return value
    return UNSURE if callable(value) else value


def _part(value: Any, name: str) -> Any:
    kind = type(value)
    if kind is dict:
        if name in value:
            return value[name]
        return UNSURE if name.isdigit() or hasattr(dict, name) else ABSENT
    if value is None:
        return ABSENT
    if hasattr(kind, "__getitem__"):
        return UNSURE
    try:
        return getattr(value, name)
    except (AttributeError, TypeError):
        return UNSURE


class QuickVariable(Variable):
    """A variable of a template."""

    __slots__ = ()

    def _resolve_lookup(self, context: Any) -> Any:
        lookups: Any = self.lookups
        value = find(lookups, context) if isinstance(context, BaseContext) else UNSURE
        if value is UNSURE or value is ABSENT:
            return super()._resolve_lookup(context)  # type: ignore[misc]
        return value


class QuickExpression(FilterExpression):
    """A variable with its filters."""

    __slots__ = ("plain",)

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.plain: tuple[str, ...] | None = None
        self.filters = [(each, [_quick(*argument) for argument in given]) for each, given in self.filters]
        if isinstance(self.var, Variable):
            self.var = QuickVariable(self.var.var)
            if not self.filters and not self.var.translate:
                self.plain = self.var.lookups

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        """The value; None or "" when there is none, as with Django."""
        if self.plain is not None:
            value = find(self.plain, context)
            if value is ABSENT and ignore_failures:
                return None
            if value is not UNSURE and value is not ABSENT:
                return value
        return super().resolve(context, ignore_failures)

    def constant(self) -> Any:
        """The value, when it is always the same one; else None."""
        if self.filters:
            return None
        if not self.is_var:
            return self.var
        return None if self.var.translate else self.var.literal


def _quick(looked_up: bool, argument: Any) -> tuple[bool, Any]:
    return looked_up, QuickVariable(argument.var) if looked_up else argument
