"""A rule called impossible is never satisfied, whatever the facts; the plain contradictions are found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.core.rules import FactType, evaluate
from ventanilla.engines.workflow.machine.lint.domains import Domain, Domains
from ventanilla.engines.workflow.machine.lint.possible import impossible, inevitable

OPTIONS = ("red", "green", "blue")
NUMBERS = st.one_of(st.integers(-3, 6), st.decimals(-3, 6, places=1))
DAYS = st.dates(date(2027, 1, 1), date(2027, 1, 6))
INSTANTS = st.integers(0, 5).map(lambda step: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(microseconds=step))
LABELS = st.sampled_from([*OPTIONS, "RED", "spain", "spain/madrid", "x"])
MONEY = st.fixed_dictionaries({"amount": NUMBERS, "currency": st.sampled_from(["EUR", "USD"])})

DOMAINS = Domains(
    {
        "answers.number": Domain(FactType.NUMBER),
        "answers.whole": Domain(FactType.NUMBER, whole=True, low=Decimal(0), high=Decimal(5)),
        "answers.money": Domain(FactType.MONEY),
        "answers.day": Domain(FactType.DATE),
        "answers.at": Domain(FactType.INSTANT),
        "answers.flag": Domain(FactType.BOOLEAN),
        "answers.choice": Domain(FactType.CHOICE, frozenset(OPTIONS)),
        "answers.text": Domain(FactType.TEXT),
        "answers.place": Domain(FactType.LOCATION),
        "answers.several": Domain(FactType.CHOICES, frozenset(OPTIONS)),
        "answers.unknown": Domain(),
    },
    {},
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "answers.number": NUMBERS.map(Decimal),
    "answers.whole": st.integers(0, 5).map(Decimal),
    "answers.money": MONEY,
    "answers.day": DAYS,
    "answers.at": INSTANTS,
    "answers.flag": st.booleans(),
    "answers.choice": st.sampled_from(OPTIONS),
    "answers.text": LABELS,
    "answers.place": st.sampled_from(["spain", "spain/madrid", "france"]),
    "answers.several": st.lists(st.sampled_from(OPTIONS), unique=True, min_size=1),
    "answers.unknown": st.one_of(NUMBERS, LABELS, DAYS, MONEY, st.booleans()),
}
CONSTANTS: dict[str, st.SearchStrategy[Any]] = {
    **VALUES,
    "answers.number": NUMBERS.map(float),
    "answers.whole": st.integers(-2, 7),
    "answers.money": st.one_of(MONEY, NUMBERS),
    "answers.day": DAYS.map(date.isoformat),
    "answers.at": INSTANTS.map(datetime.isoformat),
    "answers.several": st.sampled_from(OPTIONS),
}
ONE = ("is", "is_not", "gt", "gte", "lt", "lte", "before", "after", "on_or_before", "on_or_after")
ONE_TEXT = ("contains", "not_contains", "starts_with", "ends_with")
LISTED = ("in", "not_in", "any_of", "all_of", "within")


@st.composite
def some_test(draw: st.DrawFn) -> dict[str, Any]:
    fact = draw(st.sampled_from(sorted(VALUES)))
    operator = draw(st.sampled_from([*ONE, *ONE_TEXT, *LISTED, "between", "is_empty", "is_not_empty"]))
    if operator.endswith("empty"):
        return {"fact": fact, "op": operator}
    constant = CONSTANTS[fact]
    if operator == "between":
        return {"fact": fact, "op": operator, "value": [draw(constant), draw(constant)]}
    if operator in LISTED:
        return {"fact": fact, "op": operator, "value": draw(st.lists(constant, max_size=3))}
    return {"fact": fact, "op": operator, "value": draw(constant)}


RULES = st.recursive(
    st.one_of(some_test(), st.booleans()),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
FACTS = st.fixed_dictionaries({fact: st.one_of(st.none(), value) for fact, value in VALUES.items()})


@settings(max_examples=150, deadline=None)
@given(RULES, st.lists(FACTS, min_size=5, max_size=5))
def test_what_is_called_impossible_or_inevitable_is(rule: Any, worlds: list[dict[str, Any]]) -> None:
    never, always = impossible(rule, DOMAINS), inevitable(rule, DOMAINS)
    for facts in worlds:
        held = evaluate(rule, facts)
        assert not (never and held)
        assert not (always and not held)


@settings(max_examples=100, deadline=None)
@given(st.lists(some_test(), min_size=2, max_size=3), st.lists(FACTS, min_size=8, max_size=8))
def test_tests_on_one_fact_are_never_called_contradictory_when_they_are_not(
    parts: list[dict[str, Any]], worlds: list[dict[str, Any]]
) -> None:
    same_fact = [{**part, "fact": parts[0]["fact"]} for part in parts if part["fact"] == parts[0]["fact"]]
    if impossible({"all": same_fact}, DOMAINS):
        assert not any(evaluate({"all": same_fact}, facts) for facts in worlds)


def holds(fact: str, operator: str, value: Any) -> dict[str, Any]:
    return {"fact": f"answers.{fact}", "op": operator, "value": value}


def empty(fact: str, operator: str) -> dict[str, Any]:
    return {"fact": f"answers.{fact}", "op": operator}


@pytest.mark.parametrize(
    "rule",
    [
        False,
        {"all": [holds("choice", "is", "red"), holds("choice", "is", "blue")]},
        {"all": [*(holds("choice", "is_not", name) for name in OPTIONS), empty("choice", "is_not_empty")]},
        {"all": [holds("number", "gt", 5), holds("number", "lt", 5)]},
        {"all": [holds("whole", "gt", 3), holds("whole", "lt", 4)]},
        holds("whole", "gt", 5),
        {"all": [holds("day", "before", "2027-01-02"), holds("day", "after", "2027-01-01")]},
        {"all": [holds("flag", "is", True), empty("flag", "is_empty")]},
        {"all": [holds("several", "contains", "red"), {"not": holds("several", "any_of", ["red", "blue"])}]},
        {"all": [holds("text", "is", "blue"), holds("text", "starts_with", "r")]},
        {
            "not": {
                "any": [
                    holds("number", "gte", 2),
                    holds("number", "lte", 2),
                    empty("number", "is_empty"),
                ]
            }
        },
        holds("place", "in", []),
    ],
)
def test_contradictions_are_found(rule: Any) -> None:
    assert impossible(rule, DOMAINS)


@pytest.mark.parametrize(
    "rule",
    [
        {"all": [holds("number", "gt", 4), holds("number", "lt", 5)]},
        {"all": [holds("day", "after", "2027-01-01"), holds("day", "before", "2027-01-03")]},
        {"all": [holds("choice", "is_not", name) for name in OPTIONS]},
        {"all": [holds("text", "is", "RED"), holds("text", "starts_with", "r")]},
        {"all": [holds("unknown", "is", "a"), holds("unknown", "is", "b")]},
        {
            "all": [
                holds("number", "gt", {"fact": "answers.whole"}),
                holds("number", "lt", {"fact": "answers.whole"}),
            ]
        },
    ],
)
def test_what_may_hold_is_let_pass(rule: Any) -> None:
    assert not impossible(rule, DOMAINS)


def test_an_answer_means_that_its_question_was_shown() -> None:
    shown = {"answers.flag": holds("choice", "is", "red")}
    domains = Domains(DOMAINS.of, shown)
    assert impossible({"all": [holds("flag", "is", True), holds("choice", "is", "blue")]}, domains)
    assert not impossible({"all": [holds("flag", "is_not", True), holds("choice", "is", "blue")]}, domains)


def test_what_the_day_said_when_it_was_asked_may_have_changed_since() -> None:
    shown = {"answers.flag": {"fact": "today", "op": "before", "value": "2027-01-01"}}
    domains = Domains({**DOMAINS.of, "today": Domain(FactType.DATE)}, shown)
    later = {"fact": "today", "op": "after", "value": "2027-02-01"}
    assert not impossible({"all": [holds("flag", "is", True), later]}, domains)
