"""A package from its document and back, and what is said when it isn't one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from blueprint_samples import everything, laptop
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from ventanilla.core.blueprint import (
    Duration,
    Package,
    PackageErrors,
    check,
    elements,
    find_block,
    questions,
    walk,
)
from ventanilla.core.blueprint.blocks.base import KNOWN as BLOCKS
from ventanilla.core.blueprint.durations import LONGEST, MOST_MONTHS, UNITS
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions.base import KNOWN as ELEMENTS
from ventanilla.core.blueprint.wording import WORDS


@pytest.mark.parametrize("document", [laptop(), everything()], ids=["laptop", "everything"])
def test_a_document_comes_back_as_it_was(document: dict[str, Any]) -> None:
    package = Package.from_document(document)
    written = package.to_document()
    assert Package.from_document(written) == package
    assert json.loads(json.dumps(written)) == document


def test_the_sample_has_every_question_and_every_block() -> None:
    package = Package.from_document(everything())
    assert {element.type for element in elements(package.form)} == ELEMENTS.keys()
    assert {block.type for block in walk(package.workflow)} == BLOCKS.keys() - {"unknown"}
    assert check(package) == []


def test_keys_come_in_a_fixed_order_whatever_the_order_was() -> None:
    document = everything()
    shuffled = dict(sorted(document.items(), key=lambda item: str(item)[::-1]))
    assert list(Package.from_document(shuffled).to_document()) == list(
        Package.from_document(document).to_document()
    )
    question = Package.from_document(laptop()).to_document()["form"][0]["questions"][1]
    assert list(question) == ["id", "type", "label", "visible_if", "required"]


def test_the_questions_and_blocks_are_found() -> None:
    package = Package.from_document(laptop())
    assert [question.id for question in questions(package.form)] == ["model", "reason"]
    assert [block.id for block in walk(package.workflow)] == [
        "manager", "preparation", "asset", "buy", "workplace", "delivery", "ready",
    ]  # fmt: skip
    found = find_block(package.workflow, "buy")
    assert found is not None
    assert found.shown_title == {"en": "Task", "es": "Tarea"}


def test_a_package_that_says_little_has_sensible_defaults() -> None:
    document = {
        key: laptop()[key] for key in ("schema", "service", "department", "category", "owner", "title")
    }
    package = Package.from_document(document)
    assert (package.kind, package.requested_for, package.confidential, package.impact) == (
        "request", "self", False, "medium",
    )  # fmt: skip
    assert package.audience == {"fact": "person.organization_kind", "op": "is", "value": "internal"}
    assert package.to_document() == document


@given(st.integers(1, MOST_MONTHS) | st.integers(1, LONGEST), st.sampled_from(UNITS))
def test_a_duration_reads_what_it_writes(amount: int, unit: str) -> None:
    assume(unit != "months" or amount <= MOST_MONTHS)
    duration = Duration.model_validate({unit: amount})
    assert Duration.parse(str(duration)) == duration
    assert (duration.amount, duration.unit) == (amount, unit)


@pytest.mark.parametrize(
    "wrong",
    ["", "5", "soon", "0 days", "-1 days", "1.5 hours", "5 weeks", {"days": 0}, {"days": True}, 5, None],
)
def test_what_is_no_duration_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError, match="is not a length of time"):
        Duration.model_validate(wrong)


def problems(document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(PackageErrors) as caught:
        Package.from_document(document)
    return {problem.path: problem.message for problem in caught.value.problems}


def test_every_problem_names_its_place_and_what_to_do() -> None:
    document = laptop()
    document["titel"] = "x"
    document["summary"] = "Just text"
    del document["owner"]["team"]
    document["form"][0]["questions"][1]["lable"] = {}
    document["form"][0]["questions"][0]["type"] = "select"
    document["workflow"][0]["approval"]["on"] = {"answered": []}
    document["workflow"][1]["parallel"]["branches"][1][0]["task"]["due"] = "soon"
    assert problems(document) == {
        "titel": "“titel” is not known here. Did you mean “title”?",
        "summary": "Say which language the text is in, as in {en: Just text}.",
        "owner.team": "“team” is missing here: add it.",
        "form[0].questions[1].lable": "“lable” is not known here. Did you mean “label”?",
        "form[0].questions[0]": "“select” is not a kind that exists here. Known kinds: "
        + ", ".join(ELEMENTS)
        + ".",
        "workflow[0].approval": "A block of kind approval never ends with “answered”. "
        "It ends with: approved, rejected, returned, expired.",
        "workflow[1].parallel.branches[1][0].task.due": "“soon” is not a length of time: write “30 minutes”, "
        "“4 business hours”, “5 business days”, “1 month”, or {business_days: 5}.",
    }


@pytest.mark.parametrize(
    ("block", "path", "message"),
    [
        ({"nap": {"id": "a"}}, "workflow[0]", "“nap” is not a kind"),
        ({"task": {"id": "a"}, "ask": {"id": "b"}}, "workflow[0]", "Write exactly one kind here"),
        ({"task": {"id": "a~b", "team": "it"}}, "workflow[0].task.id", "Write an id: small letters"),
        ({"task": {"id": "a"}}, "workflow[0].task", "Write exactly one of team, person, holder here."),
        ({"wait": {"id": "a"}}, "workflow[0].wait", "Write exactly one of for, until, when, message here."),
        ({"approval": {"id": "a", "seats": []}}, "workflow[0].approval.seats", "This needs at least 1."),
        ({"approval": {"id": "a", "seats": [{}]}}, "workflow[0].approval.seats[0]", "Say who sits here"),
        (
            {"approval": {"id": "a", "need": 2, "seats": [{"lead_of": "it"}]}},
            "workflow[0].approval",
            "2 seats have to",
        ),
        (
            {"parallel": {"id": "a", "join": 3, "branches": [[]]}},
            "workflow[0].parallel",
            "The join waits for 3",
        ),
        (
            {"go_back": {"id": "a", "to": "b", "max": 0}},
            "workflow[0].go_back.max",
            "This must be at least 1.",
        ),
        ({"cancel": {"id": "a", "outcome": "x"}}, "workflow[0].cancel.outcome", "Choose one of:"),
    ],
)
def test_blocks_that_cannot_be_are_refused(block: dict[str, Any], path: str, message: str) -> None:
    found = problems({**laptop(), "workflow": [block]})
    assert list(found) == [path]
    assert found[path].startswith(message)


@pytest.mark.parametrize(
    ("question", "below", "message"),
    [
        ({"type": "short_text", "min_length": 9, "max_length": 2}, "", "9 is more than 2"),
        (
            {"type": "short_text", "pattern": {"regex": "(", "message": {"en": "x"}}},
            ".pattern.regex",
            "This pattern",
        ),
        ({"type": "number", "min": "many"}, ".min", "Write a number here."),
        ({"type": "money", "currency": "euro"}, ".currency", "Write a currency of three letters"),
        ({"type": "choice", "options": []}, ".options", "This needs at least 1."),
        (
            {"type": "choice", "options": [{"value": "a", "label": {"en": "A"}}] * 2},
            ".options",
            "The option “a” is there twice",
        ),
        ({"type": "yes_no", "visible_if": {"fact": "x", "op": "near"}}, ".visible_if", "op: "),
        ({"type": "yes_no", "label": {}}, ".label", "Write the text in at least one language"),
        ({"type": "yes_no", "label": {"en": " "}}, ".label", "The text in “en” is empty"),
        ({"type": "yes_no", "required": "perhaps"}, ".required", "Write true or false here."),
    ],
)
def test_questions_that_cannot_be_are_refused(question: dict[str, Any], below: str, message: str) -> None:
    document = laptop()
    document["form"][0]["questions"] = [{"id": "a", "label": {"en": "A"}, **question}]
    document["workflow"] = []
    found = problems(document)
    assert list(found) == [f"form[0].questions[0]{below}"]
    assert next(iter(found.values())).startswith(message)


def test_every_wording_exists_in_both_languages_and_takes_the_same_parameters() -> None:
    for code, words in WORDS.items():
        assert words.keys() == {"en", "es"}
        english = Problem((), code, {}).say("en")
        spanish = Problem((), code, {}).say("es")
        assert bool(english) == bool(spanish)
