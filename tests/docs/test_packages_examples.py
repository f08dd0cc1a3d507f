"""The references of the service package say what is true: every example can be published, nothing is left out."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from ventanilla.core.blueprint import Package, check
from ventanilla.core.blueprint.blocks.base import KNOWN as BLOCKS
from ventanilla.core.blueprint.messages import FORMATS
from ventanilla.core.blueprint.package import Package as PackageModel
from ventanilla.core.blueprint.questions.base import KNOWN as QUESTIONS
from ventanilla.core.rules import FUNCTIONS
from ventanilla.core.rules.operators import OPERATORS
from ventanilla.records.catalog.packages.document import read

DOCS = Path(__file__).parents[2] / "docs"
REFERENCES = ("packages.md", "paquetes.md")
GUIDES = ("guide/es.md", "guide/en.md")
FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

HEAD: dict[str, Any] = {
    "schema": 1,
    "service": "example",
    "department": "it",
    "category": "hardware",
    "owner": {"person": "lucia@acme.example", "team": "it-equipment"},
    "title": {"en": "Example"},
}
# What the text says that the examples of blocks stand in.
ASKED = (
    ("model", "short_text"),
    ("amount", "money"),
    ("urgent", "yes_no"),
    ("start_on", "date"),
    ("buddy", "person"),
)


def examples(name: str) -> list[tuple[int, Any]]:
    """The YAML examples of a page: each with its line, as the importer reads it."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, found.start()) + 1, read(f"example:\n{indent(found[1], '  ')}").value["example"])
        for found in FENCE.finditer(text)
    ]


def as_package(example: Any) -> dict[str, Any]:
    """The example in a package around it: it is a package, some of its fields, some questions, or some blocks."""
    if isinstance(example, dict):
        return example if "schema" in example else {**HEAD, **example}
    if all("type" in item for item in example):
        return {**HEAD, "form": [section(example)]}
    asked = [{"id": name, "type": kind, "label": {"en": name}} for name, kind in ASKED]
    return {**HEAD, "form": [section(asked)], "workflow": example}


def section(questions: list[Any]) -> dict[str, Any]:
    return {"section": {"id": "section", "title": {"en": "Section"}}, "questions": questions}


def located(*names: str) -> list[Any]:
    return [pytest.param(example, id=f"{name}:{line}") for name in names for line, example in examples(name)]


@pytest.mark.parametrize("example", located(*REFERENCES, *GUIDES))
def test_every_example_is_sound(example: Any) -> None:
    package = Package.from_document(as_package(example))

    assert [f"{problem.path}: {problem.message}" for problem in check(package)] == []


def test_both_languages_show_the_same_examples() -> None:
    english, spanish = ([example for _, example in examples(name)] for name in REFERENCES)

    assert english == spanish


@pytest.mark.parametrize("name", REFERENCES)
def test_the_reference_names_everything_there_is(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    fields = {field.alias or name for name, field in PackageModel.model_fields.items()}
    words = {*fields, *parts_of(QUESTIONS), *parts_of(BLOCKS), *OPERATORS, *FUNCTIONS, *FORMATS}

    assert {word for word in words if not re.search(rf"[`{{ ]{re.escape(word)}[`: ]", text)} == set()


@pytest.mark.parametrize("name", REFERENCES)
def test_every_outcome_is_told_with_its_block(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    found = re.findall(r"^### (`[^:\n]*`): [^\n]*\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL)
    chapters = {kind: chapter for kinds, chapter in found for kind in re.findall(r"`(\w+)`", kinds)}

    assert chapters.keys() == BLOCKS.keys()
    assert {
        (kind, outcome)
        for kind, block in BLOCKS.items()
        for outcome in block.outcomes
        if f"`{outcome}`" not in chapters[kind]
    } == set()


def parts_of(kinds: dict[str, Any]) -> set[str]:
    """The names of the kinds and of all their fields."""
    fields = {field.alias or name for kind in kinds.values() for name, field in kind.model_fields.items()}
    return {*kinds, *fields}
