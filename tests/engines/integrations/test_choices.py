"""Choices of a form that come from another system, over a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.factories import administrator, department, person, service
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.engines.integrations.models import Connection
from ventanilla.records.catalog.flaws import PackageRefused
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import asking_facts

pytestmark = pytest.mark.django_db

INPUTS = {"connection": "hr", "path": "offices", "columns": "city"}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    cache.clear()
    with translation.override("en"):
        yield


def offices(**inputs: Any) -> Service:
    asked = {
        "id": "office",
        "type": "choice",
        "label": {"en": "Office"},
        "required": True,
        "options": {"source": "connection", "inputs": {**INPUTS, **inputs}},
    }
    where = {"section": {"id": "s", "title": {"en": "S"}}, "questions": [asked]}
    return service(service="visit", form=[where], workflow=[])


def only_for(connection: Connection, slug: str) -> None:
    save_connection(
        actor=administrator(),
        slug=connection.slug,
        kind="http",
        name=connection.name,
        settings=connection.settings,
        secrets={},
        owner=connection.owner,
        department=department(slug),
    )


def test_what_the_other_system_offers_can_be_chosen_and_nothing_else(
    http: Connection, elsewhere: Any
) -> None:
    elsewhere.answer = b'{"items": [{"id": "mad", "name": "Madrid", "city": "Madrid"}, {"name": "No id"}]}'
    visit, ana = offices(), person("Ana")
    ticket = actions.submit(actor=ana, service=visit, answers={"office": "mad"})
    kept = ticket.answer_sets.get()
    assert kept.answers == {"office": "mad"}
    assert kept.rows["office"]["city"] == "Madrid"
    with pytest.raises(Invalid):
        actions.submit(actor=ana, service=visit, answers={"office": "paris"})
    (seen,) = elsewhere.seen  # remembered for some minutes
    assert (seen.method, seen.path) == ("GET", "/api/offices")
    assert seen.headers["authorization"] == "Bearer s3cr3t-token"


def test_a_connection_of_another_department_is_never_asked(http: Connection, elsewhere: Any) -> None:
    visit, ana = offices(), person("Ana")
    actions.submit(actor=ana, service=visit, answers={"office": "a"})
    only_for(http, "hr")
    cache.clear()
    elsewhere.seen.clear()
    with pytest.raises(Invalid):
        actions.submit(actor=ana, service=visit, answers={"office": "a"})
    assert elsewhere.seen == []
    with pytest.raises(PackageRefused) as refused:
        offices()
    assert "may not use the connection" in str(refused.value.fields)


def test_what_one_department_was_told_another_is_not(http: Connection, elsewhere: Any) -> None:
    visit, ana = offices(), person("Ana")
    only_for(http, visit.department.slug)
    facts = asking_facts(ana, ana, visit.department)
    own = context_for(ana, ana, facts, visit.department)
    other = context_for(ana, ana, facts, department("legal"))
    assert own.offered_by("connection", INPUTS)
    assert other.offered_by("connection", INPUTS) is None


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"connection": "hrr"}, "Did you mean “hr”?"),
        ({"connection": {"fact": "requester.name"}}, "Write which connection is asked"),
    ],
)
def test_a_package_names_a_connection_that_there_is(
    http: Connection, inputs: dict[str, Any], words: str
) -> None:
    with pytest.raises(PackageRefused) as refused:
        offices(**inputs)
    assert words in str(refused.value.fields)


def test_a_system_that_does_not_answer_keeps_what_was_typed(http: Connection, elsewhere: Any) -> None:
    elsewhere.status, elsewhere.answer = 500, b"{}"
    with pytest.raises(Invalid) as refused:
        actions.submit(actor=person("Ana"), service=offices(), answers={"office": "a"})
    assert "office" in refused.value.fields
