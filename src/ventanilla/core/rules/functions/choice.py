"""join, coalesce, if."""

from __future__ import annotations

import unicodedata
from typing import Any

from ventanilla.core.rules.facttype import EVERY, FactType
from ventanilla.core.rules.faults import RuleFault
from ventanilla.core.rules.functions.function import Call, Function, Node, Part, Shape, always, first_known
from ventanilla.core.rules.functions.rows import items_of
from ventanilla.core.rules.kinds import as_money, as_text, is_empty
from ventanilla.core.rules.numbers import number_text

LONGEST = 10_000


def _join(call: Call, node: Node) -> str:
    """Texts in a row; a list among them is spread, what is empty is left out."""
    pieces: list[str] = []
    for item in items_of(call, node["join"]):
        several = item if isinstance(item, list) else [item]
        pieces.extend(_letters(each) for each in several if not is_empty(each))
    joined = unicodedata.normalize("NFC", node.get("with", "").join(pieces))
    if len(joined) > LONGEST:
        raise RuleFault("too_large")
    return joined


def _letters(value: Any) -> str:
    money = as_money(value)
    if money:
        return f"{number_text(money[0])} {money[1]}"
    text = as_text(value)
    if text is None:
        raise RuleFault("wrong_type", wanted="text")
    return text


def _coalesce(call: Call, node: Node) -> Any:
    values = (call.value(item) for item in node["coalesce"])
    return next((value for value in values if not is_empty(value)), None)


def _if(call: Call, node: Node) -> Any:
    return call.value(node["then"] if call.holds(node["if"]) else node["else"])


JOIN = Shape(least=1, most=20, rows=True, extras={"with": (Part.TEXT, False)})
IF = Shape(single=Part.RULE, extras={"then": (Part.VALUE, True), "else": (Part.VALUE, True)})

FUNCTIONS = (
    Function("join", JOIN, _join, always(FactType.TEXT), EVERY - {FactType.BOOLEAN, FactType.ROW}),
    Function("coalesce", Shape(least=1, most=20), _coalesce, first_known),
    Function("if", IF, _if, first_known),
)
