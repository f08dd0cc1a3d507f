"""Somebody can't sign in: found with a slip and without accents, gone through step by step, solved without anybody;
or in the right form, with what was tried."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.jobs import run_jobs
from ventanilla.core.people.models import Person
from ventanilla.demo import reading
from ventanilla.engines.search.actions import load_starter, rebuild
from ventanilla.engines.search.models import Need
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Words:
    """What Ana types and reads, in one language."""

    language: str
    slip: str
    guide: str
    wrong: str
    solved: str
    great: str
    forgot: str
    new_phone: str
    typed: str
    article: str
    helped: str
    send: str


SPANISH = Words(
    language="es",
    slip="contrasenna",
    guide="No puedo entrar: lo miramos",
    wrong="Dice que la contraseña no es correcta",
    solved="Ya puedo entrar",
    great="Estupendo",
    forgot="Sigue diciendo que no es correcta",
    new_phone="No tengo el móvil con el que confirmo",
    typed="no recuerdo mi contraseña",
    article="Cambiar la contraseña",
    helped="Me lo ha solucionado",
    send="Enviar la solicitud",
)
ENGLISH = Words(
    language="en",
    slip="pasword",
    guide="I can't sign in: let's look",
    wrong="It says that the password is wrong",
    solved="I can sign in",
    great="Great, nothing else to do",
    forgot="It still says that it is wrong",
    new_phone="I don't have the phone that I confirm with",
    typed="I forgot my password",
    article="password",
    helped="This solved it",
    send="Send the request",
)


@pytest.fixture
def written(acme: None) -> None:
    """The articles of the demo, found by the search."""
    reading.make()
    load_starter()
    rebuild()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=re.compile(re.escape(words))).first.click()


@pytest.mark.parametrize("say", [SPANISH, ENGLISH], ids=["in Spanish", "in English"])
def test_ana_gets_in_again(sign_in, written, say: Words) -> None:
    Person.objects.update(language=say.language)
    ana = sign_in("ana", width=390)

    box = ana.locator("main").get_by_role("searchbox").or_(ana.locator("main").get_by_role("combobox")).first
    box.fill(say.slip)
    box.press("Enter")
    ana.wait_for_url(re.compile("/search/"))
    follow(ana, say.guide)
    follow(ana, say.wrong)
    ana.get_by_role("button", name=say.solved).click()
    expect(ana.locator("main")).to_contain_text(say.great)
    need = Need.objects.get(ending="solved")
    assert (need.text, need.origin, Ticket.objects.count()) == (say.slip, "search", 0)

    ana.goto("/articles/cannot-sign-in/")
    follow(ana, say.wrong)
    follow(ana, say.forgot)
    follow(ana, say.new_phone)
    expect(ana.locator("main")).to_contain_text(say.forgot)
    expect(ana.locator("[name='what'][value='new_phone']")).to_be_checked()
    ana.locator("[name='where'][value='computer']").check(force=True)
    ana.locator("[name='blocked'][value='yes'], [name='blocked'][value='true']").first.check(force=True)
    ana.locator("[name='phone']").fill("600 123 456")
    ana.get_by_role("button", name=say.send).click()
    ana.wait_for_url(re.compile(r"/requests/[A-Z]+-\d+/sent/"))
    (comment,) = Ticket.objects.get().comments.all()
    assert say.forgot in comment.text
    run_jobs()

    ana.goto("/services/question/ask/")
    first = ana.locator(
        "form[data-asking] .question textarea, form[data-asking] .question input[type='text']"
    ).first
    first.press_sequentially(say.typed, delay=5)
    beside = ana.locator("#beside")
    beside.locator("summary", has_text=say.article).first.click()
    beside.get_by_role("button", name=say.helped).first.click()
    expect(ana.locator("main")).to_contain_text(say.great)
    assert Need.objects.filter(ending="solved", origin="form").count() == 1
    assert Ticket.objects.count() == 1
