"""Ana chooses to hear of messages in her daily summary; Luis writes; she reads it in the mail and answers it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.engines.notifications.conftest import PostOffice, body, post_office
from tests.jobs import run_jobs
from tests.journeys.conftest import SignIn
from tests.surfaces.mailroom.conftest import Postbox, imap_server, mail_in, postbox, reply
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.jobs import digests
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import comment, submit
from ventanilla.surfaces.mailroom.polling import poll

__all__ = ["imap_server", "mail_in", "post_office", "postbox"]

pytestmark = pytest.mark.journey
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_turn = count()


@dataclass(frozen=True)
class Words:
    language: str
    profile: str
    daily: str
    save: str
    saved: str
    subject: str
    wrote: str


SPANISH = Words(
    language="es",
    profile="Elige cómo enterarte de las cosas",
    daily="En el resumen diario",
    save="Guardar",
    saved="Tus preferencias están guardadas.",
    subject="Tu resumen: 1 novedad",
    wrote="Luis Herrero te ha escrito.",
)
ENGLISH = Words(
    language="en",
    profile="Choose how you hear of things",
    daily="In the daily summary",
    save="Save",
    saved="Your choices are saved.",
    subject="Your summary: 1 piece of news",
    wrote="Luis Herrero wrote to you.",
)


@pytest.mark.parametrize("say", [SPANISH, ENGLISH], ids=lambda say: say.language)
def test_a_message_comes_in_the_summary_and_its_answer_comes_back(
    sign_in: SignIn, post_office: PostOffice, postbox: Postbox, say: Words
) -> None:
    ana, luis = (Person.objects.get(email=f"{name}@acme.example") for name in ("ana", "luis"))
    Person.objects.filter(pk=ana.pk).update(language=say.language)
    page = sign_in("ana", language=say.language)
    page.goto("/profile/")
    page.click(f"text={say.profile}")
    assert Axe().run(page, options=AXE).response["violations"] == []
    page.locator("#id_messages").get_by_text(say.daily).click()
    page.get_by_role("button", name=say.save).click()
    expect(page.locator("main")).to_contain_text(say.saved)

    service = Service.objects.get(slug="laptop")
    ticket = submit(actor=ana, service=service, answers={"model": "standard-14", "reason": "x"})
    with clock.frozen(MORNING):
        comment(actor=luis, ticket=ticket, text="¿El jueves a las diez?")
        run_jobs("notifications.tell")
        digests()
        run_jobs()
    (mail,) = (one for one in post_office.to(ana) if str(one["Subject"]).strip() == say.subject)
    assert say.wrote in body(mail, "html")
    assert "¿El jueves a las diez?" in body(mail, "plain")

    postbox.receive(reply(ana, ticket, "El jueves, perfecto.\n\n> ¿El jueves a las diez?\n"))
    assert poll() == {"comment": 1}
    page.goto(f"/requests/{ticket.number}/")
    expect(page.locator("#conversation")).to_contain_text("El jueves, perfecto.")


MORNING = datetime.now(UTC).replace(hour=11, minute=0) + timedelta(days=1)
while MORNING.weekday() > 4:
    MORNING += timedelta(days=1)
