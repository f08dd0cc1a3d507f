from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records.intake.asking import TODAY, context, question
from tests.records.intake.test_types import EVERY, FULL
from ventanilla.core.blueprint import Section
from ventanilla.records.intake.conditions import rules
from ventanilla.records.intake.interpret import check, defaults

PRO = {"fact": "answers.model", "op": "is", "value": "pro-16"}
MODEL = question("choice", "model", options={"list": "laptops"}, required=True)
REASON = question("short_text", "reason", visible_if=PRO, required=True)


def test_a_hidden_answer_is_dropped_however_wrong_it_is() -> None:
    checked = check([MODEL, REASON], {"model": "air-13", "reason": {"a": 1}}, context())
    assert (checked.answers, checked.errors, checked.visible) == ({"model": "air-13"}, {}, {"model"})


def test_a_question_that_shows_itself_has_to_be_answered() -> None:
    with translation.override("es"):
        checked = check([MODEL, REASON], {"model": "pro-16"}, context())
    assert checked.errors == {"reason": ["Escribe tu respuesta."]}
    assert checked.required == {"model", "reason"}


def test_questions_are_worked_out_in_the_order_of_their_rules_and_kept_in_that_of_the_form() -> None:
    form = [
        question("short_text", "last", visible_if={"fact": "answers.reason", "op": "is_not_empty"}),
        REASON,
        MODEL,
    ]
    checked = check(form, {"model": "pro-16", "reason": "x", "last": "y"}, context())
    assert list(checked.answers) == ["last", "reason", "model"]
    checked = check(form, {"model": "air-13", "reason": "x", "last": "y"}, context())
    assert list(checked.answers) == ["model"]


def test_a_rule_may_ask_for_a_column_of_the_chosen_list_row() -> None:
    cost = {"fact": "answers.model.cost", "op": "gt", "value": 2000}
    form = [MODEL, question("short_text", "budget", required_if=cost)]
    assert list(check(form, {"model": "pro-16"}, context()).errors) == ["budget"]
    assert check(form, {"model": "air-13"}, context()).ok


def test_unknown_keys_are_refused_by_name() -> None:
    with translation.override("es"):
        checked = check([MODEL], {"model": "air-13", "modle": "x"}, context())
    assert checked.errors == {"modle": ["Este formulario no tiene ninguna pregunta «modle»."]}


def test_a_note_takes_no_answer_and_may_be_hidden() -> None:
    note = question("note", "note", text={"es": "Hola"}, visible_if=PRO)
    assert check([MODEL, note], {"model": "pro-16"}, context()).visible == {"model", "note"}
    assert list(check([note], {"note": "x"}, context()).errors) == ["note"]


def test_white_space_is_no_answer() -> None:
    asked = question("short_text", required=True)
    for raw in (None, "", "  \n", "\x00", [], ["", None]):
        assert list(check([asked], {"q": raw}, context()).errors) == ["q"]


def test_sections_are_read_like_their_questions() -> None:
    section = Section.model_validate({"section": {"id": "s", "title": {"es": "S"}}, "questions": [MODEL]})
    assert check([section], {"model": "air-13"}, context()).answers == {"model": "air-13"}


def test_defaults_come_from_facts_and_from_each_other() -> None:
    form = [
        question("short_text", "twice", default={"join": [{"fact": "answers.name"}, "!"], "with": ""}),
        question("short_text", "name", default={"fact": "requester.name"}),
        question("number", "amount", decimals=3, default=1.234),
        question("date", "day", default={"add_days": [{"fact": "today"}, 1]}),
        question("number", "broken", default={"fact": "requester.name"}),
        question("choice", "model", options={"list": "laptops"}, default="air-13", visible_if={"not": True}),
    ]
    with translation.override("es"):
        assert defaults(form, context(facts={"requester.name": "Ana"})) == {
            "name": "Ana",
            "twice": "Ana!",
            "amount": 1.234,
            "day": "2026-03-03",
            "model": "air-13",
        }


def test_a_default_counts_when_the_key_isnt_there_and_not_when_it_was_emptied() -> None:
    asked = question("short_text", default="hola")
    assert check([asked], {}, context()).answers == {"q": "hola"}
    assert check([asked], {"q": ""}, context()).answers == {}


def test_rules_for_a_browser_hold_nothing_that_isnt_public() -> None:
    form = [
        MODEL,
        REASON,
        question(
            "short_text", "budget", required_if={"fact": "answers.model.cost", "op": "gt", "value": 2000}
        ),
        question(
            "short_text", "here", visible_if={"fact": "requester.department", "op": "is", "value": "it"}
        ),
        question(
            "short_text", "grade", visible_if={"fact": "requester.attributes.grade", "op": "is", "value": "A"}
        ),
        question("date", "day", min={"fact": "today"}),
    ]
    facts = {"requester.department": "it", "requester.attributes.grade": "A", "requester.cost_centre": "9"}
    told = rules(form, context(facts=facts))
    assert told["facts"] == {"requester.department": "it", "today": TODAY.isoformat()}
    assert told["server"] == ["budget", "grade"]
    assert told["questions"][1] == {"id": "reason", "type": "short_text", "visible_if": PRO, "required": True}
    assert "cost" not in json.dumps(told)
    assert 'grade": "A' not in json.dumps(told)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from([*FULL, "note", "zzz", ""])
