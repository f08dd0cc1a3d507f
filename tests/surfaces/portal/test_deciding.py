"""The pages of those who decide: the list, several at once, a question first, what was decided, being away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests import factories
from ventanilla.core.directory.absences import enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Absence, Person
from ventanilla.core.people.queries import today_of
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.notifications.links import offer, token_of
from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval, Decision, Enquiry
from ventanilla.records.tickets.actions import amend, submit


def price(approval: Approval, amount: str) -> Approval:
    money = {"amount": amount, "currency": "EUR"}
    approval.shown = [
        {"id": "cost", "label": {"en": "Price"}, "text": {"en": f"€{amount}"}, "money": money},
    ]
    approval.save(update_fields=["shown"])
    return approval


@pytest.fixture
def three(ask: Any) -> list[Approval]:
    """Three requests that wait for Marta, each with its price."""
    return [
        price(ask(why=f"Reason {amount}").approvals.get(), amount) for amount in ("10.50", "20.00", "5.25")
    ]


def chosen(approvals: list[Approval], **more: str) -> dict[str, Any]:
    digests = {f"digest-{one.pk}": one.digest for one in approvals}
    return {"approval": [one.pk for one in approvals], **digests, **more}


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return str(response.content.decode())


def stand_in(who: Person, delegate: Person) -> None:
    day = today_of(who)
    enter_absence(actor=who, person=who, from_on=day, until_on=day + timedelta(days=3), delegate=delegate)
    reseat_after_change("person", who.pk)


def test_the_list_tells_costs_and_their_sum(marta: Any, three: Any, as_: Any) -> None:
    page = text_of(as_(marta), "/approvals/")
    assert "€10.50" in page
    assert "Together they cost €35.75." in page


def test_several_are_looked_at_first_and_then_approved_by_one_press(marta: Any, three: Any, as_: Any) -> None:
    client = as_(marta)
    look = client.post("/approvals/decisions/", chosen(three[:2], verdict="approve")).content.decode()
    assert "Approve 2 requests" in look
    assert "€30.50" in look
    assert not Decision.objects.exists()
    done = client.post(
        "/approvals/decisions/", chosen(three[:2], verdict="approve", sure="1"), follow=True
    ).content.decode()
    assert "2 requests approved." in done
    assert set(Decision.objects.values_list("approval", flat=True)) == {one.pk for one in three[:2]}


def test_rejecting_several_needs_a_reason_that_all_of_them_get(marta: Any, three: Any, as_: Any) -> None:
    client = as_(marta)
    bare = client.post("/approvals/decisions/", chosen(three, verdict="reject", sure="1", comment=" "))
    assert bare.status_code == 422
    client.post("/approvals/decisions/", chosen(three, verdict="reject", sure="1", comment="No money."))
    assert list(Decision.objects.values_list("comment", flat=True)) == ["No money."] * 3


def test_what_changed_meanwhile_is_left_out_and_the_others_are_decided(
    ana: Any, marta: Any, three: Any, as_: Any
) -> None:
    sent = chosen(three, verdict="approve", sure="1")
    amend(actor=ana, ticket=three[0].ticket, answers={"model": "pro", "why": "Another reason"})
    done = as_(marta).post("/approvals/decisions/", sent, follow=True).content.decode()
    assert "2 requests approved." in done
    assert f"{three[0].ticket.number}: The request has changed since you opened it" in done


@pytest.mark.parametrize(
    "sent",
    [
        {"verdict": "approve"},
        {"verdict": "return", "approval": ["1"]},
        {"approval": ["x", "-1", "9" * 30, "\x00"], "verdict": "approve"},
    ],
)
def test_nothing_that_makes_sense_decides_nothing(marta: Any, three: Any, as_: Any, sent: Any) -> None:
    assert as_(marta).post("/approvals/decisions/", sent)["Location"] == "/approvals/"
    assert not Decision.objects.exists()


def test_others_approvals_are_never_decided_among_several(luis: Any, three: Any, as_: Any) -> None:
    as_(luis).post("/approvals/decisions/", chosen(three, verdict="approve", sure="1"))
    assert not Decision.objects.exists()


def test_the_list_is_narrowed_by_who_asked_how_old_it_is_and_whose_it_is(
    ana: Any, marta: Any, luis: Any, three: Any, ask: Any, as_: Any
) -> None:
    otto = factories.person("Otto", manager=marta, language="en")
    theirs = ask(otto).approvals.get()
    Approval.objects.filter(pk=theirs.pk).update(opened_at=clock.now() - timedelta(days=9))
    client = as_(marta)

    def numbers(query: str) -> set[str]:
        page = text_of(client, f"/approvals/?{query}")
        return {one.ticket.number for one in [*three, theirs] if f">{one.ticket.number}<" in page}

    assert numbers(f"asked_by={otto.pk}") == {theirs.ticket.number}
    assert numbers("days=7") == {theirs.ticket.number}
    assert numbers("service=laptop&whose=mine") == {one.ticket.number for one in [*three, theirs]}
    assert "Nothing of that kind waits for you" in text_of(client, "/approvals/?service=none")
    assert numbers("asked_by=x%00&days=-1&whose=other") == {one.ticket.number for one in [*three, theirs]}
    stand_in(marta, luis)
    page = text_of(as_(luis), "/approvals/?whose=behalf")
    assert "On behalf of Marta" in page


def test_the_list_goes_on_page_by_page(marta: Any, three: Any, as_: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("ventanilla.surfaces.portal.approvals.inbox.PAGE", 2)
    first = as_(marta).get("/approvals/")
    more = first.context["more"]
    assert [row.pk for row in first.context["rows"]] == [one.pk for one in three[:2]]
    rest = as_(marta).get(f"/approvals/{more}")
    assert [row.pk for row in rest.context["rows"]] == [three[2].pk]
    assert as_(marta).get("/approvals/?after=nonsense").status_code in (400, 422)


def test_lists_and_histories_take_the_same_queries_however_long(
    marta: Any, luis: Any, three: Any, ask: Any, as_: Any, queries_of: Any
) -> None:
    as_(marta).post("/approvals/decisions/", chosen(three[:1], verdict="approve", sure="1"))
    stand_in(marta, luis)
    urls = ("/approvals/", "/approvals/history/", "/approvals/history/?by=others")
    as_(luis).post("/approvals/decisions/", chosen(three[1:2], verdict="approve", sure="1"))
    few = [queries_of(as_(who), url) for who in (marta, luis) for url in urls]
    more = [ask(why=f"Reason {number}").approvals.get() for number in range(6)]
    as_(luis).post("/approvals/decisions/", chosen(more[:4], verdict="approve", sure="1"))
    assert [queries_of(as_(who), url) for who in (marta, luis) for url in urls] == few


def test_on_behalf_stands_on_the_page_in_the_history_and_on_the_ticket(
    ana: Any, marta: Any, luis: Any, three: Any, as_: Any
) -> None:
    stand_in(marta, luis)
    client, approval = as_(luis), three[0]
    page = text_of(client, f"/approvals/{approval.pk}/")
    assert "You decide on behalf of Marta." in page
    assert "Marta is away, so Luis decides on their behalf." in page
    client.post(f"/approvals/{approval.pk}/decision/", {"verdict": "approve"})
    assert "On behalf of Marta" in text_of(client, "/approvals/history/")
    assert "Decided by Luis on your behalf" in text_of(as_(marta), "/approvals/history/?by=others")
    ticket = text_of(as_(ana), f"/requests/{approval.ticket.number}/")
    assert "Luis, on behalf of Marta, approved “Go-ahead”." in ticket


def test_who_asked_sees_who_decides_since_when_and_what_follows(ana: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    page = text_of(as_(ana), f"/requests/{ticket.number}/")
    assert "“Go-ahead” lies with Marta since" in page
    assert "If it takes too long, write in the conversation below." in page


def test_where_some_of_several_are_enough_every_place_says_how_many(
    ana: Any, marta: Any, luis: Any, as_: Any
) -> None:
    carmen = factories.person("Carmen", language="en")
    factories.group("board", carmen, factories.person("Otto", language="en"))
    two_of_three = {"people": [marta.email, luis.email, carmen.email], "need": 2}
    go = {"id": "go", "title": {"en": "Go-ahead"}, "seats": [{"group": "board"}, two_of_three]}
    ticket = submit(actor=ana, service=factories.service(workflow=[{"approval": go}]), answers={"what": "x"})
    whom = "1 of Board (Carmen or Otto) and 2 of these 3: Marta, Luis, and Carmen"
    approval = ticket.approvals.get()
    assert f"Waiting for the decision of {whom}" in text_of(as_(ana), "/requests/")
    page = text_of(as_(ana), f"/requests/{ticket.number}/")
    assert f"Waiting for the decision of {whom}" in page
    assert "“Go-ahead” has been waiting since" in page
    assert f"“Go-ahead” waits for the decision of {whom}." in page
    assert f"Still to decide: {whom.replace('Marta', 'you')}." in text_of(
        as_(marta), f"/approvals/{approval.pk}/"
    )
    decide(actor=marta, approval=approval, verdict=Verdict.APPROVE)
    left = "1 of Board (Carmen or Otto) and Luis or Carmen"
    assert f"Waiting for the decision of {left}" in text_of(as_(ana), f"/requests/{ticket.number}/")
    decide(actor=carmen, approval=approval, verdict=Verdict.APPROVE)
    assert ticket.approvals.get().outcome == "approved"


def test_a_question_is_asked_answered_and_stands_beside_the_decision(
    ana: Any, marta: Any, three: Any, as_: Any
) -> None:
    approval, client = three[0], as_(marta)
    address = f"/approvals/{approval.pk}/question/"
    bare = client.post(address, {"text": " ", "whom": ""})
    assert (bare.status_code, 'href="#id_text"' in bare.content.decode()) == (422, True)
    lost = client.post(address, {"text": "Which one?", "whom": "nobody at all"})
    assert (lost.status_code, "Which one?" in lost.content.decode()) == (422, True)
    assert client.post(address, {"text": "Which one?"})["Location"] == f"/approvals/{approval.pk}/"
    assert "The answer isn't there yet." in text_of(client, f"/approvals/{approval.pk}/")
    assert "A question is open" in text_of(client, "/approvals/")
    assert "First Ana has to answer a question" in text_of(as_(ana), f"/requests/{approval.ticket.number}/")
    task = Enquiry.objects.get().task
    there = f"/requests/{approval.ticket.number}/tasks/{task.pk}/"
    assert "Which one?" in text_of(as_(ana), there)
    assert as_(ana).post(there, {"answer": "The blue one"}).status_code == 302
    page = text_of(client, f"/approvals/{approval.pk}/")
    assert "The blue one" in page
    assert "The answer isn't there yet." not in page


def test_an_absence_is_entered_refused_by_field_and_taken_back(marta: Any, luis: Any, as_: Any) -> None:
    client, day = as_(marta), today_of(marta)
    sent = {"from_on": day.isoformat(), "until_on": day.isoformat(), "delegate": luis.email, "note": "Beach"}
    for wrong, field in (
        ({"from_on": "soon"}, "from_on"),
        ({"until_on": "2001-01-01"}, "until_on"),
        ({"delegate": "nobody at all"}, "delegate"),
        ({"delegate": marta.email}, "delegate"),
        ({"scope": "departments"}, "departments"),
        ({"scope": "services", "services": "secret-service"}, "services"),
    ):
        refused = client.post("/profile/absences/", {**sent, **wrong})
        assert (refused.status_code, f'href="#id_{field}"' in refused.content.decode()) == (422, True), wrong
        assert "Beach" in refused.content.decode()
    assert client.post("/profile/absences/", sent)["Location"] == "/profile/absences/"
    page = text_of(client, "/profile/absences/")
    assert "Luis decides meanwhile" in page
    assert "For Marta, from" in text_of(as_(luis), "/profile/absences/")
    row = Absence.objects.get()
    assert as_(luis).post(f"/profile/absences/{row.pk}/end/").status_code == 404
    client.post(f"/profile/absences/{row.pk}/end/")
    assert not Absence.objects.exists()


def test_an_administrator_enters_an_absence_for_somebody(marta: Any, as_: Any) -> None:
    admin = factories.administrator()
    day = today_of(marta).isoformat()
    where = f"/profile/absences/of/{marta.pk}/"
    assert as_(marta).get(where).status_code == 404
    assert as_(admin).post(where, {"from_on": day, "until_on": day})["Location"] == where
    assert Absence.objects.get().person == marta


def test_a_link_to_what_has_moved_or_changed_says_so_and_decides_nothing(
    ana: Any, marta: Any, luis: Any, three: Any
) -> None:
    moved, changed = three[0], three[1]
    links = [
        f"/link/{token_of(offer(marta, Handle('decide', one.pk, one.digest)))}/" for one in (moved, changed)
    ]
    amend(actor=ana, ticket=changed.ticket, answers={"model": "pro", "why": "Another reason"})
    page = Client().get(links[1]).content.decode()
    assert "The request has moved on since this mail." in page
    assert 'value="approve"' not in page
    answer = Client().post(links[1], {"verdict": "approve"})
    assert (answer.status_code, "has changed since you opened it" in answer.content.decode()) == (409, True)
    stand_in(marta, luis)
    assert Client().get(links[0]).status_code == 404
    assert Client().post(links[0], {"verdict": "approve"}).status_code == 404
    assert not Decision.objects.exists()


def test_a_link_of_who_stands_in_decides_on_behalf(marta: Any, luis: Any, three: Any) -> None:
    stand_in(marta, luis)
    address = f"/link/{token_of(offer(luis, Handle('decide', three[0].pk, three[0].digest)))}/"
    assert "You decide on behalf of Marta." in Client().get(address).content.decode()
    Client().post(address, {"verdict": "approve"})
    assert Decision.objects.get().behalf == [marta.pk]
