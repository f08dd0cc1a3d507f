"""The vectors that Python and the browser share: what every operator, function and edge answers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ventanilla.core.rules import (
    FUNCTIONS,
    OPERATORS,
    RuleFault,
    Surroundings,
    as_json,
    compute,
    evaluate,
    explain,
    valid_rule,
    valid_value,
)

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))


def weekdays_except(closed: list[str] | None) -> Surroundings:
    if closed is None:
        return Surroundings()
    return Surroundings(lambda day: day.weekday() < 5 and day.isoformat() not in closed)


def answer(vector: dict[str, Any]) -> Any:
    surroundings = weekdays_except(vector.get("closed"))
    if "rule" in vector:
        return evaluate(vector["rule"], vector["facts"], surroundings)
    try:
        return as_json(compute(vector["value"], vector["facts"], surroundings))
    except RuleFault as fault:
        return {"fault": fault.code}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_python_answers_as_the_vector_says(vector: dict[str, Any]) -> None:
    assert answer(vector) == vector["gives"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_every_vector_is_in_the_language(vector: dict[str, Any]) -> None:
    valid_rule(vector["rule"]) if "rule" in vector else valid_value(vector["value"])


def test_the_vectors_cover_every_operator_and_function() -> None:
    text = json.dumps(VECTORS)
    assert [name for name in OPERATORS if f'"op": "{name}"' not in text] == []
    assert [name for name in FUNCTIONS if f'"{name}": ' not in text] == []


def test_every_vector_has_a_name_of_its_own() -> None:
    names = [vector["about"] for vector in VECTORS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_rule_can_be_told_in_words(language: str) -> None:
    for vector in VECTORS:
        if "rule" in vector:
            lines = explain(vector["rule"], vector["facts"]).words(language)
            assert all(line.strip() for line in lines)


def test_facts_may_be_python_values() -> None:
    day = {"fact": "day", "op": "before", "value": "2026-03-01"}
    assert evaluate(day, {"day": date(2026, 2, 28)})
