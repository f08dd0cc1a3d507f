"""Three people say that mail is out: joined to one outage, seen by everybody, over, each told once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.jobs import run_jobs
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.queries import verify
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.status.models import Outage
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.journey

REPORTERS = ("ana", "marta", "carmen")


@dataclass(frozen=True)
class Words:
    """What the pages say, so that one journey runs in both languages."""

    language: str
    urgent: str
    one_outage: str
    title: str
    update: str
    known: str
    me_too: str
    board: str
    over: str
    all_works: str
    told_over: str
    still: str
    tell: str


SPANISH = Words(
    language="es",
    urgent="Urgente, porque mucha gente no puede trabajar",
    one_outage="Hacer de todas una interrupción",
    title="Correo y calendario: no funciona",
    update="Es el proveedor; llegará todo más tarde.",
    known="Ya lo sabemos",
    me_too="A mí también me pasa",
    board="Correo y calendario: ahora no funciona",
    over="Ha terminado",
    all_works="Todo funciona",
    told_over="ha terminado. Si a ti te sigue fallando",
    still="A mí me sigue fallando",
    tell="Decírselo al equipo",
)
ENGLISH = Words(
    language="en",
    urgent="Urgent, because many people can't work",
    one_outage="Make one outage of them",
    title="E-mail and calendar: doesn't work",
    update="It is our provider; everything will arrive later.",
    known="It is known",
    me_too="It happens to me too",
    board="E-mail and calendar: doesn't work now",
    over="It is over",
    all_works="All works",
    told_over="is over. If it still fails for you",
    still="It still fails for me",
    tell="Tell the team",
)


def choose(page: Page, question: str, value: str) -> None:
    """The label lies over the button, as a large target."""
    page.check(f"[name={question}][value={value}]", force=True)


def reports(page: Page, say: Words) -> str:
    """Somebody says that mail is out for the whole office. Returns the number."""
    page.goto("/services/incident/ask/")
    page.select_option("[name=what]", "email")
    choose(page, "since", "now")
    page.fill("[name=details]", "No sale ni llega nada desde las nueve.")
    choose(page, "who", "office")
    choose(page, "work", "stopped")
    page.click(".asking-end button[type=submit]")
    page.wait_for_url("**/sent/")
    expect(page.locator("main")).to_contain_text(say.urgent)
    return page.url.split("/")[-3]


def makes_an_outage(page: Page, number: str, say: Words) -> Outage:
    """Luis takes one of them, and presses once."""
    page.goto("/desk/queue/")
    page.click(f"[data-row]:has-text('{number}') .row-title a")
    page.click(f"button:has-text('{say.one_outage}')")
    page.wait_for_url("**/desk/outages/*/")
    expect(page.locator("h1")).to_contain_text(say.title)
    expect(page.locator("#reports [data-row]")).to_have_count(3)
    return Outage.objects.get()


def says(page: Page, say: Words) -> None:
    """An update in one language, for all."""
    page.fill(f"[name=text_{say.language}]", say.update)
    page.select_option("#id_state", "identified")
    page.click("button.primary[type=submit]")
    expect(page.locator("#updates")).to_contain_text(say.update)


@pytest.mark.parametrize("say", [SPANISH, ENGLISH], ids=["in Spanish", "in English"])
def test_three_reports_are_one_outage_and_everybody_hears_its_end_once(sign_in, say: Words) -> None:
    Person.objects.update(language=say.language)
    pages = {name: sign_in(name) for name in REPORTERS}
    numbers = {name: reports(page, say) for name, page in pages.items()}
    luis = sign_in("luis")
    outage = makes_an_outage(luis, numbers["marta"], say)
    says(luis, say)
    run_jobs()

    ana = pages["ana"]
    ana.goto(f"/requests/{numbers['ana']}/")
    expect(ana.locator("main")).to_contain_text(say.known)
    expect(ana.locator("main")).to_contain_text(say.update)

    felipe = sign_in("felipe", width=390)
    felipe.goto("/services/incident/ask/")
    felipe.click(f"button:has-text('{say.me_too}')")
    felipe.goto("/status/")
    expect(felipe.locator("h1")).to_have_text(say.board)
    assert Ticket.objects.filter(service__slug="incident").count() == 3

    luis.goto(f"/desk/outages/{outage.pk}/")
    luis.click(f"button:has-text('{say.over}')")
    expect(luis.locator("main")).to_contain_text(say.over)
    run_jobs()
    run_jobs()

    for name in (*REPORTERS, "felipe"):
        told = Notification.objects.filter(person__email=f"{name}@acme.example")
        assert sum("over" in row.icon or row.icon == "check-circle" for row in told) == 1, name
    for name in REPORTERS:
        mails = Message.objects.filter(person__email=f"{name}@acme.example", ticket__number=numbers[name])
        assert mails.filter(text__contains=say.told_over).count() == 1, name
    felipe.goto("/status/")
    expect(felipe.locator("h1")).to_have_text(say.all_works)
    assert set(Ticket.objects.filter(service__slug="incident").values_list("status", flat=True)) == {
        "resolved"
    }

    ana.goto(f"/requests/{numbers['ana']}/")
    ana.click(f"summary:has-text('{say.still}')")
    ana.fill("#id_still", "A mí no me llega nada.")
    ana.click(f"button:has-text('{say.tell}')")
    expect(ana.locator("main")).to_contain_text("A mí no me llega nada.")
    states = dict(Ticket.objects.filter(service__slug="incident").values_list("requester__email", "status"))
    assert states["ana@acme.example"] == "open"
    assert states["marta@acme.example"] == "resolved"
    assert list(verify()) == []
