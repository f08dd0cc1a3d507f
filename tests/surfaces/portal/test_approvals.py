from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import pick
from ventanilla.engines.workflow.models import Decision
from ventanilla.records.tickets.actions import amend, submit

SENT = {"model": "pro", "why": "Because"}


def test_the_page_has_all_that_is_needed_to_decide(marta: Any, ask: Any, as_: Any) -> None:
    approval = ask().approvals.get()
    page = as_(marta).get(f"/approvals/{approval.pk}/").content.decode()
    for words in (
        "Get a laptop",
        "for Ana",
        "Edito vídeos.",
        "2,349.00",
        "The requester&#x27;s manager",
        "Prepare it (It equipment)",
    ):
        assert words in page, words
    assert approval.digest in page


def test_approving(marta: Any, ask: Any, as_: Any) -> None:
    approval, client = ask().approvals.get(), as_(marta)
    response = client.post(
        f"/approvals/{approval.pk}/decision/", {"verdict": "approve", "digest": approval.digest}
    )
    assert response["Location"] == "/approvals/"
    assert Decision.objects.get().verdict == "approve"
    assert "Nothing waits for you" in client.get("/approvals/").content.decode()
    assert "Get a laptop" in client.get("/approvals/history/").content.decode()


@pytest.mark.parametrize("verdict", ["reject", "return"])
def test_rejecting_and_returning_need_words(marta: Any, ask: Any, as_: Any, verdict: str) -> None:
    approval, client = ask().approvals.get(), as_(marta)
    response = client.post(f"/approvals/{approval.pk}/decision/", {"verdict": verdict, "comment": " "})
    assert response.status_code == 422
    assert 'href="#id_comment"' in response.content.decode()
    client.post(f"/approvals/{approval.pk}/decision/", {"verdict": verdict, "comment": "Too much"})
    assert Decision.objects.get().comment == "Too much"


def test_what_is_no_verdict_is_refused(marta: Any, ask: Any, as_: Any) -> None:
    approval = ask().approvals.get()
    assert as_(marta).post(f"/approvals/{approval.pk}/decision/", {"verdict": "maybe"}).status_code == 422


def test_content_that_changed_meanwhile_is_not_decided(ana: Any, marta: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    shown = ticket.approvals.get()
    amend(actor=ana, ticket=ticket, answers=SENT)
    response = as_(marta).post(
        f"/approvals/{shown.pk}/decision/",
        {"verdict": "approve", "digest": shown.digest, "comment": "Fine by me"},
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "The request has changed since you opened it" in page
    assert "Fine by me" in page
    assert "Because" in page
    assert not Decision.objects.exists()


def test_the_second_click_says_that_it_is_decided(marta: Any, ask: Any, as_: Any) -> None:
    approval, client = ask().approvals.get(), as_(marta)
    for status in (302, 409):
        response = client.post(f"/approvals/{approval.pk}/decision/", {"verdict": "approve"})
        assert response.status_code == status
    assert Decision.objects.count() == 1


def test_nobody_sees_the_approval_of_their_own_request(ana: Any, ask: Any, as_: Any) -> None:
    assert as_(ana).get(f"/approvals/{ask().approvals.get().pk}/").status_code == 404


def test_lists_take_the_same_queries_however_long(marta: Any, ask: Any, as_: Any, queries_of: Any) -> None:
    first = ask()
    few = queries_of(as_(marta), "/approvals/")
    one = queries_of(as_(marta), f"/approvals/{first.approvals.get().pk}/")
    for number in range(5):
        ask(why=f"Reason {number}")
    assert queries_of(as_(marta), "/approvals/") == few
    assert queries_of(as_(marta), f"/approvals/{first.approvals.get().pk}/") == one


def test_what_decides_stands_first_in_the_page_and_in_the_list(marta: Any, ask: Any, as_: Any) -> None:
    approval = ask().approvals.get()
    approval.shown = [
        {"id": "cost", "label": {"en": "Price"}, "text": {"en": "€2,349.00"}},
        {"id": "why", "label": {"en": "What for?"}, "text": {"en": "Videos.\nAll day long."}},
    ]
    approval.save(update_fields=["shown"])
    client = as_(marta)
    page = client.get(f"/approvals/{approval.pk}/").content.decode()
    assert page.index("What decides") < page.index("Everything that was answered")
    assert "Price: €2,349.00 · Videos. All day long." in client.get("/approvals/").content.decode()


def test_after_a_correction_the_approver_sees_what_changed(marta: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    approval, client = ticket.approvals.get(), as_(marta)
    assert "What has changed" not in client.get(f"/approvals/{approval.pk}/").content.decode()
    amend(actor=ticket.requester, ticket=ticket, answers={**SENT, "why": "Because of <b>video</b>"})
    page = client.get(f"/approvals/{approval.pk}/").content.decode()
    changed = page[page.index("What has changed") : page.index("Your decision")]
    assert "<del>Edito vídeos.</del>" in changed
    assert "<ins>Because of &lt;b&gt;video&lt;/b&gt;</ins>" in changed
    assert "Corrected since you saw it" in client.get("/approvals/").content.decode()


LINES = {
    "id": "lines",
    "type": "rows",
    "label": {"en": "Expenses", "es": "Gastos"},
    "questions": [
        {"id": "what", "type": "short_text", "label": {"en": "What", "es": "Qué"}},
        {"id": "amount", "type": "money", "label": {"en": "Amount", "es": "Importe"}},
    ],
}


def test_rows_that_decide_stand_in_a_table_and_the_list_says_how_many_and_what_is_late(
    ana: Any, marta: Any, as_: Any
) -> None:
    step = {"id": "go", "seats": [{"from": "requester.manager"}], "show": ["lines"], "expire_after": "2 days"}
    form = [{"section": {"id": "main", "title": {"en": "Main"}}, "questions": [LINES]}]
    rows = [{"what": "Train"}, {"what": "Hotel", "amount": {"amount": "90", "currency": "EUR"}}]
    with clock.frozen(clock.now() - timedelta(days=5)):
        ticket = submit(
            actor=ana,
            service=factories.service(form=form, workflow=[{"approval": step}]),
            answers={"lines": rows},
        )
    approval, client = ticket.approvals.get(), as_(marta)
    (shown,) = approval.shown
    assert [column["type"] for column in shown["table"]["columns"]] == ["short_text", "money"]
    assert [[pick(cell, ["en"]) for cell in row] for row in shown["table"]["rows"]] == [
        ["Train", ""],
        ["Hotel", "€90.00"],
    ]
    assert '<td class="num">€90.00</td>' in client.get(f"/approvals/{approval.pk}/").content.decode()
    listed = client.get("/approvals/").content.decode()
    assert "Expenses: 2 rows" in listed
    assert '<span class="row-late">was due ' in listed
