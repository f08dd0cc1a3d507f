"""Ana asks, Marta (her manager) approves, Luis works; Clara is a customer who may see none of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

WORKFLOW = [
    {
        "approval": {
            "id": "manager",
            "title": {"es": "Visto bueno", "en": "Go-ahead"},
            "seats": [{"from": "requester.manager"}],
        }
    },
    {"task": {"id": "work", "team": "it-equipment", "title": {"es": "Prepararlo", "en": "Prepare it"}}},
]
FORM = [
    {
        "section": {"id": "main", "title": {"es": "Tu equipo", "en": "Your equipment"}},
        "questions": [
            {
                "id": "model",
                "type": "choice",
                "label": {"es": "¿Cuál?", "en": "Which one?"},
                "options": {"list": "models"},
                "required": True,
            },
            {
                "id": "why",
                "type": "long_text",
                "label": {"es": "¿Para qué?", "en": "What for?"},
                "required": True,
            },
        ],
    }
]
ANSWERS = {"model": "pro", "why": "Edito vídeos."}


@pytest.fixture
def marta(db: None) -> Person:
    return factories.person("Marta", language="en")


@pytest.fixture
def ana(marta: Person) -> Person:
    return factories.person("Ana", manager=marta, language="en")


@pytest.fixture
def luis(db: None) -> Person:
    row = factories.with_role(Role.AGENT, factories.department(), "Luis", language="en")
    factories.team("it-equipment", row)
    return row


@pytest.fixture
def clara(db: None) -> Person:
    return factories.person("Clara", organization=factories.organization("cliente"), language="en")


@pytest.fixture
def laptop(luis: Person) -> Service:
    factories.lookup_list("models", {"pro": {"cost": {"amount": "2349.00", "currency": "EUR"}}}, cost="money")
    return factories.service(
        service="laptop",
        title={"es": "Pedir un portátil", "en": "Get a laptop"},
        keywords={"en": ["computer"]},
        lead_time="5 business days",
        requested_for="anyone",
        form=FORM,
        workflow=WORKFLOW,
    )


@pytest.fixture
def ask(ana: Person, laptop: Service) -> Callable[..., Ticket]:
    """Ana (or whoever) asks for a laptop."""

    def asked(person: Person | None = None, **answers: Any) -> Ticket:
        return submit(actor=person or ana, service=laptop, answers={**ANSWERS, **answers})

    return asked


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """How many queries a page takes, once what is kept for all is kept."""

    def count(client: Client, url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    return count


@pytest.fixture(autouse=True)
def a_fresh_place(db: None, settings: Any, tmp_path: Path) -> None:
    """Nothing is kept from the test before, and files go where they are cleared away."""
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
