"""What is doubtful in a valid rule or value, given what is declared about the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ventanilla.core.rules.facts import Declared, FactDeclaration, declaration, operators_for
from ventanilla.core.rules.facttype import LABELS, FactType
from ventanilla.core.rules.functions import Function, Part, function_of
from ventanilla.core.rules.grammar import join
from ventanilla.core.rules.kinds import as_date, as_instant, as_time, compare, is_empty, is_money, same
from ventanilla.core.rules.numbers import as_number
from ventanilla.core.rules.operators import OPERATORS, Operator, Takes
from ventanilla.core.rules.wording import finding_words, nearest

# What a fact of the first type may be compared with, besides its own type.
COMPARABLE = {
    FactType.TEXT: LABELS | {FactType.NUMBER},
    FactType.CHOICE: LABELS,
    FactType.PERSON: LABELS | {FactType.NUMBER},
    FactType.LOCATION: LABELS | {FactType.CHOICES},
    FactType.CHOICES: LABELS,
    FactType.MONEY: frozenset({FactType.NUMBER}),
    FactType.NUMBER: frozenset({FactType.MONEY}),
}


@dataclass(frozen=True)
class Finding:
    """A doubt: a stable `code`, the place in the tree, and what fills the sentence."""

    code: str
    where: str
    details: dict[str, str] = field(default_factory=dict)

    def words(self, language: str) -> str:
        """One sentence in Spanish or English, with the place in front."""
        sentence = finding_words(self.code, language, self.details)
        return f"{self.where}: {sentence}" if self.where else sentence


def check(tree: Any, declared: Declared) -> list[Finding]:
    """Doubts about a valid rule or value, in the order of the tree; none means that it makes sense."""
    checker = Checker(declared)
    found = checker.rule(tree, "") if _is_rule(tree) else checker.value(tree, "")
    return list(found)


class Checker:
    def __init__(self, declared: Declared) -> None:
        self.declared = declared

    def rule(self, tree: Any, where: str) -> Iterator[Finding]:
        if isinstance(tree, bool):
            return
        for group in ("all", "any"):
            for place, part in enumerate(tree.get(group, ())):
                yield from self.rule(part, f"{join(where, group)}[{place}]")
        if "not" in tree:
            yield from self.rule(tree["not"], join(where, "not"))
        if "op" in tree:
            yield from self._test(tree, where)

    def value(self, tree: Any, where: str) -> Iterator[Finding]:
        if isinstance(tree, list):
            for place, item in enumerate(tree):
                yield from self.value(item, f"{where}[{place}]")
        elif isinstance(tree, dict) and "fact" in tree:
            yield from self._known(tree["fact"], join(where, "fact"))
        elif isinstance(tree, dict) and not is_money(tree):
            function = function_of(tree)
            if function:
                yield from self._function(tree, function, where)

    def type_of(self, tree: Any) -> FactType | None:
        """What a value will be, as far as it can be told; None when it can't."""
        if isinstance(tree, list):
            return None
        if isinstance(tree, dict):
            return self._type_of_object(tree)
        return _type_of_literal(tree)

    def _test(self, tree: dict[str, Any], where: str) -> Iterator[Finding]:
        unknown = list(self._known(tree["fact"], join(where, "fact")))
        yield from unknown
        operator = OPERATORS[tree["op"]]
        if operator.takes is not Takes.NOTHING:
            yield from self.value(tree["value"], join(where, "value"))
        if unknown:
            return
        fact = declaration(self.declared[tree["fact"]])
        if fact.type not in operator.suits:
            known = ", ".join(each.name for each in operators_for(fact.type))
            details = {"fact": tree["fact"], "type": fact.type.value, "known": known}
            yield Finding("unsuited_operator", join(where, "op"), {**details, "operator": operator.name})
        elif operator.takes not in (Takes.NOTHING, Takes.PATTERN):
            yield from self._compared(tree, fact, operator, join(where, "value"))

    def _compared(
        self, tree: dict[str, Any], fact: FactDeclaration, operator: Operator, where: str
    ) -> Iterator[Finding]:
        value = tree["value"]
        items = value if isinstance(value, list) else [value]
        for place, item in enumerate(items):
            spot = f"{where}[{place}]" if isinstance(value, list) else where
            if not self._fits(fact, item, operator):
                given = self.type_of(item) or "list"
                yield Finding("wrong_value", spot, {"fact": tree["fact"], "type": str(given)})
                return
        yield from _never_holds(fact, operator, value, where)

    def _fits(self, fact: FactDeclaration, item: Any, operator: Operator) -> bool:
        if isinstance(item, list):
            return False
        given = self.type_of(item)
        if given is None or given == fact.type or is_empty(item):
            return True
        if given is FactType.CHOICES:
            return operator.takes is Takes.LIST
        if _is_literal(item) and fact.type in (FactType.NUMBER, FactType.MONEY, *_MOMENTS):
            return compare(item, _SAMPLES[fact.type]) is not None or (
                fact.type is FactType.MONEY and is_money(item)
            )
        if _is_literal(item) and isinstance(item, str) and fact.type in COMPARABLE:
            return fact.type is not FactType.MONEY
        return given in COMPARABLE.get(fact.type, frozenset())

    def _function(self, tree: dict[str, Any], function: Function, where: str) -> Iterator[Finding]:
        argument, place = tree[function.name], join(where, function.name)
        if function.shape.single is Part.RULE:
            yield from self.rule(argument, place)
        elif isinstance(argument, dict) and "rows" in argument:
            yield from self._rows(argument, function, place)
        elif isinstance(argument, list):
            for index, item in enumerate(argument):
                yield from self.value(item, f"{place}[{index}]")
                yield from self._wanted(item, function, f"{place}[{index}]")
        else:
            yield from self.value(argument, place)
            yield from self._wanted(argument, function, place)
        for key, (part, _) in function.shape.extras.items():
            if key in tree and part is Part.VALUE:
                yield from self.value(tree[key], join(where, key))

    def _wanted(self, item: Any, function: Function, where: str) -> Iterator[Finding]:
        given = FactType.ROWS if isinstance(item, list) else self.type_of(item)
        if given is None or given in function.wants or is_empty(item):
            return
        if _is_literal(item) and isinstance(item, str) and _type_of_text(item) in function.wants:
            return
        yield Finding("wrong_argument", where, {"function": function.name, "type": given.value})

    def _rows(self, argument: dict[str, Any], function: Function, where: str) -> Iterator[Finding]:
        path = argument["rows"]
        unknown = list(self._known(path, join(where, "rows")))
        yield from unknown
        if unknown:
            return
        fact = declaration(self.declared[path])
        listed = fact.type is FactType.CHOICES and not {"of", "take"} & argument.keys()
        if fact.type is not FactType.ROWS and not listed:
            yield Finding("not_rows", join(where, "rows"), {"fact": path})
            return
        for key in ("of", "take"):
            column = argument.get(key)
            if column is None or fact.columns is None:
                continue
            spot = join(where, key)
            if column not in fact.columns:
                yield Finding("unknown_column", spot, {"fact": path, **nearest(column, fact.columns)})
            elif key == "of" and function.name != "count":
                given = declaration(fact.columns[column]).type
                if given not in function.wants:
                    yield Finding("wrong_argument", spot, {"function": function.name, "type": given.value})

    def _known(self, path: str, where: str) -> Iterator[Finding]:
        if path not in self.declared:
            yield Finding("unknown_fact", where, nearest(path, self.declared))

    def _type_of_object(self, tree: dict[str, Any]) -> FactType | None:
        if is_money(tree):
            return FactType.MONEY
        if "fact" in tree:
            return declaration(self.declared[tree["fact"]]).type if tree["fact"] in self.declared else None
        function = function_of(tree)
        return function.gives(self._argument_types(tree, function)) if function else None

    def _argument_types(self, tree: dict[str, Any], function: Function) -> list[FactType | None]:
        argument = tree[function.name]
        if function.name == "if":
            return [self.type_of(tree["then"]), self.type_of(tree["else"])]
        if isinstance(argument, list):
            return [self._argument_type(item) for item in argument]
        if isinstance(argument, dict) and "rows" in argument:
            return [self._column_type(argument)]
        return [self._argument_type(argument)]

    def _argument_type(self, item: Any) -> FactType | None:
        text = _is_literal(item) and isinstance(item, str)
        return _type_of_text(item) if text else self.type_of(item)

    def _column_type(self, argument: dict[str, Any]) -> FactType | None:
        """The column that comes out: `take`, else `of`; a whole row for min_by without `take`."""
        fact = self.declared.get(argument["rows"])
        columns = declaration(fact).columns if fact else None
        column = (columns or {}).get(argument.get("take", argument.get("of", "")))
        return declaration(column).type if column else None


