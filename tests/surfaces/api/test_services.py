"""What can be asked for, and the form as JSON Schema."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests import factories
from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.core.kit import clock
from ventanilla.engines.sla.models import Pace
from ventanilla.engines.sla.pace import ENOUGH

pytestmark = pytest.mark.django_db


def test_the_list_holds_what_the_caller_may_ask_for_and_nothing_else(w: World) -> None:
    factories.service(
        service="for-customers",
        audience={"fact": "person.organization_kind", "op": "is", "value": "customer"},
    )
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    mine = Caller(w.ana, "en").get("/services")
    assert [item["slug"] for item in mine["items"]] == ["laptop"]
    assert mine["items"][0] | {"summary": ""} == {
        "slug": "laptop",
        "title": "Get a laptop",
        "summary": "",
        "category": "hardware",
        "department": "it",
        "opens": None,
    }
    hers = Caller(clara).get("/services")
    assert [item["slug"] for item in hers["items"]] == ["for-customers"]
    Caller(clara).get("/services/laptop", expect=404)
    Caller(w.ana).get("/services/for-customers", expect=404)


def test_long_lists_come_in_pages(w: World) -> None:
    for number in range(31):
        factories.service(service=f"extra-{number}")
    calling = Caller(w.ana)
    first = calling.get("/services")
    assert len(first["items"]) == 30
    second = calling.get("/services", after=first["next"])
    assert second["next"] is None
    slugs = [item["slug"] for item in first["items"] + second["items"]]
    assert len(set(slugs)) == 32


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "Ww",
        "WyJhIl0",
        "WzFd\u00e9",
        "W251bGxd",
        "WzFlOTldCg",
        "WzEsMl0",
        "WzEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ",
    ],
)
def test_a_cursor_that_is_none_is_refused_in_words(w: World, after: str) -> None:
    response = Caller(w.ana, "en").raw("GET", f"/services?after={after}")
    assert response.status_code in (200, 422), response.content
    if response.status_code == 422:
        assert response.json()["message"].startswith("This page of the list can't be found")


def test_the_form_is_valid_json_schema_and_its_rules_stand_beside_it(w: World) -> None:
    shown = Caller(w.ana, "en").get("/services/laptop")
    Draft202012Validator.check_schema(shown["form"])
    checker = Draft202012Validator(shown["form"])
    assert checker.is_valid({"model": "air-13"})
    assert not checker.is_valid({"model": "abacus"})
    assert not checker.is_valid({})
    assert not checker.is_valid({"model": "air-13", "colour": "red"})
    assert shown["form"]["properties"]["model"]["title"] == "Which laptop?"
    assert shown["version"] == 1
    assert shown["promised_at"] is None or shown["promised_at"].endswith("Z")
    assert "answers.model" in str(shown["rules"])


def test_words_come_in_the_language_that_the_program_asks_for_else_in_the_persons(w: World) -> None:
    assert Caller(w.ana, "en").get("/services/laptop")["title"] == "Get a laptop"
    assert Caller(w.ana).get("/services/laptop")["title"] == "Pedir un portátil"
    # A language that the portal doesn't speak is as good as none.
    assert Caller(w.ana, "fr, *;q=0.1").get("/services/laptop")["title"] == "Pedir un portátil"
    assert Caller(w.ana, "fr, en;q=0.5").get("/services/laptop")["title"] == "Get a laptop"


def test_a_service_that_is_none_is_not_found_in_words(w: World) -> None:
    said = Caller(w.ana, "en").get("/services/nothing", expect=404)
    assert said["code"] == "not_found"
    assert said["message"] == "There is no such service, or it isn't meant for you."


def test_how_long_it_took_lately_is_told_once_there_are_enough(w: World) -> None:
    caller = Caller(w.ana, "en")
    figures = {"half_days": 2, "half_minutes": 900, "most_days": 5, "most_minutes": 2400}
    Pace.objects.create(service=w.service, counted=ENOUGH - 1, counted_at=clock.now(), **figures)
    assert caller.get("/services/laptop")["pace"] is None
    Pace.objects.update(counted=ENOUGH)
    text = "Half get it within 2 working days, 85 of 100 within 5 working days."
    assert caller.get("/services/laptop")["pace"] == {"counted": ENOUGH, **figures, "text": text}
