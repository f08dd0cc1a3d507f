from __future__ import annotations

from typing import Any

import pytest

from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.tickets.models import Ticket


@pytest.fixture
def returned(marta: Any, ask: Any) -> Ticket:
    ticket: Ticket = ask()
    decide(
        actor=marta,
        approval=ticket.approvals.get(),
        verdict=Verdict.RETURN,
        comment="Is the small one enough?",
        marked=["model"],
    )
    return ticket


def url_of(ticket: Ticket) -> str:
    return f"/requests/{ticket.number}/tasks/{ticket.tasks.get(kind='correction').pk}/"


def test_a_correction_starts_from_what_was_sent(ana: Any, returned: Ticket, as_: Any) -> None:
    page = as_(ana).get(url_of(returned)).content.decode()
    assert "Marta asks you to correct it:" in page
    assert "Is the small one enough?" in page
    assert "Edito vídeos." in page


def test_the_questions_to_correct_are_marked_in_the_form(ana: Any, returned: Ticket, as_: Any) -> None:
    page = as_(ana).get(url_of(returned)).content.decode()
    marked = [part for part in page.split('data-question="')[1:] if "To correct" in part]
    assert [part.split('"')[0] for part in marked] == ["model"]


def test_a_correction_sends_it_to_be_decided_again(ana: Any, returned: Ticket, as_: Any) -> None:
    client, url = as_(ana), url_of(returned)
    client.post(url, {"model": "pro", "why": "Vídeos de 60 GB", "_shown": "model why"})
    assert returned.answer_sets.get(number=2).answers["why"] == "Vídeos de 60 GB"
    assert "Waiting for the decision of Marta" in client.get(f"/requests/{returned.number}/").content.decode()
    assert client.get(url).status_code == 302


def test_a_correction_with_errors_keeps_what_was_typed(ana: Any, returned: Ticket, as_: Any) -> None:
    response = as_(ana).post(
        url_of(returned), {"model": "pro", "why": "", "_shown": "model why", "_comment": "Smaller"}
    )
    assert response.status_code == 422
    assert "Smaller" in response.content.decode()
    assert returned.answer_sets.count() == 1


def test_a_question_belongs_to_its_request_and_its_person(
    ana: Any, marta: Any, returned: Ticket, ask: Any, as_: Any
) -> None:
    other = ask(why="Another")
    pk = returned.tasks.get(kind="correction").pk
    assert as_(ana).get(f"/requests/{other.number}/tasks/{pk}/").status_code == 404
    assert as_(marta).get(url_of(returned)).status_code == 404


def test_work_of_the_team_is_not_done_here(ana: Any, marta: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    decide(actor=marta, approval=ticket.approvals.get(), verdict=Verdict.APPROVE)
    work = ticket.tasks.get(kind="work")
    for person in (ana, luis):
        assert as_(person).get(f"/requests/{ticket.number}/tasks/{work.pk}/").status_code == 404
