"""What a request waits for when nobody has anything to do is told in words, and costs no more for many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import person, service, team
from ventanilla.core.kit import clock
from ventanilla.engines.integrations.calls import LONGEST, WAITS
from ventanilla.engines.workflow.queries import turns
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.tickets.turns import full_sentences, next_for

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)
SEND = {
    "id": "create",
    "title": {"en": "New account"},
    "connection": "hr",
    "action": "send",
    "inputs": {"path": ["x"]},
}
MEETING = {"id": "meeting", "title": {"en": "The meeting"}, "until": "2030-03-14"}
PAPERS = {"id": "papers", "title": {"en": "The papers"}, "message": "papers"}


def asked(*blocks: dict[str, Any]) -> Ticket:
    team("it-equipment")
    found = service({"workflow": list(blocks)})
    return tickets.submit(actor=person("Ana"), service=found, answers={"what": "x"}, language="en")


def told(ticket: Ticket) -> list[str]:
    ticket = Ticket.objects.get(pk=ticket.pk)
    with translation.override("en"):
        return full_sentences(ticket, turns([ticket], ticket.requester)[ticket.pk], ticket.requester)


def test_a_system_is_named_with_the_time_until_which_it_is_tried(http: Any) -> None:
    with clock.frozen(NOW):
        ticket = asked({"connector": SEND})
        assert told(ticket) == [
            "Nobody has to do anything: it waits for HR system (New account), today at 12:42 at the latest."
        ]
        (turn,) = turns([ticket], ticket.requester)[ticket.pk]
        assert turn.due_at == NOW + timedelta(seconds=sum(WAITS) + LONGEST * 6)
        assert not turn.people


def test_what_the_portal_does_by_itself_is_in_nobodys_queue() -> None:
    paper = {"id": "note", "title": {"en": "Credit note"}, "heading": {"en": "Note"}, "body": {"en": "Paid."}}
    ticket = asked({"document": paper})
    assert told(ticket) == ["Nobody has to do anything: the portal is doing it (Credit note)."]


def test_a_day_and_a_message_are_told_too() -> None:
    with clock.frozen(NOW):
        ticket = asked({"wait": MEETING})
        assert told(ticket) == ["Nobody has to do anything yet: The meeting, until Thu Mar 14."]
        other = asked({"wait": PAPERS})
        assert told(other) == ["Nobody has to do anything: it waits for another system (The papers)."]


def test_somebodys_turn_comes_before_what_goes_on_by_itself(http: Any) -> None:
    work = {"task": {"id": "work", "team": "it-equipment", "title": {"en": "Work"}}}
    both = {"parallel": {"id": "both", "branches": [[{"connector": SEND}], [work]]}}
    (words,) = told(asked(both))
    assert "Work" in words
    assert "HR system" not in words


def test_a_list_takes_the_same_queries_for_many(http: Any) -> None:
    rows = [asked({"connector": SEND})]

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            found = turns(rows, rows[0].requester)
            assert all(next_for(row, found[row.pk], row.requester) for row in rows)
        return len(seen)

    cost()
    few = cost()
    rows += [asked({"connector": SEND}) for _n in range(4)]
    cost()  # each has a service of its own, whose package is read once
    assert cost() == few
