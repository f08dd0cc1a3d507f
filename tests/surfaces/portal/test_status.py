"""The status page, what is known already, and who sees what of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.jobs import run_jobs
from tests.records.status.world import World, fresh, world
from ventanilla.engines.notifications.queries import unread_count
from ventanilla.records.status import actions
from ventanilla.records.status.choices import Health, Stage
from ventanilla.records.status.models import Component, ComponentFollow, Follow
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket

SAID = {"en": "It is the provider."}


@pytest.fixture
def w(db: None) -> World:
    cache.clear()
    return world()


def as_(person: object) -> Client:
    client = Client()
    client.force_login(fresh(person))  # type: ignore[arg-type]
    return client


def page(client: Client, url: str = "/status/") -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_all_is_well_in_one_sentence(w: World) -> None:
    shown = page(as_(w.ana))
    assert "<h1>All works</h1>" in shown
    assert shown.count('class="days"') == 3
    assert "Nothing went wrong in the last 90 days." in shown


def test_what_is_out_is_named_with_what_was_said(w: World) -> None:
    outage = w.outage(health=Health.DEGRADED)
    actions.update(actor=w.luis, outage=outage, state=Stage.IDENTIFIED, text=SAID)
    shown = page(as_(w.ana))
    assert "<h1>E-mail: slow or with faults now</h1>" in shown
    assert "It is the provider." in shown
    assert "We know what it is" in shown
    assert "It is the provider." in page(as_(w.ana), f"/status/{outage.pk}/")


def test_a_customer_sees_only_what_is_for_customers(w: World) -> None:
    mail, app = w.outage(), w.outage(w.app)
    shown = page(as_(w.clara))
    assert "<h1>The app: doesn&#x27;t work now</h1>" in shown
    assert "E-mail" not in shown
    assert as_(w.clara).get(f"/status/{mail.pk}/").status_code == 404
    assert as_(w.clara).get(f"/status/{app.pk}/").status_code == 200
    assert as_(w.clara).post(f"/status/{mail.pk}/following/", {"affected": "1"}).status_code == 404
    assert as_(w.clara).post("/status/components/email/following/", {"wanted": "1"}).status_code == 404


def test_nobody_sees_it_without_signing_in_unless_the_operator_says_so(w: World, settings: Any) -> None:
    outage = w.outage(w.app)
    for url in ("/status/", f"/status/{outage.pk}/"):
        assert Client().get(url).status_code == 302
    settings.PUBLIC_STATUS = True
    shown = page(Client(headers={"accept-language": "en"}))
    assert "All works" not in shown
    assert "Nothing is watched yet" in shown
    Component.objects.filter(pk=w.app.pk).update(public=True)
    shown = page(Client(headers={"accept-language": "en"}))
    assert "The app: doesn&#x27;t work now" in shown
    assert "E-mail" not in shown
    assert "This affects me" not in shown
    assert Client().get(f"/status/{w.outage().pk}/").status_code == 404


def test_one_press_says_that_it_affects_me(w: World) -> None:
    outage = w.outage()
    client = as_(w.ana)
    assert "This affects me" in page(client)
    sent = client.post(
        f"/status/{outage.pk}/following/", {"affected": "1", "wants": "end", "back": "/status/"}
    )
    assert (sent.status_code, sent["Location"]) == (302, "/status/")
    row = Follow.objects.get()
    assert (row.person, row.affected, row.wants) == (w.ana, True, "end")
    assert "You said that it affects you." in page(client)
    client.post(f"/status/{outage.pk}/following/", {"wants": "everything"})
    assert Follow.objects.get().wants == "everything"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00", ""]
)
def test_the_way_back_stays_here(w: World, back: str) -> None:
    outage = w.outage()
    sent = as_(w.ana).post(f"/status/{outage.pk}/following/", {"affected": "1", "back": back})
    assert sent["Location"] == f"/status/{outage.pk}/"


def test_nonsense_is_no_error_of_ours(w: World) -> None:
    outage = w.outage()
    client = as_(w.ana)
    assert client.post(f"/status/{outage.pk}/following/", {"wants": "\x00"}).status_code == 422
    assert client.get("/status/99999999999999999999/").status_code == 404
    assert client.post("/status/components/nothing/following/").status_code == 404


def test_a_component_is_followed_and_let_go(w: World) -> None:
    client = as_(w.ana)
    client.post("/status/components/email/following/", {"wanted": "1"})
    assert ComponentFollow.objects.filter(person=w.ana).count() == 1
    assert "Don't tell me any more" in page(client)
    client.post("/status/components/email/following/", {"wanted": "0"})
    assert not ComponentFollow.objects.exists()


def test_a_line_above_the_pages_says_it_to_whom_it_concerns(w: World) -> None:
    outage = w.outage()
    assert "Right now: Mail is out." in page(as_(w.ana), "/requests/")
    assert "Mail is out" not in page(as_(w.clara), "/requests/")
    assert "Right now" not in page(as_(w.ana))
    actions.end(actor=w.luis, outage=outage)
    assert "Right now" not in page(as_(w.ana), "/requests/")


def test_the_form_offers_first_what_is_known(w: World) -> None:
    outage = w.outage(text=SAID)
    client = as_(w.ana)
    shown = page(client, "/services/incident/ask/")
    assert "We already know" in shown
    assert "It is the provider." in shown
    client.post(f"/status/{outage.pk}/following/", {"affected": "1", "wants": "end"})
    assert not Ticket.objects.exists()
    assert "Noted: it affects you." in page(client, "/services/incident/ask/")
    actions.end(actor=w.luis, outage=outage)
    assert "We already know" not in page(client, "/services/incident/ask/")


def test_the_request_says_how_urgent_it_is_why_and_by_when(w: World) -> None:
    ticket = w.report(who="office")
    shown = page(as_(w.ana), f"/requests/{ticket.number}/")
    assert "Urgent, because many people can&#x27;t work" in shown
    assert "Whom? The office" in shown
    assert "A first answer by" in shown
    assert "Solved by" in shown
    assert "Something doesn&#x27;t work · E-mail" in shown


def test_a_joined_request_shows_the_outage_and_its_news(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    tickets.join(actor=w.luis, ticket=ticket, outage=outage)
    actions.update(actor=w.luis, outage=outage, state=Stage.IDENTIFIED, text=SAID)
    client = as_(w.ana)
    shown = page(client, f"/requests/{ticket.number}/")
    for words in ("We know about it", "Mail is out", "It is the provider.", "Mine is something else"):
        assert words in shown, words
    assert "It is known" in page(client, "/requests/")
    assert "Your turn" not in page(client, "/requests/")


def test_it_still_fails_for_me_by_one_form(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    tickets.join(actor=w.luis, ticket=ticket, outage=outage)
    actions.end(actor=w.luis, outage=outage)
    run_jobs()
    client = as_(w.ana)
    assert "It still fails for me" in page(client, f"/requests/{ticket.number}/")
    sent = client.post(f"/requests/{ticket.number}/still-failing/", {"text": "Nothing since nine."})
    assert sent.status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).status == Status.OPEN
    assert "Nothing since nine." in page(client, f"/requests/{ticket.number}/")
    assert client.post(f"/requests/{ticket.number}/still-failing/").status_code == 409
    assert as_(w.marta).post(f"/requests/{ticket.number}/still-failing/").status_code == 404


def test_reading_the_outage_is_reading_the_news_of_it(w: World) -> None:
    actions.follow_component(actor=w.ana, component=w.email, wanted=True)
    outage = w.outage()
    run_jobs()
    assert unread_count(fresh(w.ana)) == 1
    page(as_(w.ana), f"/status/{outage.pk}/")
    assert unread_count(fresh(w.ana)) == 0


def test_a_question_of_the_team_waits_on_the_first_page(w: World) -> None:
    ticket = w.report()
    tickets.comment(actor=w.luis, ticket=ticket, text="Which floor are you on?")
    tickets.set_status(actor=w.luis, ticket=ticket, status=Status.WAITING)
    client = as_(w.ana)
    home = page(client, "/")
    assert "Which floor are you on?" in home
    assert f"/requests/{ticket.number}/#conversation" in home
    shown = page(client, f"/requests/{ticket.number}/")
    assert "The team waits for your answer" in shown
    tickets.comment(actor=w.ana, ticket=ticket, text="The third.")
    assert "Which floor are you on?" not in page(client, "/")


def test_a_duplicate_leads_to_the_other_one_if_that_is_theirs(w: World) -> None:
    mine, first, theirs = w.report(), w.report(), w.report(w.marta)
    tickets.cancel(actor=w.luis, ticket=mine, outcome=Outcome.DUPLICATE, of=first)
    assert f"It goes on in {first.number}" in page(as_(w.ana), f"/requests/{mine.number}/")
    other = w.report()
    tickets.cancel(actor=w.luis, ticket=other, outcome=Outcome.DUPLICATE, of=theirs)
    assert theirs.number not in page(as_(w.ana), f"/requests/{other.number}/")


def test_pages_answer_head(w: World) -> None:
    ticket, outage = w.report(), w.outage()
    client = as_(w.ana)
    urls = ("/", "/status/", f"/status/{outage.pk}/", "/services/", "/services/incident/", "/requests/")
    for url in (*urls, "/services/incident/ask/", f"/requests/{ticket.number}/", "/approvals/", "/things/"):
        assert client.head(url).status_code == 200, url


def test_the_page_takes_the_same_queries_whatever_was_out(
    w: World, django_assert_max_num_queries: Any
) -> None:
    client = as_(w.ana)
    page(client)
    for _size in (1, 5):
        for _more in range(_size):
            outage = w.outage(text=SAID)
            actions.update(actor=w.luis, outage=outage, state=Stage.WATCHING, text=SAID)
            if _more % 2:
                actions.end(actor=w.luis, outage=outage)
        with django_assert_max_num_queries(22):
            page(client)
