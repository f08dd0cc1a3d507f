"""Lines whose days overlap: Python and the browser find the same ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ventanilla.records.intake.apart import overlapping, stretch_of

VECTORS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "apart.json").read_text("utf-8"))
FIND = """async (vectors) => {
  const { overlapping, stretchOf } = await import("/forms/apart.js");
  const facts = (row) => Object.fromEntries(Object.entries(row).flatMap(([name, value]) => [
    [`row.${name}`, value],
    ...(value?.from ? [[`row.${name}.from`, value.from], [`row.${name}.to`, value.to]] : []),
  ]));
  return JSON.parse(vectors).map(({ of, rows }) => overlapping(rows.map((row) => stretchOf(of, facts(row)))));
}"""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_python_finds_what_the_vector_says(vector: dict[str, Any]) -> None:
    stretches = [stretch_of(vector["of"], row) for row in vector["rows"]]
    assert overlapping(stretches) == vector["gives"]


def test_the_browser_finds_what_the_vectors_say(rules_page: Page) -> None:
    found = rules_page.evaluate(FIND, json.dumps(VECTORS))
    assert [(each["about"], each["gives"]) for each in VECTORS] == [
        (each["about"], places) for each, places in zip(VECTORS, found, strict=True)
    ]
