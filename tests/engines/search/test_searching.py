"""Finding: stems and bare words of two languages, typos, beginnings, synonyms, ranking, and silence."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.models import Document, Word
from ventanilla.engines.search.queries import search, suggest
from ventanilla.records.catalog.actions import retire
from ventanilla.records.knowledge.actions import archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(a_service: Any) -> None:
    a_service(
        "laptop",
        title={"es": "Pedir un portátil"},
        keywords={"es": ["ordenador"], "en": ["laptop"]},
        summary={"es": "Un equipo para trabajar donde quieras"},
    )
    a_service("badge", title={"es": "Tarjeta de acceso", "en": "Access badge"})
    a_service("vpn", title={"es": "Configuración de la VPN", "en": "VPN access"})
    a_service("holidays", title={"es": "Vacaciones", "en": "Holidays"})


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
        "quiero un portátil, por favor",
        "porta",
    ],
)
def test_a_laptop_is_found_however_it_is_asked_for(ana: Person, shelf: None, found: Any, text: str) -> None:
    assert found(ana, text) == ["laptop"]


def test_spanish_stems_keep_their_accents(ana: Person, shelf: None, found: Any) -> None:
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
        "\\",
        "_",
        "ﷺ",
        "ͺ",
        "½",
        "\u0301",
        "\ud800",
        "a & !b | (c:*",
        "\x00",
    ],
)
def test_what_answers_nothing_finds_nothing(ana: Person, shelf: None, found: Any, text: str) -> None:
    assert found(ana, text) == []


def test_a_title_beats_keywords_a_summary_and_a_body(ana: Person, a_service: Any, found: Any) -> None:
    words = {"es": "impresora " * 5}
    a_service("d", title={"es": "Uno"}, description=words)
    a_service("c", title={"es": "Dos"}, summary=words)
    a_service("b", title={"es": "Tres"}, keywords={"es": ["impresora"] * 5})
    a_service("a", title={"es": "Impresora"})
    assert found(ana, "impresoras") == ["a", "b", "c"]
    assert found(ana, "impresoras", size=1) == ["a"]


def test_a_word_in_passing_is_enough_when_nobody_is_about_it(ana: Person, a_service: Any, found: Any) -> None:
    a_service("d", title={"es": "Uno"}, description={"es": "También la impresora."})
    assert found(ana, "impresora") == ["d"]


def test_more_of_the_words_beats_one_of_them(ana: Person, shelf: None, found: Any) -> None:
    assert found(ana, "access badge", language="en") == ["badge", "vpn"]


def test_a_page_and_its_translation_are_one_result_in_the_readers_language(
    ana: Person, shelf: None, found: Any
) -> None:
    assert found(ana, "holidays vacaciones") == ["holidays"]
    spanish = search(ana, "holidays", language="es").hits[0]
    english = search(ana, "vacaciones", language="en").hits[0]
    assert (spanish.title, spanish.language) == ("Vacaciones", "es")
    assert (english.title, english.language) == ("Holidays", "en")


def test_what_ones_own_language_has_comes_first(ana: Person, a_service: Any, found: Any) -> None:
    a_service("english", title={"en": "Printer"}, keywords={"en": ["toner"]})
    a_service("both", title={"es": "Impresora", "en": "Copier"}, keywords={"es": ["toner"], "en": ["toner"]})
    assert found(ana, "toner", language="es") == ["both", "english"]


def test_slips_are_mended_to_words_as_they_are_spelled(ana: Person, shelf: None) -> None:
    results = search(ana, "portatl nuevo")
    assert results.corrected == "portátil nuevo"
    assert search(ana, "portátil").corrected == ""


def test_synonyms_of_the_starter_list_stand_in(ana: Person, shelf: None, found: Any) -> None:
    assert found(ana, "computadora") == []
    actions.load_starter()
    assert found(ana, "computadora") == ["laptop"]
    assert found(ana, "compu") == ["laptop"]
    assert found(ana, "días de descanso") == ["holidays"]
    assert actions.load_starter() == 0


def test_suggestions_answer_unfinished_words_and_leave_tickets_out(ana: Person, shelf: None) -> None:
    assert [hit.slug for hit in suggest(ana, "v").hits] == []
    assert [hit.slug for hit in suggest(ana, "va", language="es").hits] == ["holidays"]
    assert suggest(ana, "tarjeta acc", language="es").hits[0].slug == "badge"


def test_the_index_follows_what_is_published_retired_and_archived(
    ana: Person, a_service: Any, an_article: Any, found: Any
) -> None:
    service = a_service("telex", title={"es": "Télex"}, description={"es": "Teletipo moderno."})
    article = an_article("fax", es="Enviar un fax")
    assert found(ana, "télex") == ["telex"]
    assert found(ana, "fax") == ["fax"]
    a_service("telex", title={"es": "Telégrafo"})
    assert found(ana, "telex") == []
    assert found(ana, "telégrafo") == ["telex"]
    retire(actor=None, service=service)
    archive(actor=None, article=article)
    run_jobs("search.index")
    assert found(ana, "telégrafo") == found(ana, "fax") == []
    assert not Document.objects.exists()
    assert not Word.objects.exists()


def test_what_is_retired_is_not_found_even_before_the_index_knows(
    ana: Person, a_service: Any, found: Any
) -> None:
    retire(actor=None, service=a_service("telex", title={"es": "Télex"}))
    assert Document.objects.exists()
    assert found(ana, "télex") == []


def test_a_rebuild_makes_the_same_index_anew(ana: Person, shelf: None, an_article: Any, found: Any) -> None:
    an_article("fax", es="Enviar un fax", en="Send a fax")
    words = set(Word.objects.values_list("word", "documents"))
    documents = set(Document.objects.values_list("subject", "language", "head", "body"))
    assert actions.rebuild() == 5
    assert set(Word.objects.values_list("word", "documents")) == words
    assert set(Document.objects.values_list("subject", "language", "head", "body")) == documents


def test_the_number_of_queries_does_not_grow_with_the_catalogue(ana: Person, shelf: None) -> None:
    search(ana, "portatil tarjeta")
    with CaptureQueriesContext(connection) as few:
        search(ana, "portatil tarjeta")
    for number in range(12):
        factories.service(title={"es": f"Portátil {number}"})
    run_jobs("search.index")
    with CaptureQueriesContext(connection) as many:
        search(ana, "portatil tarjeta")
    assert len(many) == len(few) <= 8
