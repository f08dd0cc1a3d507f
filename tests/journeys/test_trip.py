"""Marta asks for a trip for two of hers: one approval. She corrects it before it is decided, and Elena sees what is
other than before; then each has a request of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.jobs import run_jobs
from tests.journeys.acting import answers, decides, fill, follow, press, speak
from ventanilla.core.kit import clock
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    trip: str
    send: str
    change: str
    approve: str
    changed: str
    team: str


SPANISH = Words(
    "es", "Viaje", "Enviar", "Cambiar tus respuestas", "Aprobar", "Lo que ha cambiado", "Ana Ruiz"
)
ENGLISH = Words("en", "trip", "Send", "Change your answers", "Approve", "What has changed", "Ana Ruiz")


@pytest.mark.parametrize(
    ("say", "width"), [(SPANISH, 1280), (ENGLISH, 390)], ids=["in Spanish", "in English on a phone"]
)
def test_a_trip_for_two_is_corrected_and_decided_once(sign_in, say: Words, width: int) -> None:
    speak(say.language)
    marta, elena = sign_in("marta", width=width), sign_in("elena", width=width)
    number = asks_for_two(marta, say)

    elena.goto("/approvals/")
    follow(elena, say.trip)
    old = elena.url
    marta.goto(f"/requests/{number}/")
    follow(marta, say.change)
    answers(marta, purpose="Feria de Lisboa, dos días", hotel="90")
    marta.wait_for_url(f"**/requests/{number}/")
    press(elena, say.approve)  # about what she still sees
    expect(elena.locator("main")).to_contain_text(say.changed)
    assert elena.url.startswith(old)
    decides(elena, say.trip, say.approve, say.changed, "Feria de Lisboa, dos días")
    run_jobs()

    assert Approval.objects.get().outcome == "approved"
    parts = Ticket.objects.filter(parent__number=number)
    assert sorted(parts.values_list("requested_for__email", flat=True)) == [
        "ana@acme.example",
        "hugo@acme.example",
    ]
    marta.goto(f"/requests/{number}/")
    expect(marta.locator("main")).to_contain_text(say.team)


def asks_for_two(page: Page, say: Words) -> str:
    """Fill in and send the form; returns the number."""
    leaves = clock.now().date() + timedelta(days=10)
    returns = leaves + timedelta(days=2)
    page.goto("/services/travel/ask/")
    page.locator("label[for='id_for_several']").click()
    for who in ("ana@acme.example", "hugo@acme.example"):
        page.fill("#id_another", who)
        page.click("[name='_add_person']")
        expect(page.locator(".several-people")).to_contain_text(who.partition("@")[0].capitalize())
    fill(page, purpose="Feria de Lisboa", leaves=str(leaves), returns=str(returns))
    for place, (start, end, day) in enumerate((("Madrid", "Lisboa", leaves), ("Lisboa", "Madrid", returns))):
        leg = {"from": start, "to": end, "on": str(day), "by": "plane", "price": "80"}
        fill(page, **{f"legs__{place}__{name}": value for name, value in leg.items()})
    fill(page, city="lisbon", hotel="100")
    press(page, say.send)
    page.wait_for_url(re.compile(r"/requests/REQ-\d+/sent/"))
    found = re.search(r"REQ-\d+", page.url)
    assert found is not None
    return found[0]
