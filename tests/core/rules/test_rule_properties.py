"""What is true of any rule and any facts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import rule_strategies as any_
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from ventanilla.core.rules import Rule, RuleFault, Value, compute, evaluate, explain, facts_in
from ventanilla.core.rules.kinds import fold
from ventanilla.core.rules.pattern import compiled

RULES: TypeAdapter[Any] = TypeAdapter(Rule)
VALUES: TypeAdapter[Any] = TypeAdapter(Value)


def found_or_fault(run: Callable[[], Any]) -> Any:
    try:
        return run()
    except RuleFault as fault:
        return fault


class Question(BaseModel):
    visible_if: Rule = True
    default: Value = None


@given(any_.rules, any_.facts)
def test_not_not_changes_nothing(rule: Any, facts: Mapping[str, Any]) -> None:
    assert evaluate({"not": {"not": rule}}, facts) is evaluate(rule, facts)


@given(st.lists(any_.rules, max_size=4), any_.facts)
def test_all_and_any_are_each_other_turned_around(rules: list[Any], facts: Mapping[str, Any]) -> None:
    turned = [{"not": rule} for rule in rules]
    assert evaluate({"not": {"all": rules}}, facts) is evaluate({"any": turned}, facts)
    assert evaluate({"not": {"any": rules}}, facts) is evaluate({"all": turned}, facts)


@given(any_.rules, any_.facts)
def test_explain_agrees_with_evaluate_and_finds_words(rule: Any, facts: Mapping[str, Any]) -> None:
    trace = explain(rule, facts)
    assert trace.held is evaluate(rule, facts)
    assert trace.words("es")
    assert trace.words("en")


@given(any_.rules)
def test_a_rule_is_kept_as_it_came(rule: Any) -> None:
    kept = RULES.dump_json(RULES.validate_python(json.loads(json.dumps(rule))))
    assert json.loads(kept) == rule


@given(any_.rules, any_.values)
def test_a_model_keeps_rules_and_values(rule: Any, value: Any) -> None:
    question = Question.model_validate({"visible_if": rule, "default": value})
    assert question.model_dump() == {"visible_if": rule, "default": value}
    assert json.loads(question.model_dump_json()) == {"visible_if": rule, "default": value}


@given(any_.values, any_.facts)
def test_a_value_is_computed_or_faults_and_never_is_a_float(value: Any, facts: Mapping[str, Any]) -> None:
    VALUES.validate_python(value)
    found = found_or_fault(lambda: compute(value, facts))
    assert not isinstance(found, float)
    if isinstance(found, RuleFault):
        assert found.words("es") != found.words("en")


@given(any_.rules, any_.facts)
def test_only_the_facts_named_count(rule: Any, facts: Mapping[str, Any]) -> None:
    named = {path: facts[path] for path in facts_in(rule) & facts.keys()}
    assert evaluate(rule, named) is evaluate(rule, facts)


@given(any_.rules, st.dictionaries(st.sampled_from(any_.PATHS), st.from_type(object)))
def test_strange_facts_never_raise(rule: Any, facts: Mapping[str, Any]) -> None:
    assert evaluate(rule, facts) in (True, False)


@given(st.decimals(-(10**9), 10**9, places=6), st.decimals(-(10**9), 10**9, places=6))
def test_addition_is_exact(left: Decimal, right: Decimal) -> None:
    assert compute({"subtract": [{"add": [left, right]}, right]}, {}) == left


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once_for_letters(text: str) -> None:
    assert fold(fold(text)) == fold(fold(fold(text)))


@given(st.text(alphabet="ab()|*+?{}0123,[]^-\\d.", max_size=30))
def test_any_text_is_a_pattern_or_a_fault(text: str) -> None:
    found = found_or_fault(lambda: compiled(text).matches("ab0"))
    assert found in (True, False) or (isinstance(found, RuleFault) and found.code.startswith("pattern"))
