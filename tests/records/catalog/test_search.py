"""Finding services: stems and bare words of two languages, typos, beginnings, ranking, and never what
isn't yours.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import organization, person, service
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.queries import search
from ventanilla.records.catalog.queries.typos import edits

pytestmark = pytest.mark.django_db

ONLY_SPANISH = {"title": {"es": "Pedir un portátil"}, "keywords": {"es": ["ordenador"], "en": ["laptop"]}}


@pytest.fixture
def ana() -> Person:
    service({"service": "laptop", **ONLY_SPANISH, "summary": {"es": "Un equipo para trabajar donde quieras"}})
    service({"service": "badge", "title": {"es": "Tarjeta de acceso", "en": "Access badge"}})
    service({"service": "vpn", "title": {"es": "Configuración de la VPN", "en": "VPN access"}})
    service({"service": "holidays", "title": {"es": "Vacaciones", "en": "Holidays"}})
    return person("Ana")


def found(who: Person, text: str) -> list[str]:
    return [one.slug for one in search(who, text)]


@pytest.mark.parametrize(
    "text",
    [
        "portátil",
        "portatil",
        "PORTATILES",
        "porttil",
        "protatil",
        "portatl",
        "ordenador",
        "laptop",
        "laptops",
        "quiero un portátil, por favor",
        "I need a new laptop please",
        "porta",
        "port",
    ],
)
def test_a_laptop_is_found_however_it_is_asked_for(ana: Person, text: str) -> None:
    assert found(ana, text) == ["laptop"]


def test_spanish_stems_keep_their_accents(ana: Person) -> None:
    assert found(ana, "configurar vpn")[0] == "vpn"
    assert found(ana, "configuracion") == ["vpn"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "¿?",
        "xyzzy",
        "'); DROP TABLE",
        "a & !b | (c:*",
        "\\",
        "_",
        "ﷺ",
        "ͺ",
        "½",
        "\u0301",
        "\ud800",
    ],
)
def test_what_answers_nothing_finds_nothing(ana: Person, text: str) -> None:
    assert found(ana, text) == []


def test_a_title_beats_keywords_a_summary_and_a_description() -> None:
    words = {"es": "impresora " * 5}
    service({"service": "d", "title": {"es": "Uno"}, "description": words})
    service({"service": "c", "title": {"es": "Dos"}, "summary": words})
    service({"service": "b", "title": {"es": "Tres"}, "keywords": {"es": ["impresora"] * 5}})
    service({"service": "a", "title": {"es": "Impresora"}})
    assert found(person("Ana"), "impresoras") == ["a", "b", "c", "d"]


def test_more_of_the_words_beats_one_of_them(ana: Person) -> None:
    assert found(ana, "access badge") == ["badge", "vpn"]


def test_outsiders_find_nothing_not_even_by_a_typo(ana: Person) -> None:
    clara = person("Clara", organization=organization("cliente"))
    assert found(clara, "portátil") == found(clara, "porttil") == []


def test_the_number_of_queries_does_not_grow_with_the_catalogue(ana: Person) -> None:
    with CaptureQueriesContext(connection) as few:
        search(ana, "portatil tarjeta")
    for number in range(20):
        service({"title": {"es": f"Portátil {number}"}})
    with CaptureQueriesContext(connection) as many:
        search(ana, "portatil tarjeta")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("porttil", "portatil", 1),
        ("protatil", "portatil", 1),
        ("casa", "casa", 0),
        ("", "abc", 3),
        ("raton", "razn", 2),
    ],
)
def test_edits_count_a_swap_as_one(left: str, right: str, distance: int) -> None:
    assert edits(left, right) == edits(right, left) == distance
