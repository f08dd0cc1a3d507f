"""Finding the answer oneself: in spite of a slip, solved, and what nobody had an answer to gets one (B07)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn
from tests.look import look_at
from ventanilla.core.people.models import Person
from ventanilla.demo import reading
from ventanilla.engines.notifications.actions import suppressed
from ventanilla.engines.search.actions import load_starter, rebuild
from ventanilla.engines.search.choices import Ending
from ventanilla.engines.search.models import Gap, Need

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What is typed and what the pages say, so that one journey runs in both languages."""

    language: str
    slip: str
    typed: str
    article: str
    yes: str
    thanks: str
    unknown: str
    nothing: str
    means: str
    save: str
    answer: str


SPANISH = Words(
    language="es",
    slip="recuperar contrasena",
    typed="vacac",
    article="contraseña",
    yes="Sí, me ha servido",
    thanks="Estupendo, no hay que hacer nada más",
    unknown="chismetrón",
    nothing="Aún no tenemos respuesta para «chismetrón»",
    means="vacaciones",
    save="Guardar el sinónimo",
    answer="acaciones",
)
ENGLISH = Words(
    language="en",
    slip="recover pasword",
    typed="holid",
    article="password",
    yes="Yes, this solved it",
    thanks="Great, nothing else to do",
    unknown="gizmotron",
    nothing="We have no answer to “gizmotron” yet",
    means="holidays",
    save="Save the synonym",
    answer="oliday",
)


@pytest.fixture
def answers(acme: None) -> None:
    """The demo's articles, in the index with its services."""
    with suppressed():
        reading.make()
    load_starter()
    rebuild()


@pytest.mark.parametrize("words", [SPANISH, ENGLISH], ids=lambda words: words.language)
def test_what_is_looked_for_is_found_or_noted_until_it_is(
    sign_in: SignIn, answers: None, words: Words
) -> None:
    Person.objects.update(language=words.language)
    page = sign_in("ana", language=words.language)
    box = page.get_by_role("combobox")
    _suggested(page, words)
    box.fill(words.slip)
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")
    look_at(page, "results")
    articles = page.locator(".result:has(a[href^='/articles/'])")
    articles.filter(has_text=words.article).first.get_by_role("link").click()
    page.get_by_role("button", name=words.yes).click()
    expect(page.get_by_role("heading", name=words.thanks)).to_be_visible()
    look_at(page, "solved")
    ana = Person.objects.get(email="ana@acme.example")
    assert Need.objects.get(person=ana, ending=Ending.SOLVED).text == words.slip

    _search(page, words.unknown)
    expect(page.get_by_role("heading", name=words.nothing)).to_be_visible()
    look_at(page, "nothing found")
    _given_an_answer(sign_in("admin", language=words.language), words)
    _search(page, words.unknown)
    expect(page.locator(".result").first).to_contain_text(words.answer)


def _suggested(page: Page, words: Words) -> None:
    """The suggestions by keyboard, as a screen reader would be told of them."""
    box = page.get_by_role("combobox")
    box.press_sequentially(words.typed)
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    look_at(page, "suggestions")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    expect(box).to_be_focused()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == words.typed


def _search(page: Page, text: str) -> None:
    page.goto("/search/")
    page.get_by_role("combobox").fill(text)
    page.get_by_role("combobox").press("Enter")
    page.wait_for_url("**/search/?q=*")


def _given_an_answer(page: Page, words: Words) -> None:
    """Somebody who looks after the answers says what else it is called, and sees at once that it helps."""
    page.goto("/designer/searches/")
    look_at(page, "searches without an answer")
    page.get_by_role("link", name=words.unknown).click()
    found = page.locator("#found")
    page.locator("input[name=words]").press_sequentially(words.means)
    expect(found).to_contain_text(words.answer)
    look_at(page, "a search without an answer")
    page.get_by_role("button", name=words.save).click()
    page.wait_for_load_state()
    assert Gap.objects.get(text=words.unknown).ended_as == "synonym"
    page.goto("/designer/synonyms/")
    expect(page.get_by_text(f"{words.unknown}, {words.means}")).to_be_visible()
    look_at(page, "synonyms")
