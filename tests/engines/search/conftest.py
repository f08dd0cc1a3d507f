"""Ana works at Acme, Clara is a customer; what they may find is put into the index as the worker would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from tests.jobs import run_jobs
from tests.records.knowledge.made import article
from ventanilla.core.people.models import Person
from ventanilla.engines.search.queries import search
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.models import Article

CUSTOMERS = {"fact": "person.organization_kind", "op": "is", "value": "customer"}


@pytest.fixture
def ana(db: None) -> Person:
    return factories.person("Ana")


@pytest.fixture
def clara(db: None) -> Person:
    return factories.person("Clara", organization=factories.organization("cliente"))


@pytest.fixture
def a_service() -> Callable[..., Service]:
    """A live service, indexed."""

    def made(slug: str, **document: Any) -> Service:
        service = factories.service(service=slug, **document)
        run_jobs("search.index")
        return service

    return made


@pytest.fixture
def an_article() -> Callable[..., Article]:
    """A published article, indexed: `an_article("vpn", es="Título", body="…")`."""

    def made(slug: str, *, body: str = "Texto.", keywords: tuple[str, ...] = (), **titles: Any) -> Article:
        languages = {code: titles.pop(code) for code in ("es", "en") if code in titles}
        texts = {code: Words(title, "", body, keywords) for code, title in languages.items()}
        found = article(texts, slug=slug, **titles)
        run_jobs("search.index")
        return found

    return made


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """The slugs that somebody finds."""

    def slugs(person: Person, text: str, **how: Any) -> list[str]:
        with translation.override(how.pop("language", "es")):
            return [hit.slug for hit in search(person, text, **how).hits]

    return slugs
