from __future__ import annotations

from typing import Any

from django.test import Client

from tests import factories
from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.choices import Verdict


def test_who_is_not_signed_in_is_asked_to(db: None) -> None:
    response = Client().get("/")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/"


def test_home_shows_what_waits_what_is_under_way_and_what_can_be_asked_for(
    ana: Any, marta: Any, ask: Any, as_: Any
) -> None:
    returned, going = ask(), ask(why="For the shoot")
    decide(actor=marta, approval=returned.approvals.get(), verdict=Verdict.RETURN, comment="Which size?")
    page = as_(ana).get("/").content.decode()
    assert "Hello, Ana" in page
    assert f"/requests/{returned.number}/tasks/" in page
    assert "Waiting for the decision of Marta" in page
    assert f"/requests/{going.number}/" in page
    assert "/services/?category=hardware" in page


def test_home_shows_the_approver_what_to_decide(marta: Any, ask: Any, as_: Any) -> None:
    approval = ask().approvals.get()
    page = as_(marta).get("/").content.decode()
    assert f"/approvals/{approval.pk}/" in page
    assert "Ana is waiting for your decision" in page


def test_home_takes_the_same_queries_however_much_there_is(
    ana: Any, ask: Any, as_: Any, queries_of: Any
) -> None:
    ask()
    few = queries_of(as_(ana), "/")
    for number in range(5):
        ask(why=f"Reason {number}")
        factories.service(service=f"other-{number}", category="hardware")
    assert queries_of(as_(ana), "/") == few


def test_home_says_what_to_do_when_there_is_nothing(clara: Any, as_: Any) -> None:
    page = as_(clara).get("/").content.decode()
    assert "You have nothing under way" in page
    assert "There is nothing to ask for yet" in page
