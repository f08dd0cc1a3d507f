"""What has to hold among the answers that a block asks for."""

from __future__ import annotations

from typing import Any

from blueprint_samples import laptop

from ventanilla.core.blueprint import Package, check


def delivering(*checks: dict[str, Any], **more: Any) -> dict[str, Any]:
    document: dict[str, Any] = laptop()
    task = document["workflow"][2]["task"]
    task["asks"].append({"id": "back_on", "type": "date", "label": {"en": "Back on"}})
    task["checks"] = [{"message": {"en": "No."}, **each} for each in checks]
    task.update(more)
    return document


def said(document: dict[str, Any]) -> list[str]:
    return [f"{problem.path}: {problem.code}" for problem in check(Package.from_document(document))]


LATER = {"fact": "answers.back_on", "op": "after", "value": {"fact": "answers.date"}}


def test_it_compares_what_is_asked_with_each_other_and_with_what_is_known() -> None:
    approved = {"fact": "outputs.manager.outcome", "op": "is", "value": "approved"}
    model = {"fact": "answers.model", "op": "is", "value": "air-13"}
    document = delivering({"rule": LATER, "at": "back_on"}, {"rule": {"any": [approved, model, LATER]}})
    assert said(document) == []
    package = Package.from_document(document)
    assert Package.from_document(package.to_document()) == package
    assert package.to_document()["workflow"][2]["task"]["checks"][0]["at"] == "back_on"


def test_what_it_names_has_to_be_there() -> None:
    here = "workflow[2].task.checks[0]"
    nothing = {"fact": "answers.back", "op": "after", "value": {"fact": "answers.date"}}
    assert said(delivering({"rule": nothing})) == [f"{here}.rule.fact: unknown_fact"]
    assert said(delivering({"rule": LATER, "at": "model"})) == [f"{here}.at: check_nowhere"]
    mixed = {"fact": "answers.back_on", "op": "after", "value": 3}
    assert said(delivering({"rule": mixed})) == [f"{here}.rule.value: rule"]
    own = {"fact": "outputs.delivery.date", "op": "is_not_empty"}
    assert said(delivering({"rule": own})) == [f"{here}.rule: own_output"]


def test_without_questions_there_is_nothing_to_compare() -> None:
    document = delivering({"rule": {"fact": "answers.model", "op": "is_not_empty"}}, asks=[])
    document["workflow"][3] = {"task": {"id": "last", "team": "it"}}
    assert said(document) == ["workflow[2].task.checks[0]: checks_nothing"]
