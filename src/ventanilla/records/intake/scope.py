"""The facts as they are known while a form is read."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from ventanilla.core.rules import RuleFault, Surroundings, compute, evaluate, facts_in
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.sequence import ANSWERS, ROW


class Scope:
    """Facts over one context; they grow as questions are answered."""

    def __init__(
        self,
        context: Context,
        facts: MutableMapping[str, Any] | None = None,
        prefix: str = ANSWERS,
        unsure: Iterable[str] = (),
    ) -> None:
        self.context = context
        self.facts = facts if facts is not None else {"today": context.today, **context.facts}
        self.prefix = prefix
        self.unsure = set(unsure)
        """The answers that have to be corrected first, and the values that were worked out from them."""

    def inside_row(self) -> Scope:
        """A scope for one row of a repeating group: its own answers are `row.*`."""
        return Scope(self.context, ChainMap({}, self.facts), ROW, self.unsure)

    def is_sure(self, tree: Any) -> bool:
        """Whether what a rule or value reads is right as far as one can say: a sum of lines isn't while one of them
        has to be corrected."""
        return not any(".".join(path.split(".")[:2]) in self.unsure for path in facts_in(tree))

    def holds(self, rule: Any, row: Mapping[str, Any] | None = None) -> bool:
        """Whether the rule holds; with the columns of a list's row as `row.*`."""
        return evaluate(rule, self._facts(row), self._surroundings)

    def value(self, value: Any) -> Any:
        """What the value is, or None when it can't be computed: a limit that means nothing limits nothing."""
        try:
            return compute(value, self.facts, self._surroundings)
        except RuleFault:
            return None

    def values(self, tree: Mapping[str, Any] | None) -> dict[str, Any]:
        """Several values by name, as the inputs of a source are."""
        return {name: self.value(value) for name, value in (tree or {}).items()}

    def given_before(self, question: str) -> list[Any]:
        """What was answered to it before the answers are corrected, in each line of a repeating group."""
        earlier = self.context.earlier
        lines = (row for given in earlier.values() if isinstance(given, list) for row in given)
        found = [earlier.get(question), *(row.get(question) for row in lines if isinstance(row, Mapping))]
        return [one for one in found if one is not None]

    @property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.context.is_working_day)

    def _facts(self, row: Mapping[str, Any] | None) -> Mapping[str, Any]:
        if row is None:
            return self.facts
        return ChainMap({f"{ROW}.{column}": value for column, value in row.items()}, self.facts)
