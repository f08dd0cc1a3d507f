"""A tender: the suppliers answer by link, nobody reads an offer before the closing day, and then all are open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.engines.workflow.acme.office import MONDAY, ask, decide, do, mails_to, reload, sweep, told
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.timeline.queries import verify
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow.models import SealedAnswer, Step
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

LINK = re.compile(r"/answer/([^/\s]+)/")
CLOSED = datetime(MONDAY.year, 3, 8, 21, 0, tzinfo=UTC)
OFFERS = {"norte": ("18111.50", "21", "Con montaje anodino"), "sur": ("17222.25", "33", "Portes murmurados")}
READERS = ("ana", "amparo", "pablo", "carmen", "admin", "elena")


def begun() -> Ticket:
    suppliers = [{"name": name.title(), "mail": f"ofertas@{name}.example"} for name in (*OFFERS, "oeste")]
    terms = "Cuarenta mesas regulables de 160 por 80, puestas en Madrid."
    answers = {"what": "Mesas regulables", "terms": terms, "closes_on": f"{MONDAY.year}-03-08"}
    ticket = ask("ana", "tender", **answers, suppliers=suppliers)
    do("amparo", "read")
    run_jobs()
    return ticket


def link(name: str) -> str:
    (mail,) = (one for one in mails_to(f"ofertas@{name}.example") if LINK.search(one.text))
    found = LINK.search(mail.text)
    assert found is not None
    return f"/answer/{found[1]}/"


def hand_in(name: str) -> Any:
    price, days, terms = OFFERS.get(name, ("1.00", "1", "Tarde"))
    posted = {"price": price.replace(".", ","), "days": days, "terms": terms}
    response = Client().post(link(name), posted)
    run_jobs()
    return response


def pages(ticket: Ticket) -> list[str]:
    """All pages of the request and all lists, as everybody concerned gets them."""
    number = ticket.number
    own = [f"/requests/{number}/", f"/requests/{number}/history/"]
    kept = [f"/requests/{number}/history/?as={kind}" for kind in ("csv", "json")]
    desk = [f"/desk/tickets/{number}/", "/desk/", "/desk/queue/", f"/search/?q={OFFERS['sur'][2].split()[1]}"]
    lists = ["/notifications/", "/approvals/", "/requests/"]
    return [page for reader in READERS for page in _read(reader, [*own, *kept, *desk, *lists])]


def _read(reader: str, paths: list[str]) -> list[str]:
    client = Client()
    client.force_login(person(reader))
    return [client.get(path).content.decode() for path in paths]


def shows(pages: list[str], found: Callable[[str], bool]) -> int:
    return sum(map(found, pages))


def an_offer(page: str) -> bool:
    return any(
        words in page
        for words in ("18.111", "18111", "17.222", "17222", "montaje anodino", "Portes murmurados")
    )


def test_offers_come_by_link_stay_sealed_are_opened_on_the_day_and_the_best_is_told() -> None:
    with clock.frozen(MONDAY):
        ticket = begun()
        assert "Nadie puede leerla" in Client().get(link("norte")).content.decode()
    with clock.frozen(MONDAY + timedelta(days=1)):
        assert [hand_in(name).status_code for name in OFFERS] == [200, 200]
        assert SealedAnswer.objects.count() == 2
        assert shows(pages(ticket), an_offer) == 0
        desk = _read("amparo", [f"/desk/tickets/{ticket.number}/"])[0]
        assert desk.count("Todavía no lo puede leer nadie") == 2
        assert shows([*told("ana"), *told("amparo")], an_offer) == 0
        assert Client().get(link("norte")).status_code == 409
    with clock.frozen(CLOSED):
        assert hand_in("oeste").status_code == 409
        while sweep():
            run_jobs()
        outcomes = Step.objects.filter(run__ticket=ticket, block="offer").order_by("pk")
        assert list(outcomes.values_list("outcome", flat=True)) == ["answered", "answered", "expired"]
        history = _read("ana", [f"/requests/{ticket.number}/"])[0]
        desk = _read("amparo", [f"/desk/tickets/{ticket.number}/"])[0]
        assert history.count("Se abrió la respuesta sellada de") == 2
        assert "17.222,25" in desk
        do("amparo", "choose", offer="ofertas@sur.example", reason="Es la más barata.")
        decide("carmen")
        run_jobs()
        assert reload(ticket).outcome == Outcome.FULFILLED
        assert "Hemos elegido tu oferta" in mails_to("ofertas@sur.example")[-1].text
        assert "hemos elegido otra" in mails_to("ofertas@norte.example")[-1].text
    assert list(verify()) == []
