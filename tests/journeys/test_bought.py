"""Things that are bought (S094, S118–S121): a licence and a monitor, wholly in the browser, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.jobs import run_jobs
from tests.journeys.acting import asks, decides, fill, follow, press, speak, works
from ventanilla.core.timeline.queries import verify
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.budgets.models import Reservation
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Words:
    """What the pages say."""

    language: str
    send: str
    send_again: str
    approve: str
    return_: str
    done: str
    correct: str
    licence: str
    changed: str
    cheap: str
    skipped: str
    install: str
    monitor: str
    price: str
    left: str
    quotes: str
    choose: str
    ticked: str
    why: str
    order: str
    deliver: str
    cost: str
    spent: str


SPANISH = Words(
    language="es",
    send="Enviar la solicitud",
    send_again="Volver a enviarla",
    approve="Aprobar",
    return_="Devolver",
    done="Marcar como hech",
    correct="Corregir",
    licence="Licencia de un programa",
    changed="Lo que ha cambiado",
    cheap="59,00",
    skipped="Cuesta menos de 100 €, así que no pasa por Compras.",
    install="Instalar el programa",
    monitor="Comprar un monitor",
    price="249,00",
    left="23.751,00",
    quotes="Pedir presupuestos",
    choose="Elegir el presupuesto",
    ticked="Pantallas Sur · 229,90",
    why="Hace falta",
    order="Hacer el pedido",
    deliver="Entregar el monitor",
    cost="Costó 265,00",
    spent="Gastado",
)
ENGLISH = Words(
    language="en",
    send="Send",
    send_again="Send it again",
    approve="Approve",
    return_="Return",
    done="Mark as done",
    correct="Correct",
    licence="Software licence",
    changed="What has changed",
    cheap="59.00",
    skipped="It costs less than €100, so it skips Procurement.",
    install="Install the program",
    monitor="Buy a monitor",
    price="249.00",
    left="23,751.00",
    quotes="Get quotes",
    choose="Choose the quote",
    ticked="Pantallas Sur · €229.90",
    why="Needed when",
    order="Place the order",
    deliver="Hand over the monitor",
    cost="It cost €265.00",
    spent="Spent",
)
both_languages = pytest.mark.parametrize("say", [SPANISH, ENGLISH], ids=["in Spanish", "in English"])


@both_languages
def test_a_licence_is_corrected_once_and_skips_procurement(sign_in, say: Words):
    speak(say.language)
    ana, marta, luis = sign_in("ana"), sign_in("marta"), sign_in("luis")
    number = asks(ana, "software-licence", say.send, product="photo-studio", reason="Retocar fotos.")
    decides(marta, say.licence, say.return_, "289", comment="¿No te basta el de PDF?")

    ana.goto("/")
    follow(ana, say.correct)
    fill(ana, product="pdf-editor")
    press(ana, say.send_again)
    ana.wait_for_url(f"**/requests/{number}/")
    decides(marta, say.licence, say.approve, say.changed, say.cheap)

    ana.goto(f"/requests/{number}/")
    expect(ana.locator("main")).to_contain_text(say.skipped)
    works(luis, say.install, say.done, note="Busca «PDF» en el menú.")
    run_jobs("notifications.tell")
    ana.goto("/notifications/")
    expect(ana.locator("main")).to_contain_text("Busca «PDF» en el menú.")
    assert Ticket.objects.get(number=number).outcome == "fulfilled"


@both_languages
def test_a_monitor_is_bought_within_the_budget(sign_in, say: Words):
    speak(say.language)
    ana, marta, carmen = sign_in("ana"), sign_in("marta"), sign_in("carmen")
    pablo, felipe = sign_in("pablo"), sign_in("felipe")
    number = asks(ana, "monitor", say.send, model="monitor-27", reason="Maquetar folletos.")
    decides(marta, say.monitor, say.approve, say.price)
    decides(carmen, say.monitor, say.approve, say.price, say.left)

    offers = {
        "offers__0__supplier": "Duero",
        "offers__0__price": "265",
        "offers__0__days": "1",
        "offers__1__supplier": "Pantallas Sur",
        "offers__1__price": say.cheap.replace("59", "229").replace("00", "90"),
        "offers__1__days": "3",
    }
    works(pablo, say.quotes, say.done, **offers)
    follow(pablo, say.choose)
    expect(pablo.locator("[name='offer'][value='Pantallas Sur']")).to_be_checked()
    expect(pablo.locator("main")).to_contain_text(say.ticked)
    fill(pablo, offer="Duero")
    press(pablo, say.done)
    expect(pablo.locator("[name='reason']")).to_have_attribute("aria-invalid", "true")
    fill(pablo, reason="Llega antes de la feria.")
    press(pablo, say.done)
    pablo.wait_for_url("**/desk/")
    works(pablo, say.order, say.done, number="PO-9", arrives_on="2030-05-06")
    works(felipe, say.deliver, say.done)

    run_jobs("notifications.tell")
    ana.goto("/notifications/")
    expect(ana.locator("main")).to_contain_text(say.cost)
    carmen.goto("/desk/budgets/CC-200/")
    expect(carmen.locator("main")).to_contain_text(number)
    expect(carmen.locator("main")).to_contain_text(say.spent)
    taken = Reservation.objects.get(reference=number)
    assert (str(taken.amount), taken.state) == ("265.00", "spent")
    told = Notification.objects.filter(person__email="ana@acme.example", ticket__number=number)
    assert told.count() == 6  # decided twice, quotes, choice, order, done
    assert list(verify()) == []
