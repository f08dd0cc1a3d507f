"""Placeholders name what is known where they stand, and stand where something is filled in."""

from __future__ import annotations

from typing import Any

import pytest
from blueprint_samples import laptop

from ventanilla.core.blueprint import Package, check

VISITORS = {
    "id": "visitors",
    "type": "rows",
    "label": {"en": "Visitors"},
    "questions": [{"id": "town", "type": "short_text", "label": {"en": "Town"}}],
}
NAMING = {"en": "To {{ item.town }}."}


def problems(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(found.path, found.code) for found in check(Package.from_document(document))]


def with_blocks(*blocks: dict[str, Any]) -> dict[str, Any]:
    document = laptop()
    document["form"][0]["questions"].append(VISITORS)
    return {**document, "workflow": list(blocks)}


@pytest.mark.parametrize(
    ("kind", "block", "field"),
    [
        ("task", {"id": "b", "team": "it", "instructions": NAMING}, "instructions"),
        ("ask", {"id": "b", "instructions": NAMING}, "instructions"),
        ("notify", {"id": "b", "message": NAMING}, "message"),
        ("notify", {"id": "b", "message": {"en": "Hello"}, "subject": NAMING}, "subject"),
        ("document", {"id": "b", "heading": {"en": "Letter"}, "body": NAMING}, "body"),
        ("resolve", {"id": "b", "message": NAMING}, "message"),
        ("cancel", {"id": "b", "outcome": "declined", "message": NAMING}, "message"),
        ("grant", {"id": "b", "access": "vpn", "label": NAMING}, "label"),
    ],
)
def test_what_a_block_fills_in_is_known_there(kind: str, block: dict[str, Any], field: str) -> None:
    assert problems(with_blocks({kind: block})) == [(f"workflow[0].{kind}.{field}.en", "unknown_fact")]
    loop = {"for_each": {"id": "each", "rows": "answers.visitors", "blocks": [{kind: block}]}}
    assert problems(with_blocks(loop)) == []


def test_the_item_of_a_loop_is_not_known_behind_it_nor_a_column_that_its_rows_lack() -> None:
    inside = {"task": {"id": "in", "team": "it", "instructions": {"en": "{{ item.twon }}"}}}
    loop = {"for_each": {"id": "each", "rows": "answers.visitors", "blocks": [inside]}}
    behind = {"task": {"id": "out", "team": "it", "instructions": NAMING}}
    assert problems(with_blocks(loop, behind)) == [
        ("workflow[0].for_each.blocks[0].task.instructions.en", "unknown_fact"),
        ("workflow[1].task.instructions.en", "unknown_fact"),
    ]


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"title": {"en": "For {{ requester.name }}"}}, "title.en"),
        ({"next_steps": {"en": "Wait, {{requested_for.name}}"}}, "next_steps.en"),
        (
            {"workflow": [{"task": {"id": "t", "team": "it", "title": {"en": "{{ answers.model }}"}}}]},
            "workflow[0].task.title.en",
        ),
        (
            {"workflow": [{"grant": {"id": "g", "access": "{{ answers.model }}", "label": {"en": "VPN"}}}]},
            "workflow[0].grant.access",
        ),
    ],
)
def test_where_nothing_is_filled_in_a_placeholder_is_a_mistake(document: dict[str, Any], path: str) -> None:
    (problem,) = check(Package.from_document({**laptop(), **document}))
    assert (problem.path, problem.code) == (path, "placeholder_here")
    assert "isn't filled in here" in problem.message
    assert "{fact: " in problem.say("es")


def test_braces_that_name_no_fact_may_be_meant() -> None:
    assert problems({**laptop(), "description": {"en": "Write {{name}} into the template."}}) == []


def test_the_words_for_a_row_name_its_columns() -> None:
    def choosing(value: str, label: str) -> dict[str, Any]:
        options = {"rows": "answers.visitors", "value": value, "label": {"en": label}}
        asked = {"id": "who", "type": "choice", "label": {"en": "Who?"}, "options": options}
        return with_blocks({"task": {"id": "t", "team": "it", "asks": [asked]}})

    place = "workflow[0].task.asks[0].options"
    assert problems(choosing("town", "{{ row.town }}")) == []
    assert problems(choosing("town", "{{ row.twon }}")) == [(f"{place}.label.en", "unknown_fact")]
    assert problems(choosing("town", "{{ answers.model }}")) == [(f"{place}.label.en", "unknown_fact")]
    assert problems(choosing("twon", "{{ row.town }}")) == [(f"{place}.value", "unknown_column")]