ROW = st.dictionaries(st.sampled_from(["supplier", "amount", "why", "model", "x"]), ANYTHING, max_size=4)

RAW = st.dictionaries(NAMES, ANYTHING | st.lists(ROW, max_size=3), max_size=8)


@settings(max_examples=300, deadline=None)
@given(
    raw=st.dictionaries(NAMES, ANYTHING | st.lists(ROW, max_size=3), max_size=8),
    language=st.sampled_from(["es", "en"]),
)
def test_whatever_comes_in_there_are_only_errors_and_answers_that_read_as_themselves(
    raw: dict[str, Any], language: str
) -> None:
    with translation.override(language):
        checked = check(EVERY, raw, context())
        again = check(EVERY, json.loads(json.dumps(checked.answers)), context())
    assert {name: again.answers[name] for name in checked.answers} == checked.answers
    assert all(text for texts in checked.errors.values() for text in texts)


@settings(max_examples=100, deadline=None)
@given(raw=ANYTHING)
def test_what_is_no_object_at_all_is_an_empty_form(raw: Any) -> None:
    assert "short" in check(EVERY, raw, context()).errors


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_error_is_said_in_the_language_of_who_reads_it(language: str) -> None:
    with translation.override(language):
        first = check(EVERY, {}, context()).errors["short"]
    assert first == [{"es": "Escribe tu respuesta.", "en": "Write your answer."}[language]]


NOT_LESS = {"fact": "row.last", "op": "gte", "value": {"fact": "row.first"}}
LINES = {
    "questions": [question("number", "first"), question("number", "last")],
    "checks": [{"rule": NOT_LESS, "message": {"es": "Al revés.", "en": "Wrong way round."}, "at": "last"}],
}


def test_what_has_to_hold_in_a_line_is_said_at_its_question() -> None:
    lines = [{"first": 1, "last": 2}, {"first": 3, "last": 2}, {"first": 3}, {}]
    with translation.override("en"):
        checked = check([question("rows", "spans", **LINES)], {"spans": lines}, context())
    assert checked.errors == {"spans.1.last": ["Wrong way round."]}
    assert checked.broken == ["spans.1.0"]


def test_a_browser_is_told_the_checks_that_it_may_judge_and_of_the_others_only_the_words() -> None:
    secret = {"fact": "answers.model.cost", "op": "lt", "value": {"fact": "answers.limit"}}
    public = {"fact": "answers.limit", "op": "gt", "value": 1}
    section = Section.model_validate(
        {
            "section": {"id": "s", "title": {"en": "S"}},
            "questions": [MODEL, question("number", "limit"), question("rows", "spans", **LINES)],
            "checks": [
                {"rule": public, "message": {"en": "More."}, "at": "limit"},
                {"rule": secret, "message": {"en": "Too dear."}},
            ],
        }
    )
    with translation.override("en"):
        told = rules([section], context())
        checked = check([section], {"model": "pro-16", "limit": 5}, context())
    assert told["checks"] == [
        {
            "at": "limit",
            "message": "More.",
            "of": ["answers.limit"],
            "needs": ["answers.limit"],
            "rule": public,
        },
        {
            "at": "",
            "message": "Too dear.",
            "of": ["answers.limit", "answers.model.cost"],
            "needs": ["answers.limit", "answers.model.cost"],
        },
    ]
    group = next(each for each in told["questions"] if each["id"] == "spans")
    assert group["checks"][0]["rule"] == NOT_LESS
    assert (checked.errors, checked.broken) == ({"": ["Too dear."]}, ["1"])


def test_a_browser_works_with_the_public_columns_of_a_list_and_never_sees_the_others() -> None:
    pro = {"fact": "answers.model.pro", "op": "is", "value": True}
    dear = {"fact": "answers.model.cost", "op": "gt", "value": 2000}
    inner = [
        MODEL,
        question("short_text", "why", visible_if={"fact": "row.model.pro", "op": "is", "value": True}),
    ]
    changing = question(
        "choice",
        "other",
        options={
            "list": "laptops",
            "where": {"fact": "row.pro", "op": "is", "value": {"fact": "answers.old"}},
        },
    )
    form = [
        MODEL,
        question("short_text", "reason", visible_if=pro),
        question("short_text", "budget", visible_if=dear),
        question("rows", "more", questions=inner),
        question("yes_no", "old"),
        changing,
        question("short_text", "again", visible_if={"fact": "answers.other.pro", "op": "is", "value": True}),
    ]
    told = rules(form, context())
    assert told["columns"] == {
        "model": {"air-13": {"pro": False}, "pro-16": {"pro": True}},
        "more.model": {"air-13": {"pro": False}, "pro-16": {"pro": True}},
    }
    assert told["server"] == ["budget", "other", "again"]
    assert "2499" not in json.dumps(told)
