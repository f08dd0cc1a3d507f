"""Searching through the API: what the caller may see, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.laptop import World
from tests.jobs import run_jobs
from tests.surfaces.api.calling import Caller
from ventanilla.engines.search.models import Need

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _indexed(w: World) -> None:
    run_jobs("search.index")


def test_services_and_own_tickets_are_found_in_the_callers_language(
    w: World, ask: Callable[..., Any]
) -> None:
    number = ask()["number"]
    found = Caller(w.ana, "en").get("/search", q="labtop")
    service, ticket = sorted(found["items"], key=lambda item: item["kind"])
    assert (service["kind"], service["slug"]) == ("service", "laptop")
    assert (ticket["kind"], ticket["slug"]) == ("ticket", number)
    assert (service["title"], service["language"]) == ("Get a laptop", "en")
    assert (found["found"], found["corrected"]) == (2, "laptop")
    assert found["need"] == Need.objects.get().pk
    only = Caller(w.ana, "en").get("/search", q="laptop", kind="ticket", size="1")
    assert [item["kind"] for item in only["items"]] == ["ticket"]
    hers = Caller(w.marta, "en").get("/search", q="laptop", kind="ticket")
    assert hers["items"] == []


def test_others_find_nothing(w: World) -> None:
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    assert Caller(clara).get("/search", q="labtop") | {"need": None} == {
        "items": [],
        "found": 0,
        "corrected": "",
        "need": None,
    }
    assert Caller(clara).get("/search/suggestions", q="lap") == {"items": []}


def test_suggestions_keep_nothing(w: World) -> None:
    assert [item["slug"] for item in Caller(w.ana).get("/search/suggestions", q="lap")["items"]] == ["laptop"]
    assert not Need.objects.exists()


def test_a_need_is_solved_by_who_has_it(w: World) -> None:
    need = Caller(w.ana).get("/search", q="laptop")["need"]
    said = {"kind": "service", "slug": "laptop"}
    Caller(w.marta).post(f"/needs/{need}/solved", said, expect=404)
    Caller(w.ana).post(f"/needs/{need}/solved", {**said, "slug": "nothing"}, expect=404)
    Caller(w.ana).post(f"/needs/{need}/solved", {**said, "kind": "ticket"}, expect=422)
    assert Caller(w.ana).post(f"/needs/{need}/solved", said) == {"need": need, "solved": True}
    assert Need.objects.get().ending == "solved"
    Caller(w.ana).post(f"/needs/{need}/solved", {**said, "solved": False})
    assert Need.objects.get().ending == ""


@pytest.mark.parametrize(
    "query", ["", "?q=" + "x" * 201, "?q=a&size=0", "?q=a&size=41", "?q=a&kind=person", "?q=a&q=b"]
)
def test_what_makes_no_sense_is_refused(w: World, query: str) -> None:
    assert Caller(w.ana).raw("GET", f"/search{query}").status_code == 422


@pytest.mark.parametrize("text", ["%00", "%ED%A0%80", "'; --", "%F0%9F%92%BB", ""])
def test_odd_texts_are_searched_for_in_vain(w: World, text: str) -> None:
    response = Caller(w.ana).raw("GET", f"/search?q={text}")
    assert response.status_code in (200, 422)
