"""My work and the queue: who sees what, how it is narrowed, and what it costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def numbers(response):
    return [row["number"] for row in response.context["rows"]]


@pytest.mark.parametrize("path", ["/desk/", "/desk/queue/", "/desk/queue/?q=laptop"])
def test_a_list_costs_the_same_at_any_length(acme, approved, at_desk, path):
    tickets.assign(actor=acme.luis, ticket=approved(), assignee=acme.luis)
    approved()
    luis = at_desk(acme.luis)
    luis.get(path)
    few = queries_of(luis, path)
    for _ in range(4):
        tickets.assign(actor=acme.luis, ticket=approved(), assignee=acme.luis)
        approved()
    assert queries_of(luis, path) == few


def test_requesters_and_administrators_without_a_role_stay_out(acme, ask, at_desk):
    number = ask().number
    for person in (acme.ana, acme.marta, factories.administrator()):
        client = at_desk(person)
        for path in ("/desk/", "/desk/queue/", f"/desk/tickets/{number}/"):
            assert client.get(path).status_code == 403, (person, path)


def test_my_work_holds_my_tasks_those_of_my_teams_and_my_tickets(acme, approved, at_desk):
    ticket = approved()
    felipe = at_desk(acme.felipe)
    shown = felipe.get("/desk/").context
    assert [row["title"] for row in shown["teams"]] == ["Prepare the desk"]
    assert shown["mine"] == []
    felipe.post(f"/desk/tasks/{shown['teams'][0]['url'].split('/')[-2]}/claim/")
    shown = felipe.get("/desk/").context
    assert [row["number"] for row in shown["mine"]] == [ticket.number]
    tickets.assign(actor=acme.luis, ticket=ticket, assignee=acme.luis)
    assert numbers_in(at_desk(acme.luis).get("/desk/"), "tickets") == [ticket.number]


def numbers_in(response, name):
    return [row["number"] for row in response.context[name]]


def test_nothing_to_do_is_said_with_a_way_on(acme, at_desk):
    page = at_desk(acme.felipe).get("/desk/").content.decode()
    assert "Nothing to do right now" in page
    assert "/desk/queue/" in page


def test_the_queue_is_that_of_my_teams_alone(acme, ask, at_desk):
    number = ask().number
    assert numbers(at_desk(acme.luis).get("/desk/queue/")) == [number]
    felipe = at_desk(acme.felipe).get("/desk/queue/")
    assert numbers(felipe) == []
    assert "The queue is empty" in felipe.content.decode()


def test_words_find_numbers_titles_and_people_without_accents(acme, ask, at_desk):
    first, second = ask(), ask()
    luis = at_desk(acme.luis)
    for words in ("laptop", "portatil", "ana get", second.number.partition("-")[2], "PORTÁTIL ana"):
        assert second.number in numbers(luis.get("/desk/queue/", {"q": words})), words
    assert numbers(luis.get("/desk/queue/", {"q": "100%"})) == []
    assert numbers(luis.get("/desk/queue/", {"q": "\x00"})) == [second.number, first.number]


def test_a_whole_number_opens_the_ticket(acme, ask, at_desk):
    number = ask().number
    luis = at_desk(acme.luis)
    assert luis.get("/desk/queue/", {"q": number.lower()}).url == f"/desk/tickets/{number}/"
    assert at_desk(acme.felipe).get("/desk/queue/", {"q": number}).status_code == 200


def test_chips_narrow_the_queue_and_say_how_many(acme, ask, at_desk):
    taken, free = ask(), ask()
    tickets.assign(actor=acme.luis, ticket=taken, assignee=acme.luis)
    luis = at_desk(acme.luis)
    whole = luis.get("/desk/queue/")
    assert [(chip["label"], chip["count"]) for chip in whole.context["whose"]] == [
        ("All", 2),
        ("Nobody has taken", 1),
        ("Mine", 1),
    ]
    assert numbers(luis.get("/desk/queue/?whose=mine")) == [taken.number]
    assert numbers(luis.get("/desk/queue/?whose=unassigned")) == [free.number]
    assert numbers(luis.get("/desk/queue/?team=facilities")) == numbers(whole)


def test_the_queue_goes_on_page_by_page(acme, ask, at_desk, monkeypatch):
    made = [ask().number for _ in range(52)]
    luis = at_desk(acme.luis)
    first = luis.get("/desk/queue/")
    rest = luis.get(first.context["more"], headers={"HX-Request": "true"})
    assert b"<html" not in rest.content
    assert sorted(numbers(first) + numbers(rest)) == sorted(made)
    assert luis.get("/desk/queue/?after=nonsense").status_code == 422