_MOMENTS = (FactType.DATE, FactType.INSTANT, FactType.TIME)
_SAMPLES: dict[FactType, Any] = {
    FactType.NUMBER: 0,
    FactType.MONEY: 0,
    FactType.DATE: "2000-01-01",
    FactType.INSTANT: "2000-01-01T00:00:00Z",
    FactType.TIME: "00:00",
}


def _is_rule(tree: Any) -> bool:
    return isinstance(tree, bool) or (
        isinstance(tree, dict) and bool({"all", "any", "not", "op"} & tree.keys())
    )


def _is_literal(item: Any) -> bool:
    return not isinstance(item, dict | list) or is_money(item)


def _type_of_literal(item: Any) -> FactType | None:
    if item is None:
        return None
    if isinstance(item, bool):
        return FactType.BOOLEAN
    return FactType.TEXT if isinstance(item, str) else FactType.NUMBER


def _type_of_text(item: str) -> FactType:
    if as_number(item) is not None:
        return FactType.NUMBER
    if as_date(item) is not None:
        return FactType.DATE
    if as_time(item) is not None:
        return FactType.TIME
    return FactType.INSTANT if as_instant(item) is not None else FactType.TEXT


def _never_holds(fact: FactDeclaration, operator: Operator, value: Any, where: str) -> Iterator[Finding]:
    """Only for operators that say no to what is empty: `is_not` of nothing always holds."""
    if operator.on_empty is not False or isinstance(value, dict):
        return
    items = value if isinstance(value, list) else [value]
    if not items:
        yield Finding("never_holds", where, {"why": "empty_list"})
    elif operator.takes is not Takes.TWO and all(_is_literal(item) and is_empty(item) for item in items):
        yield Finding("never_holds", where, {"why": "empty_value"})
    elif operator.takes is Takes.TWO and all(map(_is_literal, items)) and compare(*items) == 1:
        yield Finding("never_holds", where, {"why": "backwards"})
    elif fact.options is not None and operator.name != "within":
        yield from _outside_options(fact.options, items, where)


def _outside_options(options: frozenset[str], items: list[Any], where: str) -> Iterator[Finding]:
    literals = [item for item in items if _is_literal(item)]
    strange = [item for item in literals if not any(same(item, option) for option in options)]
    if strange and len(strange) == len(items):
        yield Finding("never_holds", where, {"why": "option", "given": str(strange[0])})
