"""What the linter finds in a valid rule."""

from __future__ import annotations

from typing import Any

import pytest

from ventanilla.core.rules import FactDeclaration, FactType, check, facts_in, is_public, operators_for

DECLARED: dict[str, FactType | FactDeclaration] = {
    "answers.amount": FactType.MONEY,
    "answers.model": FactDeclaration(FactType.CHOICE, options=frozenset({"air-13", "pro-16"})),
    "answers.model.cost": FactDeclaration(FactType.NUMBER, public=False),
    "answers.extras": FactType.CHOICES,
    "answers.quotes": FactDeclaration(
        FactType.ROWS, columns={"amount": FactType.MONEY, "supplier": FactType.TEXT, "on": FactType.DATE}
    ),
    "answers.start": FactType.DATE,
    "answers.count": FactType.NUMBER,
    "answers.why": FactType.TEXT,
    "requester.team": FactType.CHOICE,
    "requester.groups": FactType.CHOICES,
    "requester.location": FactType.LOCATION,
    "requester.is_manager": FactType.BOOLEAN,
    "ticket.created_at": FactType.INSTANT,
    "today": FactType.DATE,
}


def fact_is(fact: str, op: str, *value: Any) -> dict[str, Any]:
    return {"fact": fact, "op": op} | ({"value": value[0]} if value else {})


@pytest.mark.parametrize(
    "tree",
    [
        True,
        fact_is("answers.amount", "gt", 1000),
        fact_is("answers.amount", "gt", {"amount": "10", "currency": "EUR"}),
        fact_is(
            "answers.amount", "gte", {"multiply": [{"fact": "answers.count"}, {"fact": "answers.model.cost"}]}
        ),
        fact_is("answers.amount", "gte", {"sum": {"rows": "answers.quotes", "of": "amount"}}),
        fact_is("answers.model", "in", ["air-13", "pro-16"]),
        fact_is("answers.start", "on_or_after", {"add_days": [{"fact": "today"}, 3]}),
        fact_is("answers.start", "between", ["2026-01-01", {"fact": "today"}]),
        fact_is("answers.start", "after", {"max": ["2026-01-01", {"fact": "today"}]}),
        fact_is("ticket.created_at", "before", "2026-01-01T00:00:00Z"),
        fact_is("requester.team", "in", {"fact": "requester.groups"}),
        fact_is("requester.location", "within", ["madrid"]),
        fact_is("requester.is_manager", "is", True),
        fact_is("answers.extras", "any_of", ["mouse"]),
        fact_is("answers.why", "matches", "[A-Z]+"),
        fact_is("answers.quotes", "is_empty"),
        fact_is("answers.model", "is_not", "old-model"),
        {"count": {"rows": "answers.extras"}},
        {"join": {"rows": "answers.quotes", "of": "supplier"}, "with": ", "},
        {"min_by": {"rows": "answers.quotes", "of": "amount", "take": "supplier"}},
        {"if": fact_is("answers.count", "gt", 1), "then": {"fact": "answers.why"}, "else": "none"},
        {"working_days": [{"fact": "today"}, {"fact": "answers.start"}]},
    ],
)
def test_what_makes_sense_has_no_findings(tree: Any) -> None:
    assert check(tree, DECLARED) == []


@pytest.mark.parametrize(
    ("tree", "sentence"),
    [
        (
            fact_is("answers.modle", "is", "x"),
            "fact: “answers.modle” does not exist here; did you mean “answers.model”?",
        ),
        (
            {"all": [True, {"not": fact_is("zzz", "is", "x")}]},
            "all[1].not.fact: “zzz” does not exist here",
        ),
        (
            fact_is("requester.is_manager", "gt", 1),
            "op: “is more than” does not suit “requester.is_manager” (yes or no); "
            "use: is, is_not, is_empty, is_not_empty",
        ),
        (
            fact_is("answers.count", "gt", "many"),
            "value: “answers.count” is compared with another kind of value (text)",
        ),
        (
            fact_is("answers.start", "before", 5),
            "value: “answers.start” is compared with another kind of value (number)",
        ),
        (
            fact_is("ticket.created_at", "before", {"fact": "today"}),
            "value: “ticket.created_at” is compared with another kind of value (date)",
        ),
        (
            fact_is("answers.count", "between", [1, {"fact": "answers.why"}]),
            "value[1]: “answers.count” is compared with another kind of value (text)",
        ),
        (
            fact_is("answers.model", "is", "pro-15"),
            "value: this can never hold: “pro-15” is not among the options",
        ),
        (fact_is("answers.model", "in", []), "value: this can never hold: the list is empty"),
        (fact_is("answers.why", "is", ""), "value: this can never hold: nothing equals empty; use is_empty"),
        (
            fact_is("answers.count", "between", [5, 1]),
            "value: this can never hold: the first value is more than the second",
        ),
        (
            fact_is("answers.count", "is", {"fact": "anwsers.count"}),
            "value.fact: “anwsers.count” does not exist here; did you mean “answers.count”?",
        ),
        ({"add": [1, {"fact": "answers.why"}]}, "add[1]: “add” can't do anything with this (text)"),
        (
            {"add_days": [{"fact": "ticket.created_at"}, 1]},
            "add_days[0]: “add_days” can't do anything with this (date and time)",
        ),
        (
            {"sum": {"rows": "answers.quotes", "of": "amuont"}},
            "sum.of: “amuont” is not a column of “answers.quotes”; did you mean “amount”?",
        ),
        (
            {"sum": {"rows": "answers.quotes", "of": "supplier"}},
            "sum.of: “sum” can't do anything with this (text)",
        ),
        ({"sum": {"rows": "answers.why"}}, "sum.rows: “answers.why” has no rows"),
    ],
)
def test_what_is_doubtful_is_found_with_its_place(tree: Any, sentence: str) -> None:
    assert [finding.words("en") for finding in check(tree, DECLARED)] == [sentence]
    assert [finding.words("es") for finding in check(tree, DECLARED)] != [sentence]


def test_facts_in_finds_facts_of_tests_values_and_rows() -> None:
    rule = {
        "any": [
            fact_is("a", "gt", {"add": [{"fact": "b"}, {"sum": {"rows": "c", "of": "x"}}]}),
            {"not": fact_is("d", "is", {"if": fact_is("e", "is_empty"), "then": {"fact": "f"}, "else": 1})},
        ]
    }
    assert facts_in(rule) == {"a", "b", "c", "d", "e", "f"}


def test_a_rule_is_public_when_all_its_facts_are() -> None:
    assert is_public(fact_is("answers.model", "is", "air-13"), DECLARED)
    assert not is_public(fact_is("answers.model", "is", {"fact": "answers.model.cost"}), DECLARED)
    assert not is_public(fact_is("nobody.knows", "is", "x"), DECLARED)


def test_rows_with_a_private_column_are_not_public() -> None:
    cost = FactDeclaration(FactType.NUMBER, public=False)
    declared = {"rows": FactDeclaration(FactType.ROWS, columns={"name": FactType.TEXT, "cost": cost})}
    assert not is_public({"count": {"rows": "rows"}}, declared)


def test_a_builder_offers_only_what_suits_the_type() -> None:
    names = [operator.name for operator in operators_for(FactType.DATE)]
    assert names == [
        "is", "is_not", "in", "not_in", "between", "before", "after", "on_or_before", "on_or_after",
        "is_empty", "is_not_empty",
    ]  # fmt: skip
