"""What a package refers to must exist."""

from __future__ import annotations

from typing import Any

import pytest
from blueprint_samples import laptop

from ventanilla.core.blueprint import Known, Package, PackageErrors, check, declared_facts, require_sound
from ventanilla.core.rules import FactDeclaration, FactType


def found(document: dict[str, Any], known: Known | None = None) -> dict[str, str]:
    return {
        problem.path: problem.code for problem in check(Package.from_document(document), known or Known())
    }


def go_back(name: str, to: str) -> dict[str, Any]:
    return {"go_back": {"id": name, "to": to}}


def test_ids_are_used_once() -> None:
    document = laptop()
    document["form"].append(document["form"][0])
    document["workflow"].append({"task": {"id": "asset", "team": "it"}})
    assert found(document) == {
        "form[1].section.id": "duplicate_section",
        "form[1].questions[0].id": "duplicate_question",
        "form[1].questions[1].id": "duplicate_question",
        "workflow[4].task.id": "duplicate_block",
    }


def test_rules_values_and_messages_name_what_exists() -> None:
    document = laptop()
    document["audience"] = {"fact": "person.departement", "op": "is", "value": "it"}
    document["form"][0]["questions"][1]["visible_if"] = {
        "all": [
            {"fact": "answers.modle", "op": "is", "value": "x"},
            {"fact": "answers.model", "op": "gt", "value": 3},
        ]
    }
    document["routing"] = [
        {"when": {"fact": "outputs.manager.outcome", "op": "is", "value": "x"}, "team": "it"}
    ]
    document["workflow"][1]["parallel"]["branches"][0][0]["assign_asset"]["model"] = {"fact": "answers.modl"}
    document["workflow"][3]["notify"]["message"]["en"] = (
        "{{ outputs.asset.serail }} {{ today | dat }} {{ 3 }}"
    )
    document["workflow"][0]["approval"]["show"] = ["models"]
    problems = check(Package.from_document(document))
    assert [(problem.path, problem.code) for problem in problems] == [
        ("audience.fact", "unknown_fact"),
        ("form[0].questions[1].visible_if.all[0].fact", "unknown_fact"),
        ("form[0].questions[1].visible_if.all[1].op", "rule"),
        ("routing[0].when.fact", "unknown_fact"),
        ("workflow[0].approval.show[0]", "shows_nothing"),
        ("workflow[1].parallel.branches[0][0].assign_asset.model.fact", "unknown_fact"),
        ("workflow[3].notify.message.en", "unknown_fact"),
        ("workflow[3].notify.message.en", "unknown_format"),
        ("workflow[3].notify.message.en", "bad_placeholder"),
    ]
    assert problems[1].message == "Nothing here is called “answers.modle”. Did you mean “answers.model”?"
    assert problems[1].say("es") == "Aquí nada se llama «answers.modle». ¿Querías decir «answers.model»?"


def test_a_column_is_judged_once_the_list_is_known() -> None:
    document = laptop()
    dear = {"fact": "answers.model.prize", "op": "gt", "value": 1000}
    document["form"][0]["questions"][1]["visible_if"] = dear
    assert found(document) == {}
    known = Known(lists={"laptop-models": {"price": FactType.MONEY}})
    assert found(document, known) == {"form[0].questions[1].visible_if.fact": "unknown_fact"}
    dear["fact"] = "answers.model.price"
    assert found(document, known) == {}


def test_attributes_are_judged_once_they_are_known() -> None:
    document = laptop()
    document["audience"] = {"fact": "person.attributes.grade", "op": "gt", "value": 3}
    assert found(document) == {}
    assert found(document, Known(attributes={})) == {"audience.fact": "unknown_fact"}
    assert found(document, Known(attributes={"grade": FactType.NUMBER})) == {}


def test_questions_that_wait_for_each_other_are_named() -> None:
    document = laptop()
    document["form"][0]["questions"][0]["visible_if"] = {"fact": "answers.reason", "op": "is_not_empty"}
    (problem,) = check(Package.from_document(document))
    assert problem.message.startswith("These questions wait for each other: model → reason → model.")


def test_a_question_may_be_required_by_a_later_one() -> None:
    document = laptop()
    document["form"][0]["questions"][0]["required_if"] = {"fact": "answers.reason", "op": "is_not_empty"}
    assert found(document) == {}


