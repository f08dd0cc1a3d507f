"""Sharing a request in the portal, and asking for somebody else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import factories
from tests.surfaces.portal.conftest import ANSWERS
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Location
from ventanilla.records.tickets.actions import add_participant, submit
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import participants

pytestmark = pytest.mark.django_db
ASK = "/services/laptop/ask/"


def titles(client: Any, query: str) -> list[str]:
    return [row.number for row in client.get(f"/requests/{query}").context["rows"]]


@pytest.fixture
def diego(marta: Any) -> Any:
    return factories.person("Diego", manager=marta, language="en")


def test_each_list_holds_its_own(ana: Any, marta: Any, diego: Any, ask: Any, as_: Any) -> None:
    of_ana, of_diego, of_marta = ask(), ask(diego), ask(marta)
    add_participant(actor=ana, ticket=of_ana, person=diego)
    assert titles(as_(diego), "") == [of_diego.number]
    assert titles(as_(diego), "?of=shared") == [of_ana.number]
    assert titles(as_(marta), "") == [of_marta.number]
    assert set(titles(as_(marta), "?of=team")) == {of_ana.number, of_diego.number}
    assert titles(as_(marta), "?of=team&show=finished") == []
    assert titles(as_(marta), "?of=odd%00") == [of_marta.number]
    labels = [tab["label"] for tab in as_(ana).get("/requests/").context["tabs"]]
    assert labels == ["Mine", "Shared with me"]
    labels = [tab["label"] for tab in as_(marta).get("/requests/").context["tabs"]]
    assert labels == ["Mine", "Shared with me", "My team's"]
    assert titles(as_(ana), "?of=team") == []


def test_the_lists_take_the_same_queries_however_long_they_are(
    ana: Any, marta: Any, ask: Any, as_: Any, queries_of: Any
) -> None:
    for whose, reader in (("team", marta), ("shared", factories.person("Eva"))):
        for _each in range(2):
            add_participant(actor=ana, ticket=ask(), person=reader)
        few = queries_of(as_(reader), f"/requests/?of={whose}")
        for _each in range(5):
            add_participant(actor=ana, ticket=ask(), person=reader)
        assert queries_of(as_(reader), f"/requests/?of={whose}") == few


def test_a_list_goes_on_where_it_was(ana: Any, marta: Any, ask: Any, as_: Any) -> None:
    tickets = [ask() for _each in range(32)]
    first = as_(marta).get("/requests/?of=team")
    assert first.context["more"].startswith("/requests/?of=team&after=")
    rest = as_(marta).get(first.context["more"], headers={"HX-Request": "true"})
    seen = [row.number for row in (*first.context["rows"], *rest.context["rows"])]
    assert sorted(seen) == sorted(ticket.number for ticket in tickets)


def test_a_colleague_is_added_told_of_on_the_page_and_removed(
    ana: Any, diego: Any, ask: Any, as_: Any
) -> None:
    ticket, client = ask(), as_(ana)
    url = f"/requests/{ticket.number}/"
    client.post(f"{url}participants/", {"person": f"Diego ({diego.email})"})
    page = client.get(url).content.decode()
    assert "Remove Diego" in page
    assert "Remove" not in as_(diego).get(url).content.decode()
    assert "Leave" in as_(diego).get(url).content.decode()
    assert as_(diego).post(f"{url}participants/{ana.pk}/removal/").status_code == 404
    gone = client.post(f"{url}participants/{diego.pk}/removal/")
    assert gone.headers["Location"] == url
    assert as_(diego).get(url).status_code == 404
    assert as_(diego).get(f"{url}live/?since=0").status_code == 404
    assert client.post(f"{url}participants/{diego.pk}/removal/").status_code == 404
    assert client.post(f"{url}participants/{10**30}/removal/").status_code == 404


def test_who_leaves_goes_back_to_the_list(ana: Any, ask: Any, as_: Any) -> None:
    ticket, eva = ask(), factories.person("Eva")
    add_participant(actor=ana, ticket=ticket, person=eva)
    left = as_(eva).post(f"/requests/{ticket.number}/participants/{eva.pk}/removal/")
    assert left.headers["Location"] == "/requests/"
    assert participants(ticket) == []


def test_a_manager_reads_joins_and_then_writes(
    ana: Any, marta: Any, diego: Any, laptop: Any, as_: Any
) -> None:
    service = factories.service(requested_for="anyone")
    ticket = submit(actor=ana, service=service, answers={"what": "Una silla"})
    url, client = f"/requests/{ticket.number}/", as_(marta)
    page = client.get(url).content.decode()
    assert "Una silla" in page
    assert 'name="text"' not in page
    assert "Take part" in page
    assert "As manager: reads it" in as_(ana).get(url).content.decode()
    assert client.post(f"{url}comments/", {"text": "Hola"}).status_code == 403
    assert client.post(f"{url}part/").headers["Location"] == url
    assert 'name="text"' in client.get(url).content.decode()
    assert client.post(f"{url}comments/", {"text": "Hola"}).status_code == 302
    directory.change(ana, actor=None, manager=diego)
    directory.change(diego, actor=None, manager=None)
    client.post(f"{url}participants/{marta.pk}/removal/")
    assert client.get(url).status_code == 404


def test_sharing_with_the_department_is_said_on_the_page_and_ends(ana: Any, ask: Any, as_: Any) -> None:
    marketing = factories.department("marketing", name={"en": "Marketing", "es": "Marketing"})
    eva = factories.person("Eva", department=marketing, language="en")
    directory.change(ana, actor=None, department=marketing)
    ticket = ask(ana)
    url, client = f"/requests/{ticket.number}/", as_(ana)
    assert "Let everybody in Marketing read it" in client.get(url).content.decode()
    assert as_(eva).get(url).status_code == 404
    assert client.post(f"{url}sharing/", {"circle": "department"}).status_code == 302
    assert "Everybody in Marketing can read it." in client.get(url).content.decode()
    shown = as_(eva).get(url).content.decode()
    assert "because it was shared with you" in shown
    assert "Let everybody" not in shown
    client.post(f"{url}sharing/", {"circle": "department", "end": "1"})
    assert as_(eva).get(url).status_code == 404
    for odd in ("", "organization", "everybody", "\x00"):
        assert client.post(f"{url}sharing/", {"circle": odd}).status_code == 422


def test_whoever_is_chosen_sees_the_form_begin_with_what_is_theirs(ana: Any, as_: Any) -> None:
    madrid = directory.add(Location, actor=None, slug="madrid", name={"en": "Madrid"})
    sevilla = directory.add(Location, actor=None, slug="sevilla", name={"en": "Sevilla"})
    directory.change(ana, actor=None, location=madrid)
    diego = factories.person("Diego", location=sevilla)
    questions = [
        {
            "id": "place",
            "type": "location",
            "label": {"en": "Where?"},
            "default": {"fact": "requested_for.location"},
        },
        {"id": "why", "type": "short_text", "label": {"en": "Why?"}},
    ]
    factories.service(
        service="desk",
        requested_for="anyone",
        form=[{"section": {"id": "main", "title": {"en": "Desk"}}, "questions": questions}],
    )
    client, url = as_(ana), "/services/desk/ask/"
    assert chosen(client.get(url)) == ["madrid"]
    sent = {
        "for": "other",
        "requested_for": diego.email,
        "choose": "1",
        "place": "madrid",
        "why": "New chair",
    }
    page = client.post(url, sent)
    text = page.content.decode()
    assert page.status_code == 200
    assert chosen(page) == ["sevilla"]
    assert 'value="New chair"' in text
    assert "Send the request for Diego" in text
    assert "for Diego" in text
    assert not Ticket.objects.exists()
    back = client.post(url, {**sent, "for": "me", "place": "sevilla", "begun": diego.email})
    assert "Send the request for" not in back.content.decode()
    assert chosen(back) == ["madrid"]
    wrong = client.post(url, {**sent, "requested_for": "Nobody"})
    assert wrong.status_code == 422
    assert "New chair" in wrong.content.decode()


def chosen(page: Any) -> list[str]:
    """The places that are chosen on a page."""
    return re.findall(r'value="(madrid|sevilla)"[^>]*(?: selected| checked)', page.content.decode())


def test_only_those_for_whom_one_may_ask_are_offered(ana: Any, clara: Any, laptop: Any, as_: Any) -> None:
    same = {"fact": "requested_for.department", "op": "is", "value": {"fact": "requester.department"}}
    factories.service(service="mine", requested_for=same)
    factories.service(service="self")
    marketing, sales = factories.department("marketing"), factories.department("sales")
    directory.change(ana, actor=None, department=marketing)
    near = factories.person("Nadia", department=marketing)
    far = factories.person("Nadir", department=sales)

    def offered(service: str, text: str = "Nad") -> list[str]:
        found = as_(ana).get(f"/services/{service}/ask/people/", {"q": text}).json()["people"]
        return sorted(one["name"] for one in found)

    assert offered("mine") == [near.name]
    assert offered("laptop") == [near.name, far.name]
    assert offered("self") == []
    assert offered("laptop", "Clara") == []
    assert offered("laptop", "Ana") == []
    assert offered("laptop", "\x00") == []
    assert as_(ana).get("/services/nowhere/ask/people/?q=a").status_code == 404


def test_what_is_asked_for_somebody_is_theirs_too_and_says_for_whom(
    ana: Any, marta: Any, laptop: Any, as_: Any
) -> None:
    diego = factories.person("Diego", manager=marta, language="en")
    ticket = submit(actor=ana, service=laptop, answers=ANSWERS, requested_for=diego)
    assert titles(as_(diego), "") == [ticket.number]
    assert titles(as_(ana), "") == [ticket.number]
    url = f"/requests/{ticket.number}/"
    assert "for Diego" not in as_(diego).get(url).content.decode().split("</h1>")[0]
    assert as_(marta).get(url).content.decode().split("</h1>")[0].endswith(", for Diego")
    assert as_(diego).post(f"{url}cancellation/", {"text": ""}).status_code == 302
