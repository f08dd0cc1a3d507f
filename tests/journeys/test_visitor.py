"""A visitor without an account gives their details by the link in a mail; then the owner of the service moves the
request to a new version of it, after a look at what that means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.jobs import run_jobs
from tests.journeys.acting import fill, follow, link_in_mail, press, speak
from ventanilla.core.kit import clock
from ventanilla.demo.data_files import package_texts
from ventanilla.engines.workflow.models import Run
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.packages import import_package

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    send: str
    thanks: str
    over: str
    move: str
    moves: str
    ahead: str
    moved: str


SPANISH = Words(
    language="es",
    send="Enviar",
    thanks="Gracias. La solicitud sigue su camino.",
    over="Ya has respondido a esto",
    move="Pasar a esta versión",
    moves="Mover las elegidas",
    ahead="Pasos nuevos por delante: Avisar a recepción.",
    moved="Se ha movido 1 solicitud.",
)
ENGLISH = Words(
    language="en",
    send="Send",
    thanks="Thank you. It goes on from here.",
    over="You have answered this already",
    move="Move requests under way",
    moves="Move those chosen",
    ahead="New steps ahead: Tell reception.",
    moved="1 request was moved.",
)
MORE = """  - task:
      id: reception
      title: {es: Avisar a recepción, en: Tell reception}
      team: facilities
  - grant:
      id: entry
"""


@pytest.mark.parametrize(
    ("say", "width"), [(SPANISH, 1280), (ENGLISH, 390)], ids=["in Spanish", "in English on a phone"]
)
def test_a_visitor_answers_and_the_request_moves_to_the_new_version(
    sign_in, at_the_door, say: Words, width: int
) -> None:
    speak(say.language)
    first = clock.now().date() + timedelta(days=4)
    ana = sign_in("ana", width=width)
    ana.goto("/services/site-badge/ask/")
    fill(ana, name="Irati Goñi", mail="irati@fuera.example", purpose="Reunión")
    fill(ana, visit__from=str(first), visit__to=str(first))
    press(ana, say.send)
    ana.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))

    address = link_in_mail("irati@fuera.example", "answer")
    irati = at_the_door(width=390, language=say.language)
    irati.goto(address)
    expect(irati.locator("main")).to_contain_text("Irati Goñi")
    press(irati, say.send)
    expect(irati.locator(".error-summary")).to_be_visible()
    fill(irati, document="12345678Z", agreed="yes")
    press(irati, say.send)
    expect(irati.locator("main")).to_contain_text(say.thanks)
    irati.goto(address)
    expect(irati.locator("main")).to_contain_text(say.over)
    run_jobs()

    text = package_texts()["site-badge"].replace("  - grant:\n      id: entry\n", MORE, 1)
    import_package(text, actor=None)
    new = ServiceVersion.objects.filter(service__slug="site-badge").latest("number")
    manuel = sign_in("manuel")
    manuel.goto(f"/designer/services/site-badge/versions/{new.number}/")
    follow(manuel, say.move)
    expect(manuel.locator("main")).to_contain_text(say.ahead)
    manuel.check("[name='run']")
    press(manuel, say.moves)
    expect(manuel.locator("body")).to_contain_text(say.moved)
    assert Run.objects.get().version == new
