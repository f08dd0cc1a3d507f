"""What was begun at the desk is gone on with on a phone: page by page, looked through once more, and sent."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.acting import fill, follow, press
from ventanilla.core.kit import clock
from ventanilla.records.tickets.models import Draft, Ticket

pytestmark = pytest.mark.journey


def test_a_form_of_several_pages_is_begun_on_one_device_and_sent_from_another(sign_in):
    desk = sign_in("ana")
    desk.goto("/services/event/ask/")
    expect(desk.locator(".asking-steps")).to_contain_text("Paso 1 de 3")
    day = clock.now().date() + timedelta(days=6)
    fill(desk, name="Día de puertas abiertas", on=str(day), people="12", **{"from": "9:30"})
    expect(desk.locator("[data-draft-said]")).to_contain_text("Guardado")

    phone = sign_in("ana", width=390)
    phone.locator("#search").click()  # what was begun covers its own row, and nothing else of the page
    follow(phone, "Continuar Preparar una reunión")
    expect(phone.locator("[name=name]")).to_have_value("Día de puertas abiertas")
    press(phone, "Continuar")
    expect(phone.locator(".error-summary")).to_contain_text("¿A qué hora acaba?")
    fill(phone, to="13:00", place="madrid/hq/floor-3")
    press(phone, "Continuar")
    expect(phone.locator(".steps .here")).to_contain_text("Lo que hace falta")
    press(phone, "Atrás")
    expect(phone.locator("[name=to]")).to_have_value("13:00")
    press(phone, "Continuar")
    fill(phone, layout="u")
    press(phone, "Repasa tus respuestas")
    check = phone.locator(".asking-check")
    for answer in ("Día de puertas abiertas", "13:00", "En forma de U"):
        expect(check).to_contain_text(answer)

    fill(desk, people="14")
    expect(desk.locator("[data-draft-said]")).to_contain_text("en otro sitio")

    press(phone, "Enviar la solicitud")
    phone.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))
    ticket = Ticket.objects.get(requester__email="ana@acme.example")
    answers = ticket.answer_sets.get().answers
    assert (answers["people"], answers["to"], answers["layout"]) == (12, "13:00", "u")
    assert not Draft.objects.exists()
