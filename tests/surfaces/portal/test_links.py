"""One-time links: one approval and one press, without signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.timeline.entries import Handle
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.links import LASTS, offer, token_of
from ventanilla.engines.notifications.models import OneTimeLink
from ventanilla.engines.workflow.actions import complete
from ventanilla.engines.workflow.models import Approval, Decision, Enquiry
from ventanilla.records.tickets.actions import resolve
from ventanilla.records.tickets.models import Ticket


@pytest.fixture
def approval(ask: Any) -> Approval:
    return Approval.objects.get(ticket=ask())


@pytest.fixture
def address(approval: Approval, marta: Any) -> str:
    return f"/link/{token_of(offer(marta, Handle('decide', approval.pk, approval.digest)))}/"


def decisions() -> list[tuple[str, str]]:
    return [(row.person.given_name, row.verdict) for row in Decision.objects.select_related("person")]


def test_looking_decides_nothing_and_one_press_decides_once(address: str, approval: Approval) -> None:
    browser = Client()
    for _scanner in range(3):
        page = browser.get(address)
        browser.head(address)
        assert page.status_code == 200
    assert approval.ticket.number.rpartition("-")[2] in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert decisions() == []
    assert browser.post(address, {"verdict": "approve"}).status_code == 200
    assert decisions() == [("Marta", "approve")]
    assert browser.post(address, {"verdict": "reject", "comment": "No"}).status_code == 409
    assert decisions() == [("Marta", "approve")]
    again = browser.get(address)
    assert (again.status_code, 'value="approve"' in again.content.decode()) == (200, False)


def test_a_press_of_another_page_decides_nothing(address: str) -> None:
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(address, {"verdict": "approve"}).status_code == 403
    assert decisions() == []


def test_a_no_needs_words_and_keeps_the_link(address: str) -> None:
    browser = Client()
    assert browser.post(address, {"verdict": "reject"}).status_code == 422
    assert browser.post(address, {"verdict": "no such"}).status_code == 422
    assert decisions() == []
    assert browser.post(address, {"verdict": "reject", "comment": "Too dear"}).status_code == 200
    assert decisions() == [("Marta", "reject")]


def test_answers_are_marked_on_a_return_and_unknown_marks_keep_the_link(address: str) -> None:
    browser = Client()
    assert 'name="marked" value="why"' in browser.get(address).content.decode()
    sent = {"verdict": "return", "comment": "Which colour?"}
    refused = browser.post(address, {**sent, "marked": ["why", "nothing"]})
    assert (refused.status_code, 'href="#id_marked"' in refused.content.decode()) == (422, True)
    assert decisions() == []
    assert browser.post(address, {**sent, "marked": ["why"]}).status_code == 200
    assert Decision.objects.get().marked == ["why"]


def test_something_is_asked_first_and_the_answer_brings_the_next_link(
    address: str, approval: Approval, ana: Any, marta: Any, luis: Any
) -> None:
    browser, sent = Client(), {"ask": "1", "text": "Which colour?"}
    bare = browser.post(address, {**sent, "text": " "})
    assert (bare.status_code, 'href="#id_text"' in bare.content.decode()) == (422, True)
    lost = browser.post(address, {**sent, "whom": "nobody at all"})
    assert (lost.status_code, "Which colour?" in lost.content.decode()) == (422, True)
    assert not Enquiry.objects.exists()
    done = browser.post(address, sent)
    assert (done.status_code, "Ana is asked." in done.content.decode()) == (200, True)
    assert decisions() == []
    for again in (sent, {"verdict": "approve"}):
        assert browser.post(address, again).status_code == 409
    asked = Enquiry.objects.get()
    assert (asked.asked_by, asked.text, asked.task.assignee) == (marta, "Which colour?", ana)
    complete(actor=ana, task=asked.task, answers={"answer": "Blue"})
    run_jobs()
    fresh = OneTimeLink.objects.filter(person=marta, purpose="decide", used_at=None).latest("pk")
    page = browser.get(f"/link/{token_of(fresh)}/").content.decode()
    assert "Blue" in page
    assert browser.post(f"/link/{token_of(fresh)}/", {"verdict": "approve"}).status_code == 200
    assert decisions() == [("Marta", "approve")]


def test_nothing_is_asked_about_what_has_changed(address: str, approval: Approval) -> None:
    Approval.objects.filter(pk=approval.pk).update(digest="of something else")
    refused = Client().post(address, {"ask": "1", "text": "Which colour?"})
    assert (refused.status_code, Enquiry.objects.exists()) == (409, False)


def test_it_ends_after_two_weeks(address: str, approval: Approval) -> None:
    with clock.frozen(clock.now() + LASTS + timedelta(minutes=1)):
        page = Client().get(address)
        assert page.status_code == 410
        shown = page.content.decode()
        assert f'href="/approvals/{approval.pk}/"' in shown
        assert approval.ticket.number not in shown, "an old mail shows nothing of the request"
        assert approval.ticket.requester.name not in shown
        assert Client().post(address, {"verdict": "approve"}).status_code == 409
    assert decisions() == []


def test_what_has_changed_meanwhile_is_not_decided(address: str, approval: Approval) -> None:
    Approval.objects.filter(pk=approval.pk).update(digest="of something else")
    assert 'value="approve"' not in Client().get(address).content.decode()
    assert Client().post(address, {"verdict": "approve"}).status_code == 409
    assert decisions() == []


def test_it_is_of_one_person(address: str, approval: Approval, as_: Any, ana: Any, marta: Any) -> None:
    assert as_(ana).get(address).status_code == 403
    assert as_(ana).post(address, {"verdict": "approve"}).status_code == 403
    assert as_(marta).get(address).headers["Location"] == f"/approvals/{approval.pk}/"
    changed = address.replace("/link/", "/link/9")
    for wrong in (changed, address[:-3] + "x/", "/link/1/", "/link/.../", "/link/%00/"):
        assert Client().get(wrong).status_code == 404
        assert Client().post(wrong, {"verdict": "approve"}).status_code == 404
    marta.is_active = False
    marta.save()
    assert Client().get(address).status_code == 404
    assert decisions() == []


def test_who_is_not_asked_any_more_decides_nothing(approval: Approval, luis: Any) -> None:
    stray = f"/link/{token_of(offer(luis, Handle('decide', approval.pk, approval.digest)))}/"
    assert Client().get(stray).status_code == 404
    assert Client().post(stray, {"verdict": "approve"}).status_code == 404


def test_a_request_that_is_not_solved_is_opened_once(ask: Any, ana: Any, luis: Any) -> None:
    ticket = ask()
    resolve(actor=None, ticket=ticket)
    ending = Entry.objects.get(stream=ticket.stream, type="ticket.resolved")
    address = f"/link/{token_of(offer(ana, Handle('reopen', ticket.pk, ending.digest)))}/"
    browser = Client()
    assert browser.get(address).status_code == 200
    assert Ticket.objects.get(pk=ticket.pk).ended
    assert browser.post(address, {"text": ""}).status_code == 422
    assert browser.post(address, {"text": "It still flickers"}).status_code == 200
    assert not Ticket.objects.get(pk=ticket.pk).ended
    resolve(actor=None, ticket=ticket)
    assert browser.post(address, {"text": "Again"}).status_code == 409
    assert Ticket.objects.get(pk=ticket.pk).ended
