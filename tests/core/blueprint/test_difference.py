"""What differs between two packages is told by ids, not by positions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.blueprint.difference import Difference, How, differences

MODEL = {"id": "model", "type": "choice", "label": {"es": "Modelo", "en": "Model"}}
REASON = {"id": "reason", "type": "long_text", "label": {"es": "Motivo"}}
PLACE = {"id": "place", "type": "location", "label": {"es": "Lugar"}}


def form(*questions):
    return {"form": [{"section": {"id": "all"}, "questions": list(questions)}]}


def test_a_question_put_above_is_one_addition():
    found = differences(form(MODEL, REASON), form(PLACE, MODEL, REASON))
    assert found == [Difference(How.ADDED, ("form", "all", "questions", "place"), None, PLACE)]


def test_a_text_that_changed_is_named_with_its_language():
    renamed = {**MODEL, "label": {"es": "¿Qué modelo?", "en": "Model"}}
    assert differences(form(MODEL), form(renamed)) == [
        Difference(
            How.CHANGED, ("form", "all", "questions", "model", "label", "es"), "Modelo", "¿Qué modelo?"
        )
    ]


def test_a_rule_is_told_as_a_whole():
    old = {**REASON, "visible_if": {"fact": "answers.model", "op": "is", "value": "a"}}
    new = {**REASON, "visible_if": {"fact": "answers.model", "op": "is", "value": "b"}}
    (found,) = differences(form(old), form(new))
    assert found.path[-1] == "visible_if"
    assert (found.old, found.new) == (old["visible_if"], new["visible_if"])


def test_only_what_was_moved_is_called_moved():
    found = differences(form(MODEL, REASON, PLACE), form(PLACE, MODEL, REASON))
    assert found == [Difference(How.MOVED, ("form", "all", "questions", "place"), 2, 0)]


def test_blocks_in_branches_are_found_again():
    def flow(*blocks):
        return {"workflow": [{"parallel": {"id": "p", "branches": [[{"task": {"id": "a"}}], list(blocks)]}}]}

    found = differences(flow({"task": {"id": "b"}}), flow({"task": {"id": "b", "team": "it"}}))
    assert found == [
        Difference(How.ADDED, ("workflow", "p", "parallel", "branches", "b", "b", "task", "team"), None, "it")
    ]


def test_what_is_gone_is_told_last_of_its_part():
    assert [(each.how, each.path[-1]) for each in differences(form(MODEL, REASON), form(PLACE, REASON))] == [
        (How.ADDED, "place"),
        (How.REMOVED, "model"),
    ]


things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "a", "b", "fact"]), inner, max_size=3)
        | st.lists(st.fixed_dictionaries({"id": st.sampled_from("xyz"), "v": inner}), max_size=3)
    ),
    max_leaves=12,
)


@given(things)
def test_a_document_does_not_differ_from_itself(document):
    assert differences(document, document) == []


@given(things, things)
def test_whatever_differs_is_told(old, new):
    assert bool(differences(old, new)) == (old != new)
