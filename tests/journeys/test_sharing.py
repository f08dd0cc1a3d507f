"""Marta asks for a laptop for Ana, lets Luis in, and both see how it goes: in Spanish and in English."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.test_brand import pleases_axe
from ventanilla.core.people.models import Person

pytestmark = [pytest.mark.django_db(transaction=True)]

WORDS = {
    "es": {
        "other": "Para otra persona",
        "send": "Enviar la solicitud para Ana",
        "for": "para Ana",
        "team": "De mi equipo",
        "model": "Estándar 14",
    },
    "en": {
        "other": "For somebody else",
        "send": "Send the request for Ana",
        "for": "for Ana",
        "team": "My team's",
        "model": "Standard 14",
    },
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_laptop_for_a_colleague_is_followed_by_three(sign_in, live_server, language):
    say = WORDS[language]
    Person.objects.update(language=language)
    marta = sign_in("marta", language=language)
    marta.emulate_media(reduced_motion="reduce")
    marta.goto("/services/laptop/ask/")
    marta.get_by_text(say["other"], exact=True).click()
    marta.fill("#id_requested_for", "ana")
    marta.locator(".offers li", has_text="Ana Ruiz").click()
    send = marta.get_by_role("button", name=say["send"], exact=True)
    expect(send.last).to_be_visible()
    expect(marta.locator("h1")).to_contain_text(say["for"])
    pleases_axe(marta)
    marta.locator("label", has_text=say["model"]).click()
    send.last.click()
    marta.wait_for_url("**/sent/")
    expect(marta.locator("p.lead")).to_contain_text(say["for"])
    marta.goto(marta.url.removesuffix("sent/"))
    address = marta.url
    marta.locator("#sharing summary").click()
    marta.fill("#id_person", "luis")
    marta.locator(".offers li", has_text="Luis Herrero").click()
    marta.locator("#sharing .confirm-body button[type=submit]").click()
    expect(marta.locator(".follower", has_text="Luis Herrero")).to_be_visible()
    pleases_axe(marta)

    ana = sign_in("ana", language=language)
    ana.goto("/requests/")
    expect(ana.locator(".row")).to_have_count(1)
    luis = sign_in("luis", language=language, width=390)
    luis.goto("/requests/?of=shared")
    expect(luis.locator(".row")).to_have_count(1)
    assert luis.evaluate("document.documentElement.scrollWidth") <= 390
    luis.goto(address)
    luis.locator("#sharing form button").first.click()
    luis.wait_for_url("**/requests/**")

    marta.reload()
    expect(marta.locator(".follower", has_text="Luis Herrero")).to_have_count(0)
    marta.goto("/requests/?of=team")
    expect(marta.get_by_role("link", name=say["team"])).to_have_attribute("aria-current", "page")
    pleases_axe(marta)
