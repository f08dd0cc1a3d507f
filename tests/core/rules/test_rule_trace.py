"""Why a rule held, in words, and in which order questions are worked out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ventanilla.core.rules import Cycle, explain, order
from ventanilla.core.rules.trace import shown

RULE = {
    "all": [
        {"fact": "answers.amount", "op": "gt", "value": 1000},
        {"any": [
            {"fact": "answers.model", "op": "in", "value": ["pro-16", "air-13"]},
            {"fact": "answers.start", "op": "before", "value": "2026-03-01"},
        ]},
        {"not": {"fact": "answers.why", "op": "is_empty"}},
    ]
}  # fmt: skip
NAMES = {
    "answers.amount": "Importe",
    "answers.model": "Portátil",
    "answers.model=pro-16": "Pro de 16 pulgadas",
    "answers.start": "Fecha de inicio",
    "answers.why": "Motivo",
}


def test_a_trace_reads_in_spanish() -> None:
    facts = {
        "answers.amount": {"amount": Decimal("1200.50"), "currency": "EUR"},
        "answers.model": "pro-16",
        "answers.start": date(2026, 3, 2),
    }
    assert explain(RULE, facts).words("es", NAMES) == [
        "✗ No se cumplen todas:",
        "  ✓ «Importe» es mayor que 1000 (es 1200,5 EUR)",
        "  ✓ Se cumple al menos una:",
        "    ✓ «Portátil» es uno de Pro de 16 pulgadas, air-13 (es Pro de 16 pulgadas)",
        "    ✗ «Fecha de inicio» es anterior a 01/03/2026 (es 02/03/2026)",
        "  ✗ Se cumple lo siguiente, y no debería:",
        "    ✓ «Motivo» está vacío",
    ]


def test_a_trace_reads_in_english() -> None:
    facts = {"answers.amount": 900, "answers.why": "Broken"}
    assert explain(RULE, facts).words("en", {"answers.amount": "Amount"}) == [
        "✗ Not all of these hold:",
        "  ✗ “Amount” is more than 1000 (it is 900)",
        "  ✗ None of these holds:",
        "    ✗ “answers.model” is one of pro-16, air-13 (it is empty)",
        "    ✗ “answers.start” is before 2026-03-01 (it is empty)",
        "  ✓ This does not hold, as it should be:",
        "    ✗ “answers.why” is empty (it is Broken)",
    ]


def test_a_value_that_faults_is_told_and_listed() -> None:
    rule = {"not": {"fact": "a", "op": "gt", "value": {"divide": [1, 0]}}}
    trace = explain(rule, {"a": 1})
    assert [fault.code for fault in trace.faults()] == ["division_by_zero"]
    assert trace.words("es")[1] == (
        "  ✗ «a» es mayor que (no se puede calcular: no se puede dividir entre cero)"
    )


def test_fixed_rules_have_words() -> None:
    assert explain(True, {}).words("es") == ["✓ Se cumple siempre"]
    assert explain(False, {}).words("en") == ["✗ It never holds"]


def test_two_ends_are_joined_by_and() -> None:
    rule = {"fact": "n", "op": "between", "value": [1, 2.5]}
    assert explain(rule, {"n": True}).words("es") == ["✗ «n» está entre 1 y 2,5 (es sí)"]


def test_questions_come_after_those_they_need() -> None:
    needs = {"total": ["answers.price.net", "today"], "price": ["answers.model"], "model": [], "other": []}
    assert order(needs) == ["model", "price", "total", "other"]


def test_a_circle_is_refused_and_named() -> None:
    with pytest.raises(Cycle, match="a → b → c → a") as refused:
        order({"x": [], "a": ["answers.b"], "b": ["answers.c"], "c": ["answers.a"]})
    assert refused.value.path == ["a", "b", "c", "a"]


def test_a_question_that_needs_itself_is_refused() -> None:
    with pytest.raises(Cycle, match="a → a"):
        order({"a": ["answers.a"]})


def test_a_chain_of_thousands_is_no_problem() -> None:
    needs = {f"q{n}": [f"answers.q{n + 1}"] for n in range(3000)} | {"q3000": []}
    assert order(needs)[0] == "q3000"


@pytest.mark.parametrize(
    ("fact", "spanish", "english"),
    [("answers.why", "sin respuesta", "no answer"), ("requester.manager", "sin dato", "not known")],
)
def test_what_is_empty_says_whether_nobody_answered_or_nobody_knows(
    fact: str, spanish: str, english: str
) -> None:
    assert [shown(None, language, fact, {}) for language in ("es", "en")] == [spanish, english]
    assert shown([], "es", fact, {}) == spanish


def test_a_comparison_with_what_is_empty_says_so() -> None:
    rule = {"fact": "answers.amount", "op": "gt", "value": {"fact": "answers.most"}}
    assert explain(rule, {"answers.amount": 3}).words("es", NAMES) == [
        "✗ «Importe» es mayor que sin dato (es 3)",
    ]
