"""Luis writes an article from a request, Ana reads it and says why it didn't help: in Spanish and in English."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from playwright.sync_api import expect

from tests import factories
from tests.look import look_at
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.actions import publish
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models import Article, Vote
from ventanilla.records.tickets.actions import submit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WORDS = {
    "es": {
        "write": "Escribir un artículo a partir de esto",
        "names": "Quita los nombres",
        "unsaved": "Recuperarlo",
        "publish": "Publicar",
        "published": "Publicado: ya lo puede leer la gente.",
        "being": "De esta solicitud salió un artículo:",
        "helpful": "¿Te ha servido?",
        "no": "No",
        "reason": "Lo he probado y no funciona",
        "send": "Enviar",
        "thanks": "Gracias. Lo leerá el equipo que lleva este artículo.",
        "details": "Detalles",
    },
    "en": {
        "write": "Write an article from this",
        "names": "Take out names",
        "unsaved": "Take it up again",
        "publish": "Publish",
        "published": "It is published: readers have it now.",
        "being": "An article came from this request:",
        "helpful": "Was this helpful?",
        "no": "No",
        "reason": "I tried it and it doesn't work",
        "send": "Send",
        "thanks": "Thank you. The team that keeps this article reads it.",
        "details": "Details",
    },
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_article_from_a_request_to_its_readers(sign_in, live_server, language):
    say = WORDS[language]
    Person.objects.update(language=language)
    question = {"id": "what", "type": "long_text", "label": {"es": "¿Qué pasa?", "en": "What happens?"}}
    service = publish(
        actor=None,
        package=factories.package(
            service="no-ink",
            category="software",
            owner={"person": "lucia@acme.example", "team": "it-equipment"},
            title={"es": "La impresora no imprime", "en": "The printer doesn't print"},
            form=[{"section": {"id": "main", "title": {"es": "Todo", "en": "All"}}, "questions": [question]}],
        ),
    ).service
    ana = Person.objects.get(email="ana@acme.example")
    with override(language):
        number = submit(actor=ana, service=service, answers={"what": "Sale la hoja en blanco."}).number

    luis = sign_in("luis", language=language)
    luis.emulate_media(reduced_motion="reduce")
    luis.goto(f"/desk/tickets/{number}/")
    luis.get_by_role("button", name=say["write"]).click()
    luis.wait_for_url("**/desk/articles/**", wait_until="load")
    expect(luis.locator(f"[data-tools=id_body_{language}]")).to_be_visible()
    expect(luis.locator(".messages")).to_contain_text(say["names"])
    body, preview = luis.locator(f"#id_body_{language}"), luis.locator(f"#preview-{language}")
    expect(body).to_have_value(
        f"## {'Qué pasa' if language == 'es' else 'What happens'}\n\nSale la hoja en blanco."
        f"\n\n## {'Qué hacer' if language == 'es' else 'What to do'}\n\n"
        f"{'Di paso a paso cómo se resuelve.' if language == 'es' else 'Say step by step how it is solved.'}"
    )
    body.fill("## Tóner\n\n1. Abre la tapa.\n2. Cambia el **tóner**.")
    expect(preview.locator("h2")).to_have_text(["Tóner"])
    expect(preview.locator("ol > li")).to_have_count(2)
    look_at(luis, "the editor")
    luis.wait_for_function(
        "() => Object.keys(localStorage).some((key) => localStorage[key].includes('Cambia el'))"
    )
    luis.reload()
    luis.get_by_role("button", name=say["unsaved"]).click()
    expect(body).to_have_value("## Tóner\n\n1. Abre la tapa.\n2. Cambia el **tóner**.")
    luis.get_by_text(say["details"], exact=True).first.click()
    expect(luis.locator("#id_category")).to_be_visible()
    luis.get_by_role("button", name=say["publish"], exact=True).click()
    expect(luis.locator(".messages")).to_contain_text(say["published"])
    article = Article.objects.get()
    assert article.state == State.LIVE
    luis.goto(f"/desk/tickets/{number}/")
    expect(luis.locator(".desk-panel")).to_contain_text(say["being"])

    reader = sign_in("ana", language=language, width=390)
    reader.goto(f"/articles/{article.slug}/")
    expect(reader.locator(".article ol > li")).to_have_count(2)
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    helpful = reader.locator("#helpful")
    expect(helpful.get_by_role("heading")).to_have_text(say["helpful"])
    helpful.get_by_role("button", name=say["no"], exact=True).click()
    helpful.get_by_text(say["reason"], exact=True).click()
    helpful.locator("textarea").fill("Sigue en blanco.")
    look_at(reader, "the article with the reasons")
    helpful.get_by_role("button", name=say["send"], exact=True).click()
    expect(helpful).to_contain_text(say["thanks"])
    vote = Vote.objects.get()
    assert (vote.person, vote.helpful, vote.reason, vote.text) == (ana, False, "failed", "Sigue en blanco.")
    reader.goto(f"/requests/{number}/")
    expect(reader.locator(".main-aside")).to_contain_text(article.translations.get().title)
