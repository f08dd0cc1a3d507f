"""Ana asks for a laptop, and gets it (S065–S071): wholly in the browser, in both languages and on a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.jobs import run_jobs
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.queries import verify
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.search.actions import rebuild
from ventanilla.records.assets.models import Asset
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    search: str
    laptop: str
    start: str
    model: str
    send: str
    send_again: str
    return_: str
    why: str
    correct: str
    reason: str
    approve: str
    waiting: str
    desk: str
    delivery: str
    done: str
    finished: str
    arrives: str
    things: str


SPANISH = Words(
    language="es",
    search="portatil",
    laptop="Pedir un portátil",
    start="Empezar",
    model="Estándar 14",
    send="Enviar la solicitud",
    send_again="Volver a enviarla",
    return_="Devolver",
    why="¿Para qué lo necesitas?",
    correct="Corregir",
    reason="Para los carteles de la feria.",
    approve="Aprobar",
    waiting="Marta Iglesias",
    desk="Preparar el puesto",
    delivery="Acordar la entrega",
    done="Marcar como hech",
    finished="Listo",
    arrives="Tu portátil llega el",
    things="Mis cosas",
)
ENGLISH = Words(
    language="en",
    search="laptop",
    laptop="Get a laptop",
    start="Start",
    model="Standard 14",
    send="Send",
    send_again="Send it again",
    return_="Return",
    why="What do you need it for?",
    correct="Correct",
    reason="For the posters of the fair.",
    approve="Approve",
    waiting="Marta Iglesias",
    desk="Prepare the desk",
    delivery="Arrange delivery",
    done="Mark as done",
    finished="Done",
    arrives="Your laptop comes on",
    things="My things",
)


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=re.compile(words)).first.click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


def asks(ana: Page, say: Words) -> str:
    """From the home page to the confirmation; returns the number."""
    box = ana.locator("main").get_by_role("combobox").first
    box.fill(say.search)
    box.press("Enter")
    follow(ana, say.laptop)
    follow(ana, say.start)
    ana.locator("label", has_text=say.model).click()
    press(ana, say.send)
    ana.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))
    return re.search(r"REQ-\d+", ana.url)[0]


def does_task(page: Page, title: str, done: str, **fields: str) -> None:
    """From the desk's first page to a task that is done."""
    page.goto("/desk/")
    follow(page, title)
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(value)
    press(page, done)
    page.wait_for_url(re.compile(r"/desk/$"))


def speak(language: str) -> None:
    """Everybody reads this language."""
    Person.objects.update(language=language)


@pytest.mark.parametrize(
    ("say", "width"),
    [(SPANISH, 1280), (ENGLISH, 1280), (SPANISH, 390)],
    ids=["in Spanish", "in English", "on a phone"],
)
def test_ana_gets_her_laptop(sign_in, say: Words, width: int):
    speak(say.language)
    rebuild()
    ana, marta = sign_in("ana", width=width), sign_in("marta", width=width)
    number = asks(ana, say)
    run_jobs()

    ana.goto(f"/requests/{number}/")
    expect(ana.locator("main")).to_contain_text(say.waiting)

    marta.goto("/approvals/")
    follow(marta, say.laptop)
    marta.fill("#id_comment", say.why)
    press(marta, say.return_)
    run_jobs()

    ana.goto("/")
    follow(ana, say.correct)
    expect(ana.locator("main")).to_contain_text(say.why)
    ana.locator("[name='reason']").fill(say.reason)
    press(ana, say.send_again)
    ana.wait_for_url(f"**/requests/{number}/")

    marta.goto("/approvals/")
    follow(marta, say.laptop)
    expect(marta.locator("main")).to_contain_text(say.reason)
    press(marta, say.approve)
    run_jobs()

    asset = Asset.objects.get(holder__email="ana@acme.example", model__slug="standard-14")
    ana.goto(f"/requests/{number}/")
    expect(ana.locator("main")).to_contain_text(asset.serial)
    expect(ana.locator("main")).to_contain_text(say.desk)

    does_task(sign_in("felipe", width=width), say.desk, say.done)
    does_task(sign_in("luis", width=width), say.delivery, say.done, date="2030-05-06")
    run_jobs()

    ana.goto(f"/requests/{number}/")
    expect(ana.locator("main")).to_contain_text(say.finished)
    ana.goto("/things/")
    expect(ana.locator("main")).to_contain_text(asset.serial)
    ana.goto("/notifications/")
    expect(ana.locator("main")).to_contain_text(say.arrives)

    ticket = Ticket.objects.get(number=number)
    assert (ticket.status, ticket.outcome) == ("resolved", "fulfilled")
    mails = Message.objects.filter(person__email="ana@acme.example", ticket=ticket)
    assert mails.filter(subject__contains=say.arrives).count() == 1
    assert list(verify()) == []
