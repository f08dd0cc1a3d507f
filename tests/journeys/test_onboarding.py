"""A new colleague (S113–S117), wholly in the browser, in both languages: three departments, one welcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.acting import asks, speak, works
from ventanilla.core.kit import clock
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.actions import fire_due_timers
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey

ADDRESS = "irati@correo.example"


@dataclass(frozen=True)
class Words:
    """What the pages say."""

    language: str
    send: str
    done: str
    file: str
    account: str
    laptop: str
    desk: str
    confidential: str
    first_day: str
    welcome: str


SPANISH = Words(
    language="es",
    send="Enviar la solicitud",
    done="Marcar como hech",
    file="Preparar el expediente",
    account="Crear la cuenta y el correo",
    laptop="Preparar el portátil",
    desk="Preparar el sitio",
    confidential="Esta solicitud es confidencial",
    first_day="Primer día",
    welcome="Bienvenida a Acme, Irati Goñi",
)
ENGLISH = Words(
    language="en",
    send="Send",
    done="Mark as done",
    file="Prepare the file",
    account="Make the account and the mailbox",
    laptop="Prepare the laptop",
    desk="Prepare the desk",
    confidential="This request is confidential",
    first_day="First day",
    welcome="Welcome to Acme, Irati Goñi",
)


@pytest.mark.parametrize("say", [SPANISH, ENGLISH], ids=["in Spanish", "in English"])
def test_hr_asks_once_and_everything_is_ready_on_the_first_day(sign_in, say: Words):
    speak(say.language)
    rosa, luis, felipe = sign_in("rosa"), sign_in("luis"), sign_in("felipe")
    number = asks(
        rosa,
        "onboarding",
        say.send,
        name="Irati Goñi",
        private_email=ADDRESS,
        start_on=str(clock.now().date() + timedelta(days=1)),
        job_title="Analista",
        area="marketing",
        manager="marta@acme.example",
        place="madrid/hq/floor-3",
        laptop="standard-14",
    )
    works(felipe, say.desk, say.done, desk="3-17")
    luis.goto("/desk/")
    luis.get_by_role("link", name=say.account).first.click()
    expect(luis.locator("main")).to_contain_text(say.confidential)
    expect(luis.locator("main")).not_to_contain_text(ADDRESS)
    works(luis, say.account, say.done, email="irati.goni@acme.example")
    works(luis, say.laptop, say.done, serial="ST14-XYZ")
    works(rosa, say.file, say.done, number="EXP-204")

    rosa.goto(f"/requests/{number}/")
    expect(rosa.locator("main")).to_contain_text(say.first_day)
    assert not Message.objects.filter(to=ADDRESS).exists()
    with clock.frozen(clock.now() + timedelta(days=3)):
        fire_due_timers()
        fire_due_timers()

    mail = Message.objects.get(to=ADDRESS)
    assert mail.subject == say.welcome
    for detail in ("3-17", "irati.goni@acme.example", "ST14-XYZ", "EXP-204"):
        assert mail.text.count(detail) == 1, detail
    assert Ticket.objects.get(number=number).outcome == "fulfilled"
