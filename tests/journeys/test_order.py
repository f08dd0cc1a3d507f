"""Ana needs two things at once and withdraws one of them; Marta decides the other from her mail, without signing in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.jobs import run_jobs
from tests.journeys.acting import adds_to_order, answers, press, speak
from ventanilla.core.kit import clock
from ventanilla.engines.notifications.links import token_of
from ventanilla.engines.notifications.models import OneTimeLink
from ventanilla.engines.workflow.models import Decision
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    send: str
    sent: str
    withdraw: str
    withdrawn: str
    approve: str
    approved: str
    over: str


SPANISH = Words(
    language="es",
    send="Enviar 2 solicitudes",
    sent="2 solicitudes enviadas",
    withdraw="Retirar las elegidas",
    withdrawn="1 solicitud retirada",
    approve="Aprobar",
    approved="Aprobada. La solicitud sigue su camino.",
    over="Ya has decidido. Gracias.",
)
ENGLISH = Words(
    language="en",
    send="Send 2 requests",
    sent="2 requests are sent",
    withdraw="Withdraw the chosen ones",
    withdrawn="1 request is withdrawn",
    approve="Approve",
    approved="Approved. The request goes on.",
    over="You have decided. Thank you.",
)


@pytest.mark.parametrize(
    ("say", "width"), [(SPANISH, 1280), (ENGLISH, 390)], ids=["in Spanish", "in English on a phone"]
)
def test_two_things_in_one_order(sign_in, at_the_door, say: Words, width: int) -> None:
    speak(say.language)
    ana = sign_in("ana", width=width)
    for service in ("laptop", "parking"):
        adds_to_order(ana, service)
    ana.locator(".asking-end a.button").click()
    answers(ana, model="standard-14")
    ana.wait_for_url("**/order/")
    ana.locator(".asking-end a.button").click()
    answers(ana, for_whom="day", on=str(clock.now().date() + timedelta(days=3)), plate="1234 ABC")
    ana.wait_for_url("**/order/")
    press(ana, say.send)
    ana.wait_for_url(re.compile(r"/orders/\d+/$"))
    expect(ana.locator("main")).to_contain_text(say.sent)

    parking = Ticket.objects.get(service__slug="parking")
    ana.check(f"[name='number'][value='{parking.number}']")
    press(ana, say.withdraw)
    expect(ana.locator("body")).to_contain_text(say.withdrawn)

    run_jobs()
    address = (
        f"/link/{token_of(OneTimeLink.objects.get(person__email='marta@acme.example'))}/"  # as it is mailed
    )
    marta = at_the_door(width=390, language=say.language)
    marta.goto(address)
    press(marta, say.approve)
    expect(marta.locator("main")).to_contain_text(say.approved)
    marta.goto(address)
    expect(marta.get_by_role("button", name=say.approve)).to_have_count(0)
    expect(marta.locator("main")).to_contain_text(say.over)
    run_jobs()

    assert Decision.objects.get().verdict == "approve"
    laptop = Ticket.objects.get(service__slug="laptop")
    parking.refresh_from_db()
    assert (parking.outcome, laptop.status) == ("withdrawn", "open")
