"""Ana has forgotten her password and gets a new one from nobody but the portal; the directory doesn't know her at
first, so the service's owner sets it right and lets it try again."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.jobs import run_jobs
from tests.journeys.acting import asks, fill, follow, press, speak
from ventanilla.demo.organisation import person
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    send: str
    code: str
    right: str
    wrong: str
    happened: str
    go_on: str
    see: str
    show: str


SPANISH = Words(
    language="es",
    send="Enviar",
    code="Escribe el código",
    right="Este es el código",
    wrong="Ese no es el código. Intentos que quedan: 4.",
    happened="El otro sistema ha dicho que no:",
    go_on="Continuar",
    see="Verla",
    show="Mostrarla ahora",
)
ENGLISH = Words(
    language="en",
    send="Send",
    code="Enter the code",
    right="This is the code",
    wrong="That isn't the code. Tries left: 4.",
    happened="The other system said no:",
    go_on="Go on",
    see="See it",
    show="Show it now",
)


def directory_without(*unknown: str) -> None:
    """The demonstration directory doesn't know these."""
    save_connection(
        actor=None,
        slug="directory",
        kind="practice",
        name="Directorio de demostración",
        settings={"unknown": ", ".join(unknown)},
        secrets={},
        owner=person("gabriel"),
    )


@pytest.mark.parametrize(
    ("say", "width"), [(SPANISH, 1280), (ENGLISH, 390)], ids=["in Spanish", "in English on a phone"]
)
def test_a_new_password_after_a_fault_is_settled(sign_in, say: Words, width: int) -> None:
    speak(say.language)
    directory_without("ana@acme.example")
    ana = sign_in("ana", width=width)
    number = asks(ana, "password-reset", say.send, way="code")
    ana.goto(f"/requests/{number}/")
    follow(ana, say.code)
    ana.fill("#id_code", "0000 0000")
    press(ana, say.right)
    expect(ana.locator("main")).to_contain_text(say.wrong)
    mail = Message.objects.get(to="ana@correo.example")
    found = re.search(r"\d{4} \d{4}", mail.text)
    assert found is not None
    ana.fill("#id_code", found[0])
    press(ana, say.right)
    ana.wait_for_url(f"**/requests/{number}/")
    run_jobs()

    task = Task.objects.get(kind="fault")
    directory_without()
    gabriel = sign_in("gabriel")
    gabriel.goto(f"/desk/tasks/{task.pk}/")
    expect(gabriel.locator("main")).to_contain_text(say.happened)
    fill(gabriel, choice="retry")
    press(gabriel, say.go_on)
    run_jobs()

    ana.goto(f"/requests/{number}/")
    follow(ana, say.see)
    press(ana, say.show)
    password = ana.locator("output.secret").inner_text()
    ana.reload()
    ana.goto(f"/requests/{number}/")
    expect(ana.locator("main")).not_to_contain_text(password)
    assert Ticket.objects.get(number=number).outcome == "fulfilled"
