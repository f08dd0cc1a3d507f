"""Whether a rule holds, and what a value is. A rule never raises for what facts it meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.functions import function_of
from ventanilla.core.rules.kinds import is_empty, is_money, tidy
from ventanilla.core.rules.operators import OPERATORS, Operator, Takes

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What the facts don't say. Without a calendar the functions of working days raise `no_calendar`."""

    is_working_day: Callable[[date], bool] | None = None


NOWHERE = Surroundings()


class Judgement(NamedTuple):
    """One test with both its sides; `fault` when the value could not be computed."""

    held: bool
    left: Any
    right: Any
    fault: RuleFault | None


@dataclass(frozen=True)
class Evaluation:
    """One evaluation over fixed facts."""

    facts: Facts
    surroundings: Surroundings

    def fact(self, path: str) -> Any:
        return tidy(self.facts.get(path))

    def is_working_day(self, day: date) -> bool:
        if self.surroundings.is_working_day is None:
            raise RuleFault("no_calendar")
        return bool(self.surroundings.is_working_day(day))

    def holds(self, rule: Any) -> bool:
        if isinstance(rule, bool):
            return rule
        if "all" in rule:
            return all(self.holds(part) for part in rule["all"])
        if "any" in rule:
            return any(self.holds(part) for part in rule["any"])
        if "not" in rule:
            return not self.holds(rule["not"])
        return self.judge(rule).held

    def value(self, tree: Any) -> Any:
        if isinstance(tree, list):
            return [self.value(item) for item in tree]
        if not isinstance(tree, dict):
            return tidy(tree)
        if "fact" in tree:
            return self.fact(tree["fact"])
        if is_money(tree):
            return tree
        function = function_of(tree)
        if function is None:
            raise RuleFault("unknown_function", given=next(iter(tree), "{}"))
        return function.run(self, tree)

    def judge(self, test: Mapping[str, Any]) -> Judgement:
        """A test whose value can't be computed doesn't hold, whatever its operator."""
        operator = OPERATORS.get(test["op"])
        if operator is None:
            raise RuleFault("unknown_operator", given=str(test["op"]))
        left = self.fact(test["fact"])
        try:
            right = None if operator.takes is Takes.NOTHING else self.value(test["value"])
        except RuleFault as fault:
            return Judgement(False, left, None, fault)
        return Judgement(_held(operator, left, right), left, right, None)


def _held(operator: Operator, left: Any, right: Any) -> bool:
    if operator.on_empty is not None and (is_empty(left) or is_empty(right)):
        return operator.on_empty
    return operator.holds(left, right)


def evaluate(rule: Any, facts: Facts, surroundings: Surroundings = NOWHERE) -> bool:
    """Whether a valid rule holds over the facts; a missing fact is an empty one."""
    return Evaluation(facts, surroundings).holds(rule)


def compute(value: Any, facts: Facts, surroundings: Surroundings = NOWHERE) -> Any:
    """What a valid value is over the facts: Decimal, text, date, money, row, list, bool, or None for empty.

    Raises RuleFault when it can't be computed (see docs/rules.md for the codes).
    """
    return Evaluation(facts, surroundings).value(value)
