"""Which JSON is a rule and which is a value. Nothing is changed: a valid tree is kept as it came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from ventanilla.core.rules import pattern
from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.functions import FUNCTIONS, Part, Shape, function_of
from ventanilla.core.rules.kinds import is_money
from ventanilla.core.rules.numbers import ROUNDINGS, as_number
from ventanilla.core.rules.operators import OPERATORS, Operator, Takes
from ventanilla.core.rules.wording import nearest

DEEPEST = 20
MOST_NODES = 1_000
LONGEST_LIST = 500
LONGEST_TEXT = 2_000
MOST_PLACES = 6
LARGEST_JSON_NUMBER = 2**53  # beyond it a browser no longer reads the number exactly
FACT_PATH = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+)*")
GROUPS = ("all", "any")


class Reader:
    """Walks one tree and raises a RuleFault at the first thing that isn't in the language."""

    def __init__(self) -> None:
        self.nodes = 0

    def rule(self, tree: Any, where: str, depth: int = 0) -> None:
        self._count(where, depth)
        if isinstance(tree, bool):
            return
        if not isinstance(tree, dict):
            raise RuleFault("not_a_rule", where)
        group = next((name for name in GROUPS if name in tree), None)
        if group:
            self._only(tree, {group}, where)
            self._group(tree[group], join(where, group), depth)
        elif "not" in tree:
            self._only(tree, {"not"}, where)
            self.rule(tree["not"], join(where, "not"), depth + 1)
        elif "fact" in tree:
            self._test(tree, where, depth)
        else:
            raise RuleFault("not_a_rule", where)

    def value(self, tree: Any, where: str, depth: int = 0) -> None:
        self._count(where, depth)
        if isinstance(tree, dict):
            self._object(tree, where, depth)
        elif isinstance(tree, list):
            self._list(tree, where, depth)
        else:
            self._literal(tree, where)

    def _group(self, rules: Any, where: str, depth: int) -> None:
        if not isinstance(rules, list):
            raise RuleFault("not_a_list", where)
        for place, rule in enumerate(rules):
            self.rule(rule, f"{where}[{place}]", depth + 1)

    def _test(self, tree: dict[str, Any], where: str, depth: int) -> None:
        self._path(tree["fact"], join(where, "fact"))
        operator = OPERATORS.get(tree["op"]) if isinstance(tree.get("op"), str) else None
        if operator is None:
            raise RuleFault("unknown_operator", join(where, "op"), **nearest(tree.get("op"), OPERATORS))
        if operator.takes is Takes.NOTHING:
            self._only(tree, {"fact", "op"}, where)
            return
        self._only(tree, {"fact", "op", "value"}, where)
        if "value" not in tree:
            raise RuleFault("missing", where, key="value")
        self._compared(operator, tree["value"], join(where, "value"), depth)

    def _compared(self, operator: Operator, value: Any, where: str, depth: int) -> None:
        if operator.takes is Takes.PATTERN:
            self._pattern(value, where)
            return
        if operator.takes is Takes.TWO and not (isinstance(value, list) and len(value) == 2):
            raise RuleFault("not_two", where)
        if operator.takes is Takes.LIST and not isinstance(value, list | dict):
            raise RuleFault("not_a_list", where)
        if operator.takes is Takes.ONE and isinstance(value, list):
            raise RuleFault("not_one", where, operator=operator.name)
        self.value(value, where, depth + 1)

    def _pattern(self, value: Any, where: str) -> None:
        if not isinstance(value, str):
            raise RuleFault("not_text", where)
        try:
            pattern.compiled(value)
        except RuleFault as fault:
            raise RuleFault(fault.code, where, **fault.details) from None

    def _object(self, tree: dict[str, Any], where: str, depth: int) -> None:
        if "fact" in tree:
            self._only(tree, {"fact"}, where)
            self._path(tree["fact"], join(where, "fact"))
        elif is_money(tree):
            if as_number(tree["amount"]) is None or not isinstance(tree["currency"], str):
                raise RuleFault("not_money", where)
        else:
            self._function(tree, where, depth)

    def _function(self, tree: dict[str, Any], where: str, depth: int) -> None:
        function = function_of(tree)
        if function is None:
            raise self._no_function(tree, where)
        extras = function.shape.extras
        self._only(tree, {function.name, *extras}, where)
        self._argument(tree[function.name], function.shape, join(where, function.name), depth)
        for key, (part, needed) in extras.items():
            if key in tree:
                self._part(tree[key], part, join(where, key), depth)
            elif needed:
                raise RuleFault("missing", where, key=key)

    def _no_function(self, tree: dict[str, Any], where: str) -> RuleFault:
        if not tree:
            return RuleFault("not_a_value", where)
        named = [name for name in tree if name in FUNCTIONS]
        if named:
            return RuleFault("several_functions", where, known=", ".join(named))
        return RuleFault("unknown_function", where, **nearest(next(iter(tree)), FUNCTIONS))

    def _argument(self, argument: Any, shape: Shape, where: str, depth: int) -> None:
        if shape.single:
            self._part(argument, shape.single, where, depth)
        elif shape.rows and isinstance(argument, dict):
            self._rows(argument, shape, where)
        elif not shape.most:
            raise RuleFault("not_rows", where)
        elif not isinstance(argument, list) or not shape.least <= len(argument) <= shape.most:
            raise RuleFault("wrong_count", where, least=str(shape.least), most=str(shape.most))
        else:
            self._list(argument, where, depth)

    def _rows(self, argument: dict[str, Any], shape: Shape, where: str) -> None:
        self._only(argument, {"rows", "of", "take"} if shape.take else {"rows", "of"}, where)
        if "rows" not in argument or (shape.of and "of" not in argument):
            raise RuleFault("missing", where, key="of" if "rows" in argument else "rows")
        self._path(argument["rows"], join(where, "rows"))
        for key in ("of", "take"):
            if key in argument:
                self._part(argument[key], Part.TEXT, join(where, key), 0)

    def _part(self, tree: Any, part: Part, where: str, depth: int) -> None:
        if part is Part.VALUE:
            self.value(tree, where, depth + 1)
        elif part is Part.RULE:
            self.rule(tree, where, depth + 1)
        elif part is Part.TEXT and not isinstance(tree, str):
            raise RuleFault("not_text", where)
        elif part is Part.PLACES and (type(tree) is not int or not 0 <= tree <= MOST_PLACES):
            raise RuleFault("not_places", where, most=str(MOST_PLACES))
        elif part is Part.ROUNDING and (not isinstance(tree, str) or tree not in ROUNDINGS):
            raise RuleFault("not_rounding", where, known=", ".join(ROUNDINGS))

    def _list(self, tree: list[Any], where: str, depth: int) -> None:
        if len(tree) > LONGEST_LIST:
            raise RuleFault("too_many", where, most=str(LONGEST_LIST))
        for place, item in enumerate(tree):
            self.value(item, f"{where}[{place}]", depth + 1)

    def _literal(self, tree: Any, where: str) -> None:
        if tree is None or isinstance(tree, bool):
            return
        if isinstance(tree, str):
            if len(tree) > LONGEST_TEXT:
                raise RuleFault("text_too_long", where, most=str(LONGEST_TEXT))
            return
        if not isinstance(tree, int | float):
            raise RuleFault("not_a_value", where)
        if not abs(tree) <= LARGEST_JSON_NUMBER:  # refuses NaN too
            raise RuleFault("number_too_large", where)

    def _path(self, path: Any, where: str) -> None:
        if isinstance(path, dict):
            raise RuleFault("worked_out_fact", where)
        if not isinstance(path, str) or len(path) > 200 or not FACT_PATH.fullmatch(path):
            raise RuleFault("not_a_path", where)

    def _only(self, tree: Mapping[str, Any], known: set[str], where: str) -> None:
        for key in tree:
            if key not in known:
                raise RuleFault("unknown_key", where, key=str(key), known=", ".join(sorted(known)))

    def _count(self, where: str, depth: int) -> None:
        self.nodes += 1
        if depth > DEEPEST:
            raise RuleFault("too_deep", where, most=str(DEEPEST))
        if self.nodes > MOST_NODES:
            raise RuleFault("too_many", where, most=str(MOST_NODES))


def join(where: str, key: str) -> str:
    """The place of a key below another place: "all[1]" and "value" give "all[1].value"."""
    return f"{where}.{key}" if where else key


def valid_rule(tree: Any) -> Any:
    """The same tree. Raises RuleFault, with the place and what to do, when it isn't a rule."""
    Reader().rule(tree, "")
    return tree


def valid_value(tree: Any) -> Any:
    """The same tree. Raises RuleFault, with the place and what to do, when it isn't a value."""
    Reader().value(tree, "")
    return tree


RULE_SCHEMA = {
    "title": "Rule",
    "description": 'true, false, {"all": […]}, {"any": […]}, {"not": …} or {"fact", "op", "value"}',
    "anyOf": [{"type": "boolean"}, {"type": "object"}],
}
VALUE_SCHEMA = {
    "title": "Value",
    "description": 'text, number, yes or no, money, {"fact": …} or one function: ' + ", ".join(FUNCTIONS),
}

Rule: TypeAlias = Annotated[bool | dict[str, Any], PlainValidator(valid_rule), WithJsonSchema(RULE_SCHEMA)]
Value: TypeAlias = Annotated[Any, PlainValidator(valid_value), WithJsonSchema(VALUE_SCHEMA)]
