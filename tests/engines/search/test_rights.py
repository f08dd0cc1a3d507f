"""Nobody finds what isn't for them: in results, suggestions, counts or corrections; no private text is copied."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.engines.search.conftest import CUSTOMERS
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Person
from ventanilla.engines.search.models import Document, Word
from ventanilla.engines.search.queries import nearest, search, suggest, ticket_called
from ventanilla.records.tickets.actions import comment, submit
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

HR = {"fact": "person.department", "op": "is", "value": "hr"}


def everything(person: Person, text: str) -> list[str]:
    """All that somebody could learn by a text."""
    results = search(person, text)
    told = [hit.slug for hit in (*results.hits, *suggest(person, text).hits, *nearest(person, text))]
    return [
        *told,
        *([results.corrected] if results.corrected else []),
        *(["counted"] if results.found else []),
    ]


def test_services_and_articles_are_found_by_their_audience_alone(
    ana: Person, clara: Person, a_service: Any, an_article: Any
) -> None:
    a_service("plutonium", title={"es": "Plutonio interno"})
    a_service("uranium", title={"es": "Uranio para clientes"}, audience=CUSTOMERS)
    an_article("radium", es="Radio interno", body="Manejo de polonio")
    an_article("thorium", es="Torio para clientes", audience=CUSTOMERS)
    assert everything(clara, "plutonio") == everything(clara, "polonio") == everything(clara, "radio") == []
    assert everything(ana, "uranio") == everything(ana, "torio") == []
    assert {hit.slug for hit in search(clara, "uranio torio").hits} == {"uranium", "thorium"}
    assert [hit.slug for hit in search(ana, "plutonio").hits] == ["plutonium"]


def test_a_slip_is_never_mended_to_a_word_that_is_hidden(ana: Person, clara: Person, a_service: Any) -> None:
    a_service("secret", title={"es": "Operación Quimera"})
    assert search(ana, "quimra").corrected == "quimera"
    assert everything(clara, "quimra") == []
    a_service("public", title={"es": "Catálogo para clientes"}, audience=CUSTOMERS)
    assert search(clara, "quimra catalogo").corrected == ""


def test_articles_of_a_department_are_found_by_its_writers_and_by_administrators(
    ana: Person, an_article: Any
) -> None:
    hr = factories.department("hr")
    an_article(
        "severance",
        es="Indemnización",
        department=hr,
        audience=HR,
        owner_team=factories.team("hr-care", department=hr),
    )
    rosa = factories.with_role(Role.AGENT, hr)
    luis = factories.with_role(Role.AGENT, factories.department("it"), "Luis")
    for person, finds in (
        (ana, []),
        (luis, []),
        (rosa, ["severance"]),
        (factories.administrator(), ["severance"]),
    ):
        assert [hit.slug for hit in search(person, "indemnización").hits] == finds


def test_who_changes_departments_finds_something_else_at_once(an_article: Any) -> None:
    hr = factories.department("hr")
    member = factories.person("Eva", department=hr)
    an_article(
        "severance",
        es="Indemnización",
        department=hr,
        audience=HR,
        owner_team=factories.team("hr-care", department=hr),
    )
    assert [hit.slug for hit in search(member, "indemnización").hits] == ["severance"]
    directory.change(member, actor=None, department=factories.department("it"))
    assert search(member, "indemnización").hits == []


def test_somebody_who_left_finds_nothing(ana: Person, a_service: Any) -> None:
    a_service("telex", title={"es": "Télex"})
    ana.is_active = False
    assert everything(ana, "télex") == []


FORM = [
    {
        "section": {"id": "main", "title": {"es": "Todo"}},
        "questions": [{"id": "what", "type": "long_text", "label": {"es": "¿Qué?"}}],
    }
]


@pytest.fixture
def ticket(ana: Person, a_service: Any) -> Ticket:
    """Ana's, in a confidential service, about something nobody else should know."""
    service = a_service("talk", title={"es": "Hablar con alguien"}, form=FORM, confidential=True)
    found = submit(actor=ana, service=service, answers={"what": "Un asunto de Melancolía"})
    comment(actor=ana, ticket=found, text="Añado una jirafa")
    return found


@pytest.mark.parametrize("text", ["melancolia", "MELANCOLÍA", "jirafas"])
def test_my_own_tickets_are_found_by_what_i_wrote(ana: Person, ticket: Ticket, text: str) -> None:
    assert [hit.slug for hit in search(ana, text).hits] == [ticket.number]


def test_tickets_of_others_are_not_and_nothing_of_them_is_copied(
    ana: Person, clara: Person, ticket: Ticket
) -> None:
    for other in (clara, factories.person("Bea"), factories.administrator()):
        assert everything(other, "melancolía jirafa") == []
        assert ticket_called(other, ticket.number) is None
    assert not Word.objects.filter(word__in=["melancolia", "jirafa"]).exists()
    assert not Document.objects.filter(body__contains="melancol").exists()
    assert suggest(ana, "melancolía").hits == []


@pytest.mark.parametrize("written", ["{0}", "  {0} ", "#{0}", "{1}", "req{1}", "REQ {1}"])
def test_a_number_is_known_however_it_is_written(ana: Person, ticket: Ticket, written: str) -> None:
    text = written.format(ticket.number.lower(), ticket.number.partition("-")[2])
    assert ticket_called(ana, text) == ticket


@pytest.mark.parametrize("text", ["", "REQ", "REQ-", "9" * 40, "REQ-999999999999", "two 2", "²", "٣"])
def test_what_is_no_number_of_mine_is_none(ana: Person, ticket: Ticket, text: str) -> None:
    assert ticket_called(ana, text) is None
