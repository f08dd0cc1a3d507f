"""What can be wrong with single questions and with the checks between them, in words and with its place."""

from __future__ import annotations

from typing import Any

import pytest

from ventanilla.core.blueprint import Package, check
from ventanilla.core.blueprint.declared import Known, form_scope
from ventanilla.core.blueprint.problems import PackageErrors
from ventanilla.core.rules import FactDeclaration, FactType

HEAD: dict[str, Any] = {
    "schema": 1,
    "service": "example",
    "department": "it",
    "category": "hardware",
    "owner": {"person": "lucia@acme.example", "team": "it-equipment"},
    "title": {"en": "Example"},
}
KNOWN = Known(
    lists={"topics": {"above": FactType.TEXT, "label": FactType.TEXT}},
    attributes={"level": FactType.NUMBER},
    sources={"orders": {"total": FactType.MONEY}, "open": None},
)


def asked(*questions: dict[str, Any], **section: Any) -> dict[str, Any]:
    labelled = [{"label": {"en": "?"}, **item} for item in questions]
    return {
        **HEAD,
        "form": [{"section": {"id": "s", "title": {"en": "S"}}, "questions": labelled, **section}],
    }


def problems(document: dict[str, Any]) -> dict[str, str]:
    try:
        found = check(Package.from_document(document), KNOWN)
    except PackageErrors as errors:
        found = errors.problems
    return {problem.path.removeprefix("form[0]."): problem.code for problem in found}


