"""The browser answers exactly as Python does."""

from __future__ import annotations

import json
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rule_strategies as any_
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Page

from ventanilla.core.rules import Cycle, RuleFault, Surroundings, as_json, compute, evaluate, order
from ventanilla.core.rules.kinds import fold

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
CLOSED = ["2026-12-25"]
CASES_OF_EACH = 600


def python_answer(case: dict[str, Any]) -> Any:
    surroundings = Surroundings(lambda day: day.weekday() < 5 and day.isoformat() not in CLOSED)
    try:
        if "rule" in case:
            return evaluate(case["rule"], case["facts"], surroundings)
        return as_json(compute(case["value"], case["facts"], surroundings))
    except RuleFault as fault:
        return {"fault": fault.code}


@cache
def generated_cases() -> list[dict[str, Any]]:
    """Cases as Hypothesis makes them, the same in every run."""
    cases: list[dict[str, Any]] = []

    @settings(
        max_examples=CASES_OF_EACH,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(any_.rules, any_.values, any_.amounts, any_.facts)
    def gather(rule: Any, value: Any, amount: Any, facts: Any) -> None:
        cases.append({"rule": rule, "facts": facts, "closed": CLOSED})
        cases.append({"value": value, "facts": facts, "closed": CLOSED})
        cases.append({"value": amount, "facts": facts})

    gather()
    return cases


def test_the_browser_answers_as_the_vectors_say(rules_page: Page, answer_all: str) -> None:
    answers = json.loads(rules_page.evaluate(answer_all, json.dumps(VECTORS)))
    differing = {
        vector["about"]: (answer, vector["gives"])
        for vector, answer in zip(VECTORS, answers, strict=True)
        if answer != vector["gives"]
    }
    assert differing == {}


def test_the_browser_answers_generated_cases_as_python_does(rules_page: Page, answer_all: str) -> None:
    cases = generated_cases()
    assert len(cases) >= 1000
    answers = json.loads(rules_page.evaluate(answer_all, json.dumps(cases)))
    differing = [
        (case, answer, expected)
        for case, answer in zip(cases, answers, strict=True)
        if answer != (expected := python_answer(case))
    ]
    assert differing == []


def test_every_letter_folds_alike(rules_page: Page) -> None:
    """Every sign that this Python knows (a newer browser may know more)."""
    known = [
        point for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)) not in ("Cn", "Cs")
    ]
    # As one text each way: the driver of the browser wraps every single value of a list.
    script = """async (points) => {
      const { fold } = await import("/rules.js");
      return JSON.stringify(JSON.parse(points).map((point) => fold(String.fromCodePoint(point))));
    }"""
    folded = json.loads(rules_page.evaluate(script, json.dumps(known)))
    differing = [hex(point) for point, text in zip(known, folded, strict=True) if text != fold(chr(point))]
    assert differing == []


@pytest.mark.parametrize(
    "needs",
    [
        {"a": ["answers.c.cost"], "b": [], "c": ["answers.b", "requester.team"]},
        {"total": ["answers.price", "answers.count"], "count": [], "price": ["answers.count"]},
        {"a": ["answers.b"], "b": ["answers.a"]},
        {"x": [], "a": ["answers.b"], "b": ["answers.c"], "c": ["answers.a", "answers.x"]},
    ],
)
def test_the_browser_orders_as_python_does(rules_page: Page, needs: dict[str, list[str]]) -> None:
    script = """async (needs) => {
      const { order } = await import("/rules.js");
      try { return order(needs); } catch (fault) { return { cycle: fault.details.path }; }
    }"""
    try:
        expected: Any = order(needs)
    except Cycle as cycle:
        expected = {"cycle": cycle.path}
    assert rules_page.evaluate(script, needs) == expected


def test_hypothesis_makes_rules_that_hold_and_rules_that_do_not() -> None:
    answers = [python_answer(case) for case in generated_cases() if "rule" in case]
    assert min(answers.count(True), answers.count(False)) > len(answers) // 10
