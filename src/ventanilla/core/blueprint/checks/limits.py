"""What the limits of numbers, money and lines come to."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import visits
from ventanilla.core.blueprint.declared import (
    Known,
    Scope,
    asked_scope,
    form_scope,
    line_scope,
    workflow_scope,
)
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions import Element, Money, Number, Question, Rows
from ventanilla.core.blueprint.questions.limits import is_worked_out
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import FactType
from ventanilla.core.rules.check import Checker
from ventanilla.core.rules.kinds import as_money
from ventanilla.core.rules.wording import TYPES

Placed = tuple[SubPath, Element, Question | None]
AMOUNTS = (FactType.NUMBER, FactType.MONEY)


def check_limits(package: Package, known: Known) -> Iterator[Problem]:
    """Limits that are worked out come to a number, or to money in the currency of the question."""
    scope = form_scope(package, known)
    for each in placed_in_form(package.form):
        yield from _element(each, scope, known)
    for visit in visits(package.workflow):
        asked = visit.block.asked()
        if any(is_worked_out(limit) for item in asked for _name, limit in _every_limit(item)):
            own = (item for item in asked if isinstance(item, Question))
            inside = asked_scope(workflow_scope(package, known, visit.loops), own, known)
            for each in placed(asked, (*visit.path, "asks")):
                yield from _element(each, inside, known)


def _every_limit(element: Element) -> Iterator[tuple[str, object]]:
    """The limits of the element and of those inside it."""
    yield from _limits(element)
    for held in element.inner():
        yield from _every_limit(held)


def _limits(element: Element) -> Iterator[tuple[str, object]]:
    match element:
        case Number(min=low, max=high) | Money(min=low, max=high):
            yield from (("min", low), ("max", high))
        case Rows(max_rows=most):
            yield "max_rows", most


def _element(each: Placed, scope: Scope, known: Known) -> Iterator[Problem]:
    path, element, holder = each
    inner = line_scope(scope, holder, known) if isinstance(holder, Rows) else scope
    for name, limit in _limits(element):
        if not is_worked_out(limit):
            continue
        wanted = AMOUNTS if isinstance(element, Money) else (FactType.NUMBER,)
        given, money = Checker(inner.facts).type_of(limit), as_money(limit)
        if given is not None and given not in wanted:
            names = {f"given_{code}": TYPES[code][given.value] for code in ("en", "es")}
            names |= {f"wanted_{code}": TYPES[code][wanted[-1].value] for code in ("en", "es")}
            yield Problem((*path, name), "limit_type", names)
        elif money and isinstance(element, Money) and money[1] != element.currency:
            yield Problem((*path, name), "limit_currency", {"given": money[1], "wanted": element.currency})
