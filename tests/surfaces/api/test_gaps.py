"""What was looked for in vain, and words that mean the same, through the API."""

from __future__ import annotations

import json

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.records.knowledge.made import article
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.engines.search.actions import look
from ventanilla.engines.search.models import Synonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Person:
    return factories.person("Ana")


@pytest.fixture
def call() -> Caller:
    return Caller(factories.with_role(Role.AGENT, factories.department("it"), "Luis"), "en")


def missed(person: Person, text: str) -> None:
    look(actor=person, text=text, language="en")


def test_what_was_looked_for_in_vain_is_taken_and_ends_as_a_synonym(call: Caller, ana: Person) -> None:
    missed(ana, "teletext machine")
    (gap,) = call.get("/desk/gaps")["items"]
    assert (gap["text"], gap["people"], gap["state"], gap["owner"]) == ("teletext machine", 1, "open", None)
    path = f"/desk/gaps/{gap['id']}"
    assert call.get("/desk/gaps", show="mine")["items"] == []
    assert call.post(f"{path}/taking", expect=200)["owner"] == "Luis"
    assert [row["id"] for row in call.get("/desk/gaps", show="mine")["items"]] == [gap["id"]]
    assert call.raw("DELETE", f"{path}/taking").status_code == 204
    assert call.get(path)["owner"] is None
    assert call.get(path)["ways"] == [{"text": "teletext machine", "times": 1}]
    assert call.get(path)["found"] == []
    refused = call.post(f"{path}/ending", {"ended_as": "synonym"}, expect=422)
    assert list(refused["fields"]) == ["words"]
    ended = call.post(f"{path}/ending", {"ended_as": "synonym", "words": ["fax"]}, expect=200)
    assert (ended["state"], ended["ended_as"], ended["closed_by"]) == ("done", "synonym", "Luis")
    for verb, body in (("taking", {}), ("ending", {"ended_as": "article"})):
        call.post(f"{path}/{verb}", body, expect=409)
    assert Synonym.objects.get(active=True, source="gap").words == ["teletext machine", "fax"]
    assert call.get("/desk/gaps")["items"] == []
    assert len(call.get("/desk/gaps", show="done")["items"]) == 1


def test_nothing_is_dismissed_without_a_reason(call: Caller, ana: Person) -> None:
    missed(ana, "weather tomorrow")
    path = f"/desk/gaps/{call.get('/desk/gaps')['items'][0]['id']}/ending"
    assert list(call.post(path, {"ended_as": "dismissed"}, expect=422)["fields"]) == ["note"]
    call.post(path, {"ended_as": "forgotten"}, expect=422)
    call.post(path, {"ended_as": "synonym", "words": "fax"}, expect=422)
    done = call.post(path, {"ended_as": "dismissed", "note": "Not ours."}, expect=200)
    assert (done["state"], done["ended_as"], done["note"]) == ("dismissed", "", "Not ours.")


def test_who_alone_has_typed_a_name_is_not_told_on(call: Caller, ana: Person) -> None:
    factories.person("Zenobia")
    Person.objects.filter(given_name="Zenobia").update(family_name="Urrutia")
    missed(ana, "salary urrutia")
    (gap,) = call.get("/desk/gaps")["items"]
    assert "urrutia" not in gap["text"]
    assert "urrutia" not in json.dumps(call.get(f"/desk/gaps/{gap['id']}"))


def test_words_mean_the_same_until_they_are_taken_away(call: Caller, ana: Person) -> None:
    article(slug="vpn")
    made = call.post("/desk/synonyms", {"words": ["Tunnel", "VPN"], "language": "en"})
    assert (made["words"], made["source"]) == (["tunnel", "vpn"], "people")
    path = f"/desk/synonyms/{made['id']}"
    changed = call.raw("PUT", path, json.dumps({"words": ["tube", "vpn"], "language": "en"}))
    assert changed.json()["words"] == ["tube", "vpn"]
    assert [row["id"] for row in call.get("/desk/synonyms", q="tube", language="en")["items"]] == [made["id"]]
    assert call.get("/desk/synonyms", q="tunnel")["items"] == []
    wrong = (
        ({"words": ["one"], "language": "en"}, "words"),
        ({"words": ["one", "two"], "language": "fr"}, "language"),
        ({"words": ["one", "x" * 61], "language": "en"}, "words"),
        ({"words": "one, two", "language": "en"}, "words"),
    )
    for body, field in wrong:
        assert list(call.post("/desk/synonyms", body, expect=422)["fields"]) == [field]
    assert call.raw("DELETE", path).status_code == 204
    assert call.raw("DELETE", path).status_code == 404
    assert call.raw("PUT", path, json.dumps({"words": ["a", "b"], "language": "en"})).status_code == 404


def test_only_who_writes_answers_sees_what_people_look_for(ana: Person) -> None:
    missed(ana, "teletext machine")
    own = Caller(ana)
    for path in ("/desk/gaps", "/desk/synonyms", "/desk/gaps/1"):
        own.get(path, expect=403)
    own.post("/desk/synonyms", {"words": ["a", "b"], "language": "en"}, expect=403)
    own.post("/desk/gaps/1/taking", expect=403)
    own.post("/desk/gaps/1/ending", {"ended_as": "article"}, expect=403)


def test_the_list_takes_the_same_queries_at_any_length(
    call: Caller, ana: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    missed(ana, "teletext machine")
    call.get("/desk/gaps")
    with django_assert_num_queries(4) as few:
        call.get("/desk/gaps")
    for word in ("telegraph", "gramophone", "typewriter"):
        missed(ana, word)
    with django_assert_num_queries(len(few)):
        assert len(call.get("/desk/gaps")["items"]) == 4
