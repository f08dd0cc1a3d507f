"""A customer wants their money back: each piece looked at, an offer that may be refused, goodwill that is decided
inside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.engines.workflow.acme.office import (
    MONDAY,
    ask,
    decide,
    do,
    mails_to,
    reload,
    steps,
    sweep,
    task_of,
)
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]

PIECES = [
    {"serial": "A1", "price": "120.00", "why": "broken"},
    {"serial": "A2", "price": "99.99", "why": "unwanted"},
]
IBAN = "ES91 2100 0418 4502 0005 1332"


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def returned(**other: Any) -> Ticket:
    ticket = ask("grace", "order-refund", order="PV-20731", pieces=PIECES, **other)
    do("luis", "parcel", complete=True)
    return ticket


def inspected() -> Ticket:
    """The first piece is paid back in full, of the second one 80%."""
    ticket = returned()
    for task in Task.objects.filter(ticket=ticket, step__block="look").order_by("pk"):
        mine = "A2" in task.instructions["es"]
        given = {"share": 80, "note": "Opened box"} if mine else {"share": 100}
        actions.complete(actor=person("luis"), task=task, answers=given)
    return ticket


def answer(**answers: Any) -> None:
    actions.complete(actor=person("grace"), task=queries.asked_of(person("grace")).get(), answers=answers)


def test_each_piece_counts_and_the_offer_says_what_it_comes_to():
    ticket = inspected()
    shown = {line["id"]: line for line in task_of("luis", "goodwill").shown}
    assert shown["outputs.sums.pieces"]["text"]["en"] == "€199.99"
    assert shown["outputs.sums.kept"]["text"]["en"] == "€20.00"
    table = shown["outputs.inspection.items"]["table"]
    assert [column["label"]["en"] for column in table["columns"]][:2] == ["Piece", "Paid"]
    assert [[cell["en"] for cell in row] for row in table["rows"]] == [
        ["A1", "€120.00", "100", "€120.00", ""],
        ["A2", "€99.99", "80", "€79.99", "Opened box"],
    ]
    assert shown["outputs.inspection.items"]["text"]["es"].splitlines()[1].endswith("Por qué: Opened box")
    do("luis", "goodwill", extra="25.00")
    offer = queries.asked_of(person("grace")).get()
    assert offer.instructions["en"].startswith("We pay you back €224.99: €199.99 for the pieces and €25.00")
    client = Client()
    client.force_login(person("grace"))
    page = client.get(f"/requests/{ticket.number}/tasks/{offer.pk}/").content.decode()
    assert "Opened box" in page
    assert '<td class="num">€79.99</td>' in page
    answer(agreed=True, iban=IBAN)
    pay = {line["id"]: line["text"]["es"] for line in task_of("silvia", "pay").shown}
    assert (pay["outputs.all.total"], pay["outputs.offer.iban"]) == ("224,99\xa0€", IBAN)
    do("silvia", "pay", paid_on="2027-03-03")
    run_jobs()
    ticket = reload(ticket)
    assert ticket.outcome == Outcome.FULFILLED
    assert "€224.99" in mails_to("grace@norte.example")[-1].text
    assert ticket.stream.entries.filter(type="workflow.document_made").exists()


def test_the_order_names_the_request_and_the_account_stands_in_no_subject():
    ticket = inspected()
    do("luis", "goodwill", extra="0")
    answer(agreed=True, iban=IBAN)
    assert ticket.subject["en"] == "PV-20731 · 30 Key 2 locks"
    assert not any("ES91" in mail.subject for mail in mails_to("grace@norte.example"))


def test_a_no_to_the_goodwill_is_no_answer_to_the_customer():
    ticket = inspected()
    do("luis", "goodwill", extra="150.00")
    decide("nuria", Verdict.REJECT, "Too much for this one.")
    assert steps(ticket)["goodwill"] == "active"
    said = [mail.subject for mail in mails_to("grace@norte.example")]
    assert not any("rejected your request" in subject for subject in said)
    do("luis", "goodwill", extra="90.00")
    assert steps(ticket)["offer"] == "active"


def test_whoever_adds_the_goodwill_does_not_decide_it():
    inspected()
    do("nuria", "goodwill", extra="150.00")
    assert not queries.open_approvals(person("nuria")).exists()


def test_three_times_no_is_a_call():
    inspected()
    for turn in range(3):
        do("luis", "goodwill", extra="0")
        answer(agreed=False, why=f"No {turn}")
        if turn < 2:
            assert task_of("luis", "goodwill").instructions["es"] == f"No {turn}"
    assert [line["text"]["en"] for line in task_of("nuria", "call").shown] == ["No 2"]
    do("nuria", "call", iban=IBAN)
    assert IBAN in [line["text"]["en"] for line in task_of("silvia", "pay").shown]


def test_no_parcel_or_no_answer_ends_it_in_words():
    ticket = ask("grace", "order-refund", order="PV-20731", pieces=PIECES)
    with clock.frozen(MONDAY + timedelta(days=21, hours=1)):
        sweep()
    assert reload(ticket).outcome == Outcome.EXPIRED
    ticket = inspected()
    do("luis", "goodwill", extra="0")
    with clock.frozen(MONDAY + timedelta(days=20)):
        sweep()
    assert reload(ticket).outcome == Outcome.EXPIRED


def test_more_pieces_than_the_order_had():
    many = [{"serial": f"S{n}", "price": "1.00", "why": "broken"} for n in range(3)]
    with pytest.raises(Invalid) as refused:
        ask("maite", "order-refund", order="PV-20802", pieces=many)
    assert list(refused.value.fields) == ["pieces"]
