"""What is refused, where, and with which advice."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from ventanilla.core.rules import Rule, RuleFault, Value, valid_rule, valid_value

GOOD = {"fact": "answers.a", "op": "is", "value": "x"}


def deep(levels: int) -> Any:
    rule: Any = True
    for _ in range(levels):
        rule = {"not": rule}
    return rule


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("yes", "this is not a rule; use all, any, not, or a test with fact, op and value"),
        ({}, "this is not a rule; use all, any, not, or a test with fact, op and value"),
        ({"all": GOOD}, "all: a list goes here"),
        ({"all": [], "any": []}, "“any” does not belong here; known are: all"),
        ({"all": [GOOD, {**GOOD, "op": "gtt"}]}, "all[1].op: “gtt” is not an operator; did you mean “gt”?"),
        ({**GOOD, "op": 3}, "op: “3” is not an operator"),
        ({"fact": "a", "op": "is"}, "“value” is missing"),
        ({"fact": "a", "op": "is_empty", "value": 1}, "“value” does not belong here; known are: fact, op"),
        (
            {"fact": "a b", "op": "is_empty"},
            "fact: the name of a fact is words joined by dots, such as answers.model",
        ),
        ({"fact": "a", "op": "in", "value": "x"}, "value: a list goes here"),
        (
            {"fact": "a", "op": "is", "value": ["x"]},
            "value: “is” compares with one value; for several use in or any_of",
        ),
        ({"fact": "a", "op": "between", "value": [1]}, "value: two values go here: from and to"),
        ({"fact": "a", "op": "matches", "value": {"fact": "b"}}, "value: a text goes here"),
        (
            {"fact": "a", "op": "matches", "value": "(?=a)"},
            "value: the pattern is not understood at position 3 (“=”)",
        ),
        (
            {"fact": "a", "op": "matches", "value": "(a)\\1"},
            "value: the pattern is not understood at position 5 (“1”)",
        ),
        (
            {"not": {"fact": "a", "op": "matches", "value": "a{999}"}},
            "not.value: the pattern is too long or too complicated; simplify it",
        ),
        (deep(21), ".".join(["not"] * 21) + ": there are more than 20 levels; divide the rule"),
        ({"all": [True] * 1000}, "all[999]: there are more than 1000 items; divide the rule or use a list"),
    ],
)
def test_a_bad_rule_says_where_and_what_to_do(rule: Any, sentence: str) -> None:
    with pytest.raises(RuleFault) as refused:
        valid_rule(rule)
    assert refused.value.words("en") == sentence
    assert refused.value.words("es") != sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"ad": [1, 2]}, "“ad” is not a function; did you mean “add”?"),
        ({}, "this is not a value; use text, a number, true or false, a list or an object"),
        ({"add": [1, 2], "sum": [1]}, "one object names several functions (add, sum); keep one"),
        ({"add": [1]}, "add: a list of 2 to 20 values goes here"),
        (
            {"add": [1, {"fact": 7}]},
            "add[1].fact: the name of a fact is words joined by dots, such as answers.model",
        ),
        ({"sum": {"of": "x"}}, "sum: “rows” is missing"),
        ({"min_by": {"rows": "a"}}, "min_by: “of” is missing"),
        ({"min_by": [1, 2]}, 'min_by: {"rows": …} goes here, with the name of a fact that has rows'),
        ({"sum": {"rows": "a", "take": "b"}}, "sum: “take” does not belong here; known are: of, rows"),
        ({"round": 1, "places": 7}, "places: a whole number of decimals goes here, 0 to 6"),
        ({"round": 1, "to": "even"}, "to: rounding is one of: nearest, up, down"),
        (
            {"if": 3, "then": 1, "else": 2},
            "if: this is not a rule; use all, any, not, or a test with fact, op and value",
        ),
        ({"if": True, "then": 1}, "“else” is missing"),
        (
            {"amount": "x", "currency": "EUR"},
            "money has an amount (a number) and a currency (a text such as EUR)",
        ),
        ([float("nan")], "[0]: the number is too large; write it as text"),
        (2**53 + 1, "the number is too large; write it as text"),
        (object(), "this is not a value; use text, a number, true or false, a list or an object"),
        ("x" * 2001, "the text is longer than 2000 letters"),
    ],
)
def test_a_bad_value_says_where_and_what_to_do(value: Any, sentence: str) -> None:
    with pytest.raises(RuleFault) as refused:
        valid_value(value)
    assert refused.value.words("en") == sentence


class Question(BaseModel):
    visible_if: Rule = True
    default: Value = None


def test_pydantic_reports_the_sentence_beside_its_own_errors() -> None:
    with pytest.raises(ValidationError, match="did you mean “gt”") as refused:
        Question.model_validate({"visible_if": {**GOOD, "op": "gtt"}})
    assert refused.value.errors()[0]["loc"] == ("visible_if",)


def test_rules_and_values_appear_in_the_json_schema() -> None:
    properties = Question.model_json_schema()["properties"]
    assert properties["visible_if"]["anyOf"] == [{"type": "boolean"}, {"type": "object"}]
    assert "min_by" in TypeAdapter(Value).json_schema()["description"]
