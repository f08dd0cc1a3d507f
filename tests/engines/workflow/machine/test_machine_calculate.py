"""What is worked out on the way, and rules about people that ask about the request too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from machine_world import World

from ventanilla.core.rules import evaluate
from ventanilla.engines.workflow.machine.filling import about_request, filled_in

LIMIT = {"fact": "person.attributes.limit", "op": "gte", "value": {"fact": "answers.total"}}


def calculated(*values: dict[str, Any]) -> World:
    return World([{"calculate": {"id": "sums", "values": list(values)}}]).start()


def test_what_is_worked_out_is_there_for_what_follows_and_money_comes_to_whole_cents() -> None:
    third = {"divide": [{"amount": "10.00", "currency": "EUR"}, 3]}
    prices = {"sum": {"rows": "answers.rows", "of": "price"}}
    world = calculated(
        {"id": "sum", "value": prices},
        {"id": "third", "holds": "money", "value": third},
        {"id": "nothing", "holds": "money", "value": {"sum": {"rows": "answers.none", "of": "price"}}},
    )
    left = world.step("sums").outputs
    assert Decimal(str(left["sum"])) == 7
    assert left["third"] == {"amount": "3.33", "currency": "EUR"}
    assert left["nothing"] == {"amount": "0.00", "currency": "EUR"}


def test_it_is_worked_out_for_each_item_and_a_rule_can_test_it() -> None:
    doubled = {
        "calculate": {
            "id": "double",
            "values": [{"id": "price", "value": {"multiply": [{"fact": "item.price"}, 2]}}],
        }
    }
    dear = {
        "when": {"fact": "outputs.double.price", "op": "gt", "value": 7},
        "blocks": [{"task": {"id": "ask", "team": "it"}}],
    }
    each = {
        "id": "each",
        "rows": "answers.rows",
        "key": "id",
        "blocks": [doubled, {"branch": {"id": "dear", "cases": [dear]}}],
    }
    world = World([{"for_each": each}]).start()
    assert [step.key.iteration for step in world.state.open_steps() if step.key.block == "ask"] == [("b",)]


def test_what_cannot_be_worked_out_is_a_fault_of_the_step() -> None:
    world = calculated({"id": "odd", "value": {"divide": [1, {"fact": "answers.zero"}]}})
    assert world.step("sums").state == "failed"


@pytest.mark.parametrize(("limit", "total", "may"), [(500, 400, True), (500, 500, True), (500, 501, False)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_rule_over_a_person_knows_the_request(limit: int, total: int, may: bool, turned: bool) -> None:
    rule = (
        {"fact": "answers.total", "op": "lte", "value": {"fact": "person.attributes.limit"}}
        if turned
        else LIMIT
    )
    filled = filled_in(rule, lambda value: total)
    assert evaluate(filled, {"person.attributes.limit": limit}) is may


def test_what_asks_only_about_the_request_is_decided_at_once() -> None:
    grade = {"fact": "person.attributes.grade", "op": "gte", "value": 4}
    small = {"fact": "answers.total", "op": "lte", "value": 300}
    asked: list[Any] = []

    def compute(value: Any) -> bool:
        asked.append(value)
        return False

    filled = filled_in({"any": [{"all": [grade, small]}, {"not": small}]}, compute)
    assert filled == {"any": [{"all": [grade, False]}, {"not": False}]}
    assert len(asked) == 2
    assert (about_request(grade), about_request(filled), about_request(LIMIT)) == (False, False, True)
