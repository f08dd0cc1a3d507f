"""Limits that are worked out: what they may name, and what they have to come to."""

from __future__ import annotations

from typing import Any

from blueprint_samples import laptop

from ventanilla.core.blueprint import Known, Package, PackageErrors, check
from ventanilla.core.rules import FactType

KNOWN = Known(
    lists={"laptop-models": {"cost": FactType.MONEY, "units": FactType.NUMBER, "maker": FactType.TEXT}},
    attributes={"holidays_left": FactType.NUMBER},
)


def asking(*questions: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = laptop()
    document["form"][0]["questions"] += [{"label": {"en": "It"}, **each} for each in questions]
    return document


def said(document: dict[str, Any]) -> list[str]:
    try:
        package = Package.from_document(document)
    except PackageErrors as errors:
        return [f"{problem.path}: {problem.code}" for problem in errors.problems]
    return [f"{problem.path}: {problem.code}" for problem in check(package, KNOWN)]


def test_a_limit_may_be_a_column_an_attribute_or_another_answer() -> None:
    document = asking(
        {"id": "paid", "type": "money", "min": 1, "max": {"fact": "answers.model.cost"}},
        {"id": "days", "type": "number", "max": {"fact": "requested_for.attributes.holidays_left"}},
        {"id": "half", "type": "number", "max": {"divide": [{"fact": "answers.days"}, 2]}},
        {
            "id": "lines",
            "type": "rows",
            "max_rows": {"fact": "answers.days"},
            "questions": [
                {"id": "n", "type": "number", "label": {"en": "N"}, "max": {"fact": "answers.days"}},
                {"id": "m", "type": "number", "label": {"en": "M"}, "max": {"fact": "row.n"}},
            ],
        },
    )
    assert said(document) == []
    package = Package.from_document(document)
    assert Package.from_document(package.to_document()) == package
    asked = package.to_document()["form"][0]["questions"]
    assert (asked[2]["min"], asked[2]["max"]) == (1, {"fact": "answers.model.cost"})


def test_a_limit_that_is_no_number_names_nothing_or_hangs_on_itself_is_refused() -> None:
    here = "form[0].questions"
    assert said(asking({"id": "n", "type": "number", "max": {"fact": "answers.model.maker"}})) == [
        f"{here}[2].max: limit_type"
    ]
    assert said(asking({"id": "n", "type": "number", "max": {"fact": "answers.model.cost"}})) == [
        f"{here}[2].max: limit_type"
    ]
    assert said(asking({"id": "n", "type": "money", "max": {"fact": "answers.model.price"}})) == [
        f"{here}[2].max.fact: unknown_fact"
    ]
    assert said(asking({"id": "n", "type": "money", "min": {"fact": "answers.n"}})) == [f"{here}[2]: cycle"]
    other = {"amount": 5, "currency": "USD"}
    assert said(asking({"id": "n", "type": "money", "max": other})) == [f"{here}[2].max: limit_currency"]
    assert said(asking({"id": "n", "type": "number", "max": {"biggest": [1, 2]}})) == [f"{here}[2].max: rule"]
    assert said(asking({"id": "n", "type": "number", "min": 3, "max": 2})) == [f"{here}[2]: low_over_high"]
    assert said(asking({"id": "n", "type": "number", "max": "many"})) == [f"{here}[2].max: not_number"]


def test_a_form_on_the_way_is_limited_by_what_was_done_before_but_not_by_itself() -> None:
    document = laptop()
    asks = document["workflow"][2]["task"]["asks"]
    asks += [
        {"id": "a", "type": "money", "label": {"en": "A"}, "max": {"fact": "answers.model.cost"}},
        {"id": "b", "type": "money", "label": {"en": "B"}, "max": {"fact": "answers.a"}},
    ]
    assert said(document) == []
    asks.append({"id": "c", "type": "money", "label": {"en": "C"}, "max": {"fact": "outputs.delivery.a"}})
    assert said(document) == ["workflow[2].task.asks[3].max: own_output"]
    asks[-1] = {"id": "c", "type": "number", "label": {"en": "C"}, "max": {"fact": "outputs.delivery.date"}}
    document["workflow"].append({"task": {"id": "later", "team": "it", "asks": [asks.pop()]}})
    assert said(document) == ["workflow[4].task.asks[0].max: limit_type"]


def test_the_words_name_both_kinds_in_both_languages() -> None:
    package = Package.from_document(
        asking({"id": "n", "type": "number", "max": {"fact": "answers.model.maker"}})
    )
    (problem,) = check(package, KNOWN)
    assert problem.say("en").startswith("This limit comes to text, and number is needed")
    assert problem.say("es").startswith("Este límite da texto y hace falta número")
