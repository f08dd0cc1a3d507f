"""What a for_each goes through."""

from __future__ import annotations

from typing import Any

import pytest
from machine_world import World
from pydantic import ValidationError

from ventanilla.core.blueprint import Known, Package, check

DEAR = {"fact": "row.price", "op": "gt", "value": 3}
CHECK = {"task": {"id": "check", "team": "it"}}


def each(**source: Any) -> dict[str, Any]:
    return {"for_each": {"id": "each", "blocks": [CHECK], **source}}


def reached(**source: Any) -> list[str]:
    """The items for which something is done, by their keys."""
    world = World([each(**source)]).start()
    return sorted(step.key.iteration[0] for step in world.state.open_steps() if step.key.block == "check")


def test_of_rows_only_those_are_gone_through_of_which_the_rule_holds() -> None:
    assert reached(rows="answers.rows", key="id") == ["a", "b"]
    assert reached(rows="answers.rows", key="id", where=DEAR) == ["b"]
    other = {"fact": "row.value", "op": "is", "value": "same"}
    assert len(reached(rows="answers.twice", where=other)) == 2
    assert reached(rows="answers.twice", where={"not": other}) == []


def test_none_of_which_it_holds_is_empty_and_a_rule_that_cannot_be_said_is_a_fault() -> None:
    none = {"fact": "row.price", "op": "gt", "value": 9}
    world = World([each(rows="answers.rows", key="id", where=none)]).start()
    assert world.step("each").outcome == "empty"
    broken = {"fact": "row.price", "op": "gt", "value": {"divide": [1, {"fact": "answers.zero"}]}}
    world = World([each(rows="answers.rows", key="id", where=broken)]).start()
    assert world.step("each").state == "failed"


def test_the_rule_names_columns_of_the_rows() -> None:
    price = {"id": "price", "type": "number", "label": {"es": "Precio"}}
    asked = {"id": "quotes", "type": "rows", "label": {"es": "Ofertas"}, "questions": [price]}
    head = {"schema": 1, "service": "s", "department": "it", "category": "hardware", "title": {"es": "S"}}
    owner = {"person": "a@acme.example", "team": "it"}
    form = [{"section": {"id": "one", "title": {"es": "Uno"}}, "questions": [asked]}]
    document = {**head, "owner": owner, "form": form}
    wrong = {"fact": "row.prize", "op": "gt", "value": 3}
    good = Package.from_document({**document, "workflow": [each(rows="answers.quotes", where=DEAR)]})
    assert check(good, Known()) == []
    bad = Package.from_document({**document, "workflow": [each(rows="answers.quotes", where=wrong)]})
    assert [problem.code for problem in check(bad, Known())] == ["unknown_fact"]
    people = {"fact": "answers.who"}
    with pytest.raises((ValueError, ValidationError), match="write “list” or “rows” too"):
        Package.from_document({**document, "workflow": [each(people=people, where=DEAR)]})