def test_one_goes_back_to_an_earlier_block_around_or_beside() -> None:
    group = {"group": {"id": "g", "blocks": [{"task": {"id": "in", "team": "it"}}, go_back("r", "manager")]}}
    for target in ("in", "g", "manager", "preparation"):
        group["group"]["blocks"][1] = go_back("r", target)
        assert found({**laptop(), "workflow": [*laptop()["workflow"], group]}) == {}


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("ready", "go_back_forward"),
        ("nobody", "go_back_nowhere"),
        ("manager", "go_back_across"),
        ("preparation", "go_back_across"),
        ("asset", "go_back_forward"),
    ],
)
def test_one_does_not_go_back_anywhere_else(target: str, code: str) -> None:
    document = laptop()
    document["workflow"][1]["parallel"]["branches"][1].append(go_back("r", target))
    assert found(document) == {"workflow[1].parallel.branches[1][1].go_back.to": code}


def test_an_outcome_may_lead_back_to_its_own_block() -> None:
    document = laptop()
    document["workflow"][0]["approval"]["on"] = {"rejected": [go_back("r", "manager")]}
    assert found(document) == {}


OWN = {"fact": "outputs.t.good", "op": "is", "value": True}
ASKS = [
    {"id": "good", "type": "yes_no", "label": {"es": "¿Bien?"}},
    {"id": "why", "type": "short_text", "label": {"es": "¿Por qué?"}, "visible_if": OWN},
]
ASKING = {"task": {"id": "t", "team": "it", "asks": ASKS}}


def test_a_blocks_questions_name_each_other_as_answers_not_as_what_it_leaves_behind() -> None:
    document = {**laptop(), "workflow": [ASKING]}
    (problem,) = check(Package.from_document(document), Known())
    assert (problem.path, problem.code) == ("workflow[0].task.asks[1].visible_if", "own_output")
    assert "Write “answers.good”" in problem.message
    right = {"fact": "answers.good", "op": "is", "value": True}
    task = {**ASKING["task"], "asks": [ASKS[0], {**ASKS[1], "visible_if": right}]}
    assert found({**laptop(), "workflow": [{"task": task}]}) == {}


@pytest.mark.parametrize(
    "workflow",
    [
        [{"repeat": {"id": "r", "until": OWN, "blocks": [ASKING]}}],
        [{"task": {"id": "first", "team": "it"}}, ASKING, go_back("again", "first")],
    ],
)
def test_a_block_that_is_done_again_may_know_what_was_answered_the_last_time(workflow: list[Any]) -> None:
    assert found({**laptop(), "workflow": workflow}) == {}


def test_the_facts_of_a_package_have_types() -> None:
    facts = declared_facts(
        Package.from_document(laptop()), Known({"laptop-models": {"price": FactType.MONEY}})
    )
    assert facts["answers.model"] is FactType.CHOICE
    assert facts["answers.model.price"] == FactDeclaration(FactType.MONEY, public=False)
    assert facts["outputs.delivery.date"] is FactType.DATE
    assert facts["outputs.asset.serial"] is FactType.TEXT
    assert facts["outputs.manager.outcome"] is FactType.TEXT
    assert facts["today"] is FactType.DATE


def test_all_problems_can_be_raised_at_once() -> None:
    require_sound(Package.from_document(laptop()))
    document = laptop()
    document["workflow"] += [go_back("r", "x"), go_back("r", "y")]
    with pytest.raises(PackageErrors) as caught:
        require_sound(Package.from_document(document))
    assert len(caught.value.problems) == 3


def test_what_is_marked_for_correction_is_a_question_of_the_form() -> None:
    document = laptop()
    document["workflow"].append({"ask": {"id": "again", "amend": True, "mark": ["model", "nothing"]}})
    document["workflow"].append({"ask": {"id": "plain", "mark": ["model"]}})
    where = len(document["workflow"])
    assert found(document) == {
        f"workflow[{where - 2}].ask.mark[1]": "marks_nothing",
        f"workflow[{where - 1}].ask.mark[0]": "marks_nothing",
    }


def test_what_an_approval_hangs_on_is_a_question_of_the_form() -> None:
    document = laptop()
    seats = [{"role": "requester.manager"}]
    document["workflow"].append({"approval": {"id": "own", "seats": seats, "hangs_on": ["model", "nothing"]}})
    where = len(document["workflow"]) - 1
    assert found(document) == {f"workflow[{where}].approval.hangs_on[1]": "hangs_on_nothing"}


def test_an_answer_that_is_asked_once_for_an_order_is_no_file_and_stands_in_no_line() -> None:
    document = laptop()
    label = {"en": "Photo"}
    document["form"][0]["questions"].append(
        {"id": "photo", "type": "file", "label": label, "shared": "photo"}
    )
    assert list(found(document).values()) == ["shared_here"]