@pytest.mark.parametrize(
    ("question", "where", "code"),
    [
        ({"id": "q", "type": "time", "min": "8:00"}, "questions[0].min", "bad_time"),
        ({"id": "q", "type": "time", "every": 0}, "questions[0].every", "too_low"),
        ({"id": "q", "type": "date_range", "min_days": 5, "max_days": 2}, "questions[0]", "low_over_high"),
        ({"id": "q", "type": "persons", "min_people": 4, "max_people": 2}, "questions[0]", "low_over_high"),
        ({"id": "q", "type": "rating", "most": 11}, "questions[0].most", "too_high"),
        ({"id": "q", "type": "asset", "of": "team"}, "questions[0].of", "not_one_of"),
        ({"id": "q", "type": "consent"}, "questions[0].text", "missing"),
        ({"id": "q", "type": "consent", "text": {"en": "x"}, "default": True}, "questions[0]", "no_default"),
        ({"id": "q", "type": "secret", "shown_to": []}, "questions[0].shown_to", "too_few"),
        ({"id": "q", "type": "secret", "default": "1234"}, "questions[0]", "no_default"),
        ({"id": "q", "type": "calculated"}, "questions[0].value", "missing"),
        ({"id": "q", "type": "calculated", "value": 1, "required": True}, "questions[0]", "nobody_answers"),
        ({"id": "q", "type": "calculated", "value": "x"}, "questions[0].value", "calculated_type"),
        ({"id": "q", "type": "hidden"}, "questions[0]", "hidden_nowhere"),
        ({"id": "q", "type": "hidden", "default": "x", "required": True}, "questions[0]", "nobody_answers"),
        ({"id": "q", "type": "identifier", "source": "order"}, "questions[0].source", "unknown_source"),
        (
            {"id": "q", "type": "choice", "options": {"source": "nothing"}},
            "questions[0].options.source",
            "unknown_source",
        ),
        (
            {"id": "q", "type": "choice", "options": {"list": "topics", "parent": "over"}},
            "questions[0].options.parent",
            "unknown_column",
        ),
        (
            {"id": "q", "type": "choice", "options": {"list": "topics", "levels": [{"en": "A"}]}},
            "questions[0].options",
            "levels_without_parent",
        ),
        (
            {"id": "q", "type": "calculated", "value": {"add": [{"fact": "answers.q"}, 1]}},
            "questions[0]",
            "cycle",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(question: dict[str, Any], where: str, code: str) -> None:
    assert problems(asked(question)) == {where: code}


def test_a_secret_cannot_be_named_nor_asked_elsewhere() -> None:
    pin = {"id": "pin", "type": "secret"}
    named = {"id": "q", "type": "yes_no", "visible_if": {"fact": "answers.pin", "op": "is_not_empty"}}
    assert problems(asked(pin, named)) == {"questions[1].visible_if.fact": "secret_named"}
    rows = {"id": "rows", "type": "rows", "questions": [{"label": {"en": "?"}, **pin}]}
    assert problems(asked(rows)) == {"questions[0].questions[0]": "secret_place"}
    task = {"task": {"id": "t", "team": "it", "title": {"en": "T"}, "asks": [{"label": {"en": "?"}, **pin}]}}
    assert problems({**HEAD, "workflow": [task]}) == {"workflow[0].task.asks[0].shown_to": "secret_reader"}
    task["task"]["asks"][0]["shown_to"] = ["requested_for", "requester"]  # type: ignore[index]
    assert problems({**HEAD, "workflow": [task]}) == {}
    ask = {"ask": {"id": "t", "title": {"en": "T"}, "asks": task["task"]["asks"]}}
    assert problems({**HEAD, "workflow": [ask]}) == {}
    told = {"notify": {"id": "n", "message": {"en": "{{ outputs.t.pin }}"}}}
    assert "secret_named" in problems({**HEAD, "workflow": [ask, told]}).values()


def test_a_sealed_question_says_until_when_and_asks_only_for_what_can_be_sealed() -> None:
    deadline = {"within": "5 days", "ends": True}
    quote = {"id": "price", "type": "number", "label": {"en": "?"}}

    def found(**more: Any) -> dict[str, str]:
        block = {"id": "a", "title": {"en": "A"}, "sealed_until": "deadline", "asks": [quote], **more}
        return problems({**HEAD, "workflow": [{"ask": block}]})

    here = "workflow[0].ask.sealed_until"
    assert found(deadline=deadline) == {}
    assert found() == found(deadline={"within": "5 days"}) == {here: "sealed_endless"}
    assert found(deadline=deadline, sealed_until="all_answered") == {here: "sealed_alone"}
    assert found(deadline=deadline, amend=True) == {here: "sealed_correction"}
    file = {"id": "plan", "type": "file", "label": {"en": "?"}}
    assert found(deadline=deadline, asks=[quote, file]) == {"workflow[0].ask.asks[1]": "sealed_file"}


def test_checks_name_questions_that_are_there() -> None:
    rule = {"fact": "answers.b", "op": "on_or_after", "value": {"fact": "answers.a"}}
    dates = ({"id": "a", "type": "date"}, {"id": "b", "type": "date"})
    said = {"rule": rule, "message": {"en": "No"}}
    assert problems(asked(*dates, checks=[{**said, "at": "b"}, said])) == {}
    assert problems(asked(*dates, checks=[{**said, "at": "c"}])) == {"checks[0].at": "check_nowhere"}
    lost = {**said, "rule": {**rule, "fact": "answers.c"}}
    assert problems(asked(*dates, checks=[lost])) == {"checks[0].rule.fact": "unknown_fact"}


def test_facts_below_answers_have_types_and_stay_where_they_belong() -> None:
    package = Package.from_document(
        asked(
            {"id": "away", "type": "date_range"},
            {"id": "thing", "type": "asset"},
            {"id": "order", "type": "identifier", "source": "orders"},
            {"id": "free", "type": "identifier", "source": "open"},
            {"id": "sum", "type": "calculated", "holds": "money", "value": {"fact": "answers.order.total"}},
            {"id": "from", "type": "hidden", "from_address": True, "values": ["qr"]},
        )
    )
    scope = form_scope(package, KNOWN)
    assert scope.facts["answers.away.working_days"] == FactType.NUMBER
    assert scope.facts["answers.thing.model"] == FactDeclaration(FactType.CHOICE, public=False)
    assert scope.facts["answers.order.total"] == FactDeclaration(FactType.MONEY, public=False)
    assert scope.facts["answers.order.checked"] == FactDeclaration(FactType.BOOLEAN, public=False)
    assert scope.facts["answers.sum"] == FactType.MONEY
    assert scope.facts["answers.from"] == FactDeclaration(FactType.CHOICE, frozenset({"qr"}))
    assert scope.facts["requester.attributes.level"] == FactDeclaration(FactType.NUMBER, public=False)
    assert scope.knows("answers.free.anything")
    assert not scope.knows("answers.order.anything")
    assert check(package, KNOWN) == []


def test_how_many_rows_may_be_a_value() -> None:
    count = {"id": "n", "type": "number"}
    inner = [{"id": "x", "type": "short_text", "label": {"en": "X"}}]
    rows = {"id": "rows", "type": "rows", "min_rows": {"fact": "answers.n"}, "questions": inner}
    assert problems(asked(count, rows)) == {}
    assert problems(asked(rows)) == {"questions[0].min_rows.fact": "unknown_fact"}
    assert problems(asked(count, {**rows, "min_rows": -1})) == {"questions[1].min_rows": "too_low"}
