"""Who decides sees first what others have said, here and at the approvals before."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import Handle
from ventanilla.engines.notifications.links import offer, token_of
from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.queries import earlier_than
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Ticket


def approval(name: str, *people: Person, **more: Any) -> dict[str, Any]:
    seats = [{"person": person.email} for person in people]
    return {"approval": {"id": name.lower(), "title": {"en": name, "es": name}, "seats": seats, **more}}


@pytest.fixture
def otto() -> Person:
    return factories.person("Otto", language="en")


@pytest.fixture
def nora() -> Person:
    """Of no team."""
    return factories.person("Nora", language="en")


@pytest.fixture
def ticket(ana: Person, marta: Person, nora: Person, otto: Person) -> Ticket:
    """Marta has decided alone, Otto inside, and now Nora and Otto decide together: Otto has."""
    service = factories.service(
        workflow=[
            approval("First", marta),
            approval("Inside", otto, seen_by="team"),
            approval("Last", nora, otto),
        ]
    )
    made = submit(actor=ana, service=service, answers={"what": "x"})
    for who, words in ((marta, "It fits the plan."), (otto, "He is leaving soon."), (otto, "Fine by me.")):
        decide(actor=who, approval=current(made), verdict=Verdict.APPROVE, comment=words)
    return made


def current(ticket: Ticket) -> Approval:
    return Approval.objects.get(ticket=ticket, state="open")


def told(page: str) -> list[int]:
    """Where things stand on the page, one after the other."""
    marks = (
        "Decided before",
        "First",
        "It fits the plan.",
        "What others say",
        "Fine by me.",
        'value="approve"',
    )
    return [page.find(mark, page.find("Decided before")) for mark in marks]


def test_what_was_said_stands_before_the_decision_on_the_page_and_behind_the_link(
    nora: Person, ticket: Ticket, as_: Any
) -> None:
    found = current(ticket)
    address = f"/link/{token_of(offer(nora, Handle('decide', found.pk, found.digest)))}/"
    for page in (as_(nora).get(f"/approvals/{found.pk}/"), Client().get(address)):
        places = told(page.content.decode())
        assert -1 not in places
        assert places == sorted(places)
        assert "He is leaving soon." not in page.content.decode()


def test_what_is_kept_is_told_to_who_decided_it_and_to_the_team(
    otto: Person, nora: Person, ticket: Ticket
) -> None:
    found = current(ticket)

    def titles(reader: Person) -> list[str]:
        return [one.title["en"] for one in earlier_than([found], reader)[found.pk]]

    assert titles(nora) == ["First"]
    assert titles(otto) == ["First", "Inside"]
    assert titles(Person.objects.get(pk=ticket.service.owner_id)) == ["First", "Inside"]


def test_what_was_decided_afterwards_is_not_told_of_what_was_decided_first(
    marta: Person, ticket: Ticket
) -> None:
    first = ticket.approvals.get(step__block="first")
    assert earlier_than([first], marta) == {first.pk: []}


def test_a_question_about_what_is_kept_needs_somebody_named(ana: Person, nora: Person, as_: Any) -> None:
    service = factories.service(workflow=[approval("Inside", nora, seen_by="team")])
    found = current(submit(actor=ana, service=service, answers={"what": "x"}))
    page = as_(nora).get(f"/approvals/{found.pk}/").content.decode()
    assert "Leave it empty to ask" not in page
    assert "who asked sees nothing of this step" in page
    lost = as_(nora).post(f"/approvals/{found.pk}/question/", {"text": "Why?", "whom": ""})
    assert (lost.status_code, "Write whom you want to ask" in lost.content.decode()) == (422, True)


def test_what_was_decided_for_several_people_at_once_belongs_to_the_request_of_each(
    ana: Person, marta: Person, nora: Person
) -> None:
    service = factories.service(workflow=[approval("Shared", marta), approval("Own", nora)])
    whole, each = (submit(actor=ana, service=service, answers={"what": "x"}) for _time in range(2))
    decide(actor=marta, approval=current(whole), verdict=Verdict.APPROVE)
    found = current(each)
    assert earlier_than([found], nora)[found.pk] == []
    Ticket.objects.filter(pk=each.pk).update(parent=whole, part=Part.ONE)
    found = current(each)
    assert [one.decisions[0].person for one in earlier_than([found], nora)[found.pk]] == [marta]
