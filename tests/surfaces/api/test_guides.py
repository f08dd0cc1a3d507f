"""Guides through the API: a step and its answers at a time, to a solution or to the right form."""

from __future__ import annotations

import pytest

from tests import factories
from tests.records.knowledge.made import article
from tests.surfaces.api.calling import Caller
from ventanilla.core.people.models import Person
from ventanilla.engines.search.actions import rebuild
from ventanilla.engines.search.models import Need
from ventanilla.records.knowledge.actions import Words

PATH = "/articles/cannot-sign-in/guide"
STEPS = """Have your phone at hand.

## What happens? {#start}

- [Wrong password](#wrong)
- [Something else](service:signing-in?what=other&why=It+says+no)
- [For customers](service:theirs)

## Is Caps Lock on? {#wrong}

Look at the **keyboard**.

- [I am in](solved)
- [How do I change it?](article:password)
"""


@pytest.fixture
def ana(db: None) -> Person:
    factories.service(service="signing-in")
    factories.service(service="theirs", audience={"fact": "person.department", "op": "is", "value": "hr"})
    article({"en": Words("Cannot sign in", "", STEPS)}, slug="cannot-sign-in", kind="guide")
    article({"en": Words("Change your password", "", "Choose a new one.")}, slug="password")
    rebuild()
    return factories.person("Ana")


def test_a_guide_asks_one_question_at_a_time(ana: Person) -> None:
    caller = Caller(ana, "en")
    first = caller.get(PATH)
    assert (first["opening"], first["way"], first["ended"]) == ("Have your phone at hand.", "start", None)
    assert first["step"]["title"] == "What happens?"
    assert [(one["answer"], one["text"], one["leads"]) for one in first["step"]["answers"]] == [
        (0, "Wrong password", "step"),
        (1, "Something else", "service"),
    ]
    second = caller.post(PATH, {"answer": 0}, expect=200)
    assert (second["way"], second["opening"]) == ("start.wrong", "")
    assert second["step"]["html"] == "<p>Look at the <strong>keyboard</strong>.</p>\n"
    assert second["tried"] == ["What happens? — Wrong password"]
    assert caller.get(PATH, way="start.wrong") == second


def test_it_ends_solved_which_is_kept(ana: Person) -> None:
    done = Caller(ana, "en").post(PATH, {"way": "start.wrong", "answer": 0}, expect=200)
    assert (done["ended"], done["step"]) == ("solved", None)
    need = Need.objects.get(person=ana)
    assert need.ending == "solved"
    assert need.solved_by
    assert need.solved_by.subject.startswith("article:")


def test_it_ends_with_a_service_and_answers_or_another_article(ana: Person) -> None:
    caller = Caller(ana, "en")
    done = caller.post(PATH, {"way": "start", "answer": 1}, expect=200)
    assert (done["ended"], done["service"]) == ("service", "signing-in")
    assert done["answers"] == {"what": "other", "why": "It says no"}
    other = caller.post(PATH, {"way": "start.wrong", "answer": 1}, expect=200)
    assert (other["ended"], other["other_article"]) == ("article", "password")
    assert not Need.objects.exists()


@pytest.mark.parametrize("way", ["wrong", "start.nowhere", "nowhere.wrong", "start.start"])
def test_a_way_that_nobody_can_go_is_refused(ana: Person, way: str) -> None:
    caller = Caller(ana, "en")
    assert list(caller.get(PATH, way=way, expect=422)["fields"]) == ["way"]
    assert list(caller.post(PATH, {"way": way, "answer": 0}, expect=422)["fields"]) == ["way"]


def test_only_the_answers_of_a_step_are_taken_and_only_guides_have_steps(ana: Person) -> None:
    caller = Caller(ana, "en")
    for answer in (2, 3):  # a service that isn't for Ana, and nothing
        assert list(caller.post(PATH, {"answer": answer}, expect=422)["fields"]) == ["answer"]
    caller.get("/articles/password/guide", expect=404)
    caller.post(PATH, {"way": "start.wrong", "answer": 0, "need": 999_999}, expect=404)
