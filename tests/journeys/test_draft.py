"""What was begun at the desk is gone on with on a phone: page by page, looked through once more, and sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.acting import fill, follow, press, speak
from ventanilla.core.kit import clock
from ventanilla.records.tickets.models import Draft, Ticket

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    step: str
    kept: str
    begun: str
    go_on: str
    missing: str
    needed: str
    back: str
    look: str
    shape: str
    elsewhere: str
    send: str


SPANISH = Words(
    language="es",
    step="Paso 1 de 3",
    kept="Guardado",
    begun="Continuar Preparar una reunión",
    go_on="Continuar",
    missing="¿A qué hora acaba?",
    needed="Lo que hace falta",
    back="Atrás",
    look="Repasa tus respuestas",
    shape="En forma de U",
    elsewhere="en otro sitio",
    send="Enviar la solicitud",
)
ENGLISH = Words(
    language="en",
    step="Step 1 of 3",
    kept="Kept",
    begun="Go on Set up a meeting",
    go_on="Continue",
    missing="At what time does it end?",
    needed="What is needed",
    back="Back",
    look="Check your answers",
    shape="In a U",
    elsewhere="somewhere else",
    send="Send the request",
)


@pytest.mark.parametrize("say", [SPANISH, ENGLISH], ids=["in Spanish", "in English"])
def test_a_form_of_several_pages_is_begun_on_one_device_and_sent_from_another(sign_in, say: Words):
    speak(say.language)
    desk = sign_in("ana")
    desk.goto("/services/event/ask/")
    expect(desk.locator(".asking-steps")).to_contain_text(say.step)
    day = clock.now().date() + timedelta(days=6)
    fill(desk, name="Día de puertas abiertas", on=str(day), people="12", **{"from": "9:30"})
    expect(desk.locator("[data-draft-said]")).to_contain_text(say.kept)

    phone = sign_in("ana", width=390)
    phone.locator("#search").click()  # what was begun covers its own row, and nothing else of the page
    follow(phone, say.begun)
    expect(phone.locator("[name=name]")).to_have_value("Día de puertas abiertas")
    press(phone, say.go_on)
    expect(phone.locator(".error-summary")).to_contain_text(say.missing)
    fill(phone, to="13:00", place="madrid/hq/floor-3")
    press(phone, say.go_on)
    expect(phone.locator(".steps .here")).to_contain_text(say.needed)
    press(phone, say.back)
    expect(phone.locator("[name=to]")).to_have_value("13:00")
    press(phone, say.go_on)
    fill(phone, layout="u")
    press(phone, say.look)
    check = phone.locator(".asking-check")
    for answer in ("Día de puertas abiertas", "13:00", say.shape):
        expect(check).to_contain_text(answer)

    fill(desk, people="14")
    expect(desk.locator("[data-draft-said]")).to_contain_text(say.elsewhere)

    press(phone, say.send)
    phone.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))
    ticket = Ticket.objects.get(requester__email="ana@acme.example")
    answers = ticket.answer_sets.get().answers
    assert (answers["people"], answers["to"], answers["layout"]) == (12, "13:00", "u")
    assert not Draft.objects.exists()
