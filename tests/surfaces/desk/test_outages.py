"""Outages at the desk: opened by one press, told, joined, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.jobs import run_jobs
from tests.records.status.world import World, fresh, world
from ventanilla.core.kit import clock
from ventanilla.records.status.models import Outage
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import OutageReport, Ticket


@pytest.fixture
def w(db: None) -> World:
    return world()


def as_(person: object) -> Client:
    client = Client()
    client.force_login(fresh(person))  # type: ignore[arg-type]
    return client


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def again(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_the_list_is_empty_with_a_way_on(w: World) -> None:
    shown = page(as_(w.luis), "/desk/outages/")
    assert "Nothing has been out yet" in shown
    assert "/desk/outages/new/" in shown


def test_an_outage_is_opened_with_a_form(w: World) -> None:
    client = as_(w.luis)
    page(client, "/desk/outages/new/")
    given = {
        "title_en": "Mail is out",
        "health_email": "down",
        "health_app": "degraded",
        "text_en": "We are looking.",
        "promise": "30",
    }
    sent = client.post("/desk/outages/new/", given)
    made = Outage.objects.get()
    assert sent["Location"] == f"/desk/outages/{made.pk}/"
    assert (made.title, made.opened_by) == ({"en": "Mail is out"}, w.luis)
    assert dict(made.touches.values_list("component__slug", "health")) == {"email": "down", "app": "degraded"}
    assert timedelta(minutes=29) < made.next_update_at - clock.now() <= timedelta(minutes=30)  # type: ignore[operator]
    assert "Mail is out" in page(client, "/desk/outages/")


def test_what_was_typed_is_kept_when_something_is_missing(w: World) -> None:
    sent = as_(w.luis).post("/desk/outages/new/", {"title_es": "El correo no va", "text_es": "Lo miramos."})
    shown = sent.content.decode()
    assert sent.status_code == 422
    assert "Choose what doesn&#x27;t work." in shown
    assert "El correo no va" in shown
    assert "Lo miramos." in shown


@pytest.mark.parametrize(
    "started_at", ["yesterday", "2026-13-45T99:99", "\x00", "9" * 400, "9999-12-31T23:59"]
)
def test_odd_dates_are_no_error_of_ours(w: World, started_at: str) -> None:
    given = {"title_es": "x", "health_email": "down", "started_at": started_at}
    assert as_(w.luis).post("/desk/outages/new/", given).status_code == 422


def test_work_is_planned_and_called_off(w: World) -> None:
    client = as_(w.luis)
    assert "Plan work" in page(client, "/desk/outages/new/?kind=planned")
    start = clock.now() + timedelta(days=1)
    given = {
        "kind": "planned",
        "title_en": "New version",
        "components": ["email"],
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}",
    }
    assert client.post("/desk/outages/new/", {**given, "ends_at": ""}).status_code == 422
    client.post("/desk/outages/new/", given)
    work = Outage.objects.get()
    assert work.state == "scheduled"
    client.post(f"/desk/outages/{work.pk}/cancellation/", {"text_en": "Next week."})
    assert Outage.objects.get().state == "cancelled"
    assert client.post(f"/desk/outages/{work.pk}/cancellation/").status_code == 409


def test_an_update_and_the_end(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    tickets.join(actor=w.luis, ticket=ticket, outage=outage)
    client = as_(w.luis)
    url = f"/desk/outages/{outage.pk}/"
    assert ticket.number in page(client, url)
    refused = client.post(f"{url}updates/", {"state": "identified", "text_en": " "})
    assert (refused.status_code, "Write it in one language at least." in refused.content.decode()) == (
        422,
        True,
    )
    client.post(
        f"{url}updates/",
        {"state": "identified", "text_es": "Es el proveedor.", "health_email": "degraded", "health_app": ""},
    )
    assert "Es el proveedor." in page(client, url)
    assert dict(outage.touches.values_list("component__slug", "health")) == {"email": "degraded"}
    client.post(f"{url}updates/", {"state": "over", "text_en": "It works."})
    run_jobs()
    assert again(ticket).status == "resolved"
    assert client.post(f"{url}updates/", {"state": "over"}).status_code == 409


def test_from_a_report_one_press_makes_an_outage_of_all_that_are_alike(w: World) -> None:
    ticket, same = w.report(), w.report(w.marta)
    client = as_(w.luis)
    shown = page(client, f"/desk/tickets/{ticket.number}/")
    assert "Make one outage of them" in shown
    assert same.number in shown
    sent = client.post(f"/desk/tickets/{ticket.number}/outage/", {"alike": [same.number]})
    made = Outage.objects.get()
    assert sent["Location"] == f"/desk/outages/{made.pk}/"
    assert made.title == {"es": "Correo: no funciona", "en": "E-mail: doesn't work"}
    assert OutageReport.objects.filter(outage=made).count() == 2


def test_from_a_report_one_press_joins_it_to_what_goes_on(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    client = as_(w.luis)
    assert "Join to “Mail is out”" in page(client, f"/desk/tickets/{ticket.number}/")
    client.post(f"/desk/tickets/{ticket.number}/outage/", {"outage": str(outage.pk)})
    assert again(ticket).status == "waiting"
    assert "It waits for the end of an outage" in page(client, f"/desk/tickets/{ticket.number}/")
    client.post(f"/desk/tickets/{ticket.number}/outage/", {"leave": "1"})
    assert again(ticket).status == "open"


def test_where_it_is_not_clear_what_is_out_the_form_asks(w: World) -> None:
    service = factories.service(service="plain", kind="incident", workflow=[])
    ticket = tickets.submit(actor=w.ana, service=service, answers={"what": "Something"})
    sent = as_(w.luis).post(f"/desk/tickets/{ticket.number}/outage/")
    assert sent["Location"] == f"/desk/outages/new/?tickets={ticket.number}"
    assert ticket.number in page(as_(w.luis), sent["Location"])


def test_several_are_ticked_in_the_queue_and_joined(w: World) -> None:
    first, second, outage = w.report(), w.report(w.marta), w.outage()
    client = as_(w.luis)
    shown = page(client, "/desk/queue/")
    assert shown.count("data-tick>") == 2
    sent = client.post(
        "/desk/queue/outage/",
        {"tickets": [first.number, second.number, "INC-99999"], "outage": str(outage.pk)},
    )
    assert sent["Location"] == f"/desk/outages/{outage.pk}/"
    assert OutageReport.objects.filter(outage=outage).count() == 2
    assert first.number not in page(client, "/desk/queue/")
    new = client.post("/desk/queue/outage/", {"tickets": [first.number], "outage": "new"})
    assert new["Location"] == f"/desk/outages/new/?tickets={first.number}"
    assert client.post("/desk/queue/outage/", {"outage": "new"})["Location"] == "/desk/queue/"
    assert (
        client.post("/desk/queue/outage/", {"tickets": [first.number], "outage": "9" * 30}).status_code == 404
    )


def test_others_do_not_find_what_is_not_theirs(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    felipe = as_(w.felipe)
    assert felipe.get(f"/desk/outages/{outage.pk}/").status_code == 404
    assert felipe.post(f"/desk/outages/{outage.pk}/updates/", {"state": "over"}).status_code == 404
    assert (
        felipe.post(f"/desk/tickets/{ticket.number}/outage/", {"outage": str(outage.pk)}).status_code == 404
    )
    assert as_(w.ana).get("/desk/outages/").status_code == 403
    assert Outage.objects.get().state == "investigating"


def test_a_ticket_says_why_it_weighs_what_it_weighs(w: World) -> None:
    shown = page(as_(w.luis), f"/desk/tickets/{w.report(who='office').number}/")
    assert "Whom? The office" in shown
    assert "Impact high, urgency high: Urgent" in shown
    assert "“Priority” is Urgent" in shown
    assert "30 minutes" in shown


def test_a_duplicate_asks_of_which_and_both_pages_say_so(w: World) -> None:
    ticket, first = w.report(), w.report(w.marta)
    client = as_(w.luis)
    url = f"/desk/tickets/{ticket.number}/resolution/"
    refused = client.post(url, {"outcome": "duplicate", "text": "Already there."})
    assert (refused.status_code, "Already there." in refused.content.decode()) == (422, True)
    assert client.post(url, {"outcome": "duplicate", "of": "INC-99999"}).status_code == 422
    assert client.post(url, {"outcome": "duplicate", "of": "\x00" * 30}).status_code == 422
    client.post(url, {"outcome": "duplicate", "of": first.number.lower()})
    assert again(ticket).duplicate_of == first
    assert f"Repeats {first.number}" in page(client, f"/desk/tickets/{ticket.number}/")
    assert f"Repeated by {ticket.number}" in page(client, f"/desk/tickets/{first.number}/")


def test_the_lists_take_the_same_queries_at_any_length(w: World, django_assert_max_num_queries: Any) -> None:
    client = as_(w.luis)
    for size in (1, 4):
        for _more in range(size):
            tickets.join(actor=w.luis, ticket=w.report(), outage=w.outage())
        with django_assert_max_num_queries(16):
            page(client, "/desk/outages/")
