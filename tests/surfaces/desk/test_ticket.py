"""A ticket at the desk: what is shown to whom, and that nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.engines.workflow.laptop import fresh
from ventanilla.core.access.choices import Role
from ventanilla.core.files.actions import store
from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow.models import Run, Task
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.actions.work import attach
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Comment

pytestmark = pytest.mark.django_db


def url(ticket, verb=""):
    return f"/desk/tickets/{ticket.number}/{verb}"


def test_opening_it_is_noted_once(acme, ask, at_desk):
    ticket = ask()
    for person in (acme.luis, acme.lucia, acme.luis):
        at_desk(person).get(url(ticket))
    ticket.refresh_from_db()
    assert ticket.seen_by == acme.luis
    assert Entry.objects.filter(stream=ticket.stream, type="ticket.seen").count() == 1


def test_an_agent_of_another_department_finds_nothing(acme, ask, at_desk):
    ticket = ask()
    hr = factories.department("hr")
    rosa = factories.with_role(Role.AGENT, hr, "Rosa")
    factories.team("hr-services", rosa, department=hr)
    client = at_desk(rosa)
    assert client.get(url(ticket)).status_code == 404
    for verb in ("comments/", "assignment/", "status/", "resolution/", "priority/", "correction/"):
        assert client.post(url(ticket, verb), {"text": "x"}).status_code == 404
    assert not Comment.objects.exists()


def test_ones_own_request_is_not_worked_on(acme, at_desk):
    mine = tickets.submit(actor=fresh(acme.luis), service=acme.service, answers={"model": "air-13"})
    assert at_desk(acme.luis).get(url(mine)).status_code == 404


def test_the_page_costs_the_same_at_any_length(acme, approved, at_desk):
    ticket = approved()
    luis = at_desk(acme.luis)
    luis.get(url(ticket))

    def cost():
        with CaptureQueriesContext(connection) as seen:
            luis.get(url(ticket))
        return len(seen)

    few = cost()
    for number in range(8):
        tickets.comment(actor=acme.luis, ticket=ticket, text=f"Message {number}", public=bool(number % 2))
    factories.team("it-equipment", *[factories.person(f"Colleague {n}") for n in range(5)])
    assert cost() == few


def test_an_answer_goes_to_the_requester_and_a_note_does_not(acme, ask, at_desk):
    ticket = ask()
    luis = at_desk(acme.luis)
    page = luis.get(url(ticket)).content.decode()
    assert "Send to Ana" in page
    assert "Keep as note" in page
    luis.post(url(ticket, "comments/"), {"kind": "reply", "text": "On its way"})
    luis.post(url(ticket, "comments/"), {"kind": "note", "text": "Ask Marco first"})
    assert list(Comment.objects.order_by("pk").values_list("text", "public")) == [
        ("On its way", True),
        ("Ask Marco first", False),
    ]
    page = luis.get(url(ticket)).content.decode()
    assert page.count("comment internal") == 1
    portal = at_desk(acme.ana).get(f"/requests/{ticket.number}/").content.decode()
    assert "On its way" in portal
    assert "Ask Marco first" not in portal


def test_an_empty_message_is_refused_and_stays_a_note(acme, ask, at_desk):
    ticket = ask()
    again = at_desk(acme.luis).post(url(ticket, "comments/"), {"kind": "note", "text": "  "})
    assert again.status_code == 422
    assert 'value="note" checked' in again.content.decode()
    assert "Write your message first." in again.content.decode()


def test_a_message_to_a_ticket_that_was_closed_meanwhile_is_kept(acme, ask, at_desk):
    ticket = ask()
    ticket.status = Status.CLOSED
    ticket.save(update_fields=["status"])
    again = at_desk(acme.luis).post(url(ticket, "comments/"), {"text": "A long answer"})
    assert again.status_code == 409
    assert "A long answer" in again.content.decode()


def test_taking_a_ticket(acme, ask, at_desk):
    ticket = ask()
    at_desk(acme.luis).post(url(ticket, "assignment/"), {"to": "me"})
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.status) == (acme.luis, Status.OPEN)


def test_handing_over_to_nowhere_is_refused_in_place(acme, ask, at_desk):
    ticket = ask()
    luis = at_desk(acme.luis)
    for chosen in (
        {"team": ""},
        {"team": "nowhere"},
        {"to": "999999"},
        {"to": "x"},
        {"to": str(acme.ana.pk)},
    ):
        assert luis.post(url(ticket, "assignment/"), chosen).status_code == 422, chosen
    ticket.refresh_from_db()
    assert (ticket.team, ticket.assignee) == (acme.equipment, None)


def test_handing_over_to_another_team_leaves_the_desk_of_the_first(acme, at_desk, ask):
    ticket = ask()
    sent = at_desk(acme.luis).post(url(ticket, "assignment/"), {"team": "facilities"}, follow=True)
    assert sent.redirect_chain[-1][0] in ("/desk/", url(ticket))
    ticket.refresh_from_db()
    assert ticket.team == acme.facilities
    assert at_desk(acme.felipe).get(url(ticket)).status_code == 200


def test_waiting_and_going_on(acme, ask, at_desk):
    ticket = ask()
    luis = at_desk(acme.luis)
    for status in (Status.WAITING, Status.OPEN):
        luis.post(url(ticket, "status/"), {"status": status})
        ticket.refresh_from_db()
        assert ticket.status == status
    assert luis.post(url(ticket, "status/"), {"status": "closed"}).status_code == 422


def test_priority_needs_both_halves(acme, ask, at_desk):
    ticket = ask()
    luis = at_desk(acme.luis)
    assert luis.post(url(ticket, "priority/"), {"impact": "high", "urgency": "huge"}).status_code == 422
    luis.post(url(ticket, "priority/"), {"impact": "high", "urgency": "high"})
    ticket.refresh_from_db()
    assert ticket.priority == 1


def test_open_steps_end_with_the_request_once_that_is_agreed_to(acme, approved, at_desk):
    ticket = approved()
    luis = at_desk(acme.luis)
    sent = {"outcome": "fulfilled", "text": "Here it is"}
    again = luis.post(url(ticket, "resolution/"), sent)
    assert again.status_code == 422
    assert "Here it is" in again.content.decode()
    assert "Prepare the desk" in again.content.decode()
    luis.post(url(ticket, "resolution/"), {**sent, "end_steps": "1"})
    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == (Status.RESOLVED, Outcome.FULFILLED)
    assert Run.objects.get(ticket=ticket).state == "ended"
    assert not Task.objects.filter(ticket=ticket, state="open").exists()
    shown = luis.get(url(ticket)).content.decode()
    assert "It&#x27;s done." in shown
    assert "Not solved yet" not in shown  # that is for who asked
    assert "Stopped here" not in shown


def test_resolving_what_a_colleague_has_resolved_says_so_and_keeps_the_words(acme, ask, at_desk):
    ticket = ask()
    tickets.resolve(actor=acme.lucia, ticket=ticket, outcome=Outcome.SOLVED)
    late = at_desk(acme.luis).post(url(ticket, "resolution/"), {"outcome": "declined", "text": "No stock"})
    assert late.status_code == 409
    assert "No stock" in late.content.decode()
    ticket.refresh_from_db()
    assert ticket.outcome == Outcome.SOLVED


def test_the_desk_asks_for_a_correction_and_the_request_waits_for_it(acme, approved, at_desk):
    ticket = approved()
    luis, ana = at_desk(acme.luis), at_desk(acme.ana)
    page = luis.get(url(ticket)).content.decode()
    assert "Ask for a correction" in page
    assert "Take the correction back" not in page
    empty = luis.post(url(ticket, "correction/"), {"text": " ", "marked": "model"})
    assert empty.status_code == 422
    assert 'id="mark-model" checked' in empty.content.decode()
    assert luis.post(url(ticket, "correction/"), {"text": "x", "marked": "nothing"}).status_code == 422
    luis.post(url(ticket, "correction/"), {"text": "Rather the big one?", "marked": ["model"]})
    assert luis.post(url(ticket, "correction/"), {"text": "Again"}).status_code == 409
    ticket.refresh_from_db()
    assert ticket.status == Status.WAITING
    task = Task.objects.get(ticket=ticket, kind="correction")
    assert "Correct the request" in ana.get("/").content.decode()
    shown = ana.get(f"/requests/{ticket.number}/tasks/{task.pk}/").content.decode()
    assert "Luis" in shown
    assert "Rather the big one?" in shown
    assert '<a href="#q-model">' in shown
    ana.post(
        f"/requests/{ticket.number}/tasks/{task.pk}/",
        {"model": "pro-16", "reason": "Video", "_shown": "model reason"},
    )
    ticket.refresh_from_db()
    assert ticket.status != Status.WAITING
    sets = ticket.answer_sets.order_by("number")
    assert [given.answers["model"] for given in sets] == ["air-13", "pro-16"]
    task.refresh_from_db()
    assert task.state == "done"


def test_a_correction_is_taken_back_or_ends_with_the_request(acme, approved, at_desk):
    luis = at_desk(acme.luis)
    ticket = approved()
    luis.post(url(ticket, "correction/"), {"text": "Which one?"})
    page = luis.get(url(ticket)).content.decode()
    assert "Take the correction back" in page
    assert "Waiting for Ana (asked just now). First reminder: " in page
    luis.post(url(ticket, "correction/"), {"back": "1"})
    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN
    assert luis.post(url(ticket, "correction/"), {"back": "1"}).status_code == 409
    luis.post(url(ticket, "correction/"), {"text": "Which one?"})
    tickets.cancel(actor=fresh(acme.ana), ticket=ticket)
    states = Task.objects.filter(ticket=ticket, kind="correction").values_list("state", flat=True)
    assert set(states) == {"cancelled"}


def test_a_request_without_a_workflow_waits_for_its_correction_too(acme, at_desk):
    what = {"id": "what", "type": "short_text", "label": {"en": "What?"}}
    service = factories.service(
        service="plain",
        owner={"person": "lucia@acme.example", "team": "it-equipment"},
        form=[{"section": {"id": "s", "title": {"en": "S"}}, "questions": [what]}],
        workflow=[],
    )
    ticket = tickets.submit(actor=fresh(acme.ana), service=service, answers={"what": "A"})
    at_desk(acme.luis).post(url(ticket, "correction/"), {"text": "What exactly?"})
    ticket.refresh_from_db()
    assert ticket.status == Status.WAITING
    assert not Run.objects.filter(ticket=ticket).exists()
    task = Task.objects.get(ticket=ticket)
    at_desk(acme.ana).post(f"/requests/{ticket.number}/tasks/{task.pk}/", {"what": "A", "_shown": "what"})
    ticket.refresh_from_db()
    assert ticket.status == Status.OPEN
    tickets.cancel(actor=fresh(acme.ana), ticket=ticket)


def test_waiting_for_a_supplier_is_said_to_who_asked_and_is_not_their_turn(acme, ask, at_desk, client):
    ticket = ask()
    luis = at_desk(acme.luis)
    with clock.frozen(datetime(2027, 3, 1, 9, 0, tzinfo=UTC)):
        wrong = {"status": "supplier", "supplier": "Duero SL", "until": "3 May"}
        refused = luis.post(url(ticket, "status/"), wrong)
        page = refused.content.decode()
        assert refused.status_code == 422
        assert 'value="Duero SL"' in page
        assert 'value="3 May"' in page
        assert 'id="id_until-error"' in page
        luis.post(url(ticket, "status/"), wrong | {"until": "2027-03-05"})
        desk = luis.get(url(ticket)).content.decode()
        assert "Waiting for a supplier" in desk
        assert "Waiting for Duero SL, expected by Friday March 5" in desk
        queue = luis.get("/desk/queue/").content.decode()
        assert " · Duero SL" in queue
        client.force_login(acme.ana)
        for path in (f"/requests/{ticket.number}/", "/requests/"):
            shown = client.get(path).content.decode()
            assert "Waiting for Duero SL, expected by Friday March 5" in shown
            assert "Your turn" not in shown
        luis.post(url(ticket, "status/"), {"status": "open"})
        assert "Duero SL, expected" not in client.get("/requests/").content.decode()


def test_documents_and_files_are_listed(acme, ask, at_desk):
    ticket = ask()
    made = store(
        actor=acme.luis, name="contract.pdf", content=ContentFile(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
    )
    attach(ticket=ticket, file=made)
    shown = at_desk(acme.luis).get(url(ticket)).content.decode()
    assert f"/requests/{ticket.number}/files/{made.key}/" in shown
