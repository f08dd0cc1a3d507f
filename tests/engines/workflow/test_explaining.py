"""Why a request went where it went: plainly for who asked, in full for who looks after it, as it was decided then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from django.utils.formats import date_format

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.directory.absences import enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Department, Person
from ventanilla.engines.sla import actions as sla
from ventanilla.engines.workflow.actions import fire_due_timers
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.queries import Explanation, explanations
from ventanilla.records.tickets.actions import assign, set_priority, submit
from ventanilla.records.tickets.choices import Level
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
MANAGER = {"from": "requester.manager"}
WHAT = {"id": "what", "type": "short_text", "label": {"en": "What?"}, "required": True}
MANY = {"id": "many", "type": "number", "label": {"en": "How many?"}}


@pytest.fixture
def acme() -> Office:
    return office()


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def told(ticket: Ticket, kind: str, *, full: bool = True) -> Explanation:
    return next(one for one in explanations(fresh(ticket), ticket.requester, full=full) if one.kind == kind)


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def away(who: Person, delegate: Person | None = None) -> date:
    until = clock.now().date() + timedelta(days=7)
    enter_absence(actor=who, person=who, from_on=clock.now().date(), until_on=until, delegate=delegate)
    return until


def asked(acme: Office, answers: dict[str, Any], **package: Any) -> Ticket:
    section = {"section": {"id": "main", "title": {"en": "Yours"}}, "questions": [WHAT, MANY]}
    made = factories.service({"form": [section], **package})
    return submit(actor=acme.ana, service=made, answers=answers)


# Approvers


def test_the_one_who_was_meant_decides_and_that_is_all(acme: Office) -> None:
    ticket = acme.ask(seats=[MANAGER]).ticket
    full = told(ticket, "approvers")
    assert (full.subject, full.outcome) == ("Who decides “Go-ahead”", "Marta")
    assert full.lines == ("The requester's manager", "  ✓ Manager of Ana: Marta, who decides")


def test_every_stop_on_the_way_is_told_with_why_it_was_passed_over(acme: Office) -> None:
    Department.objects.filter(people=acme.ana).update(head=acme.hector)
    Person.objects.filter(pk=acme.ana.pk).update(manager=None)
    until = away(acme.hector, acme.nuria)
    ticket = acme.ask(seats=[MANAGER]).ticket
    day = date_format(until, "DATE_FORMAT")
    assert told(ticket, "approvers").lines == (
        "The requester's manager",
        "  ✗ Manager of Ana: nobody is on record",
        f"  ✓ Head of the department of Ana: Hector, away until {day}; Nuria stands in",
    )
    plain = told(ticket, "approvers", full=False)
    assert plain.outcome == "Nuria"
    assert plain.lines[0] == "Nuria, as: The requester's manager"
    assert not any(day in line for line in plain.lines)


def test_who_is_left_out_of_a_group_is_told_with_the_reason(acme: Office) -> None:
    Person.objects.filter(pk=acme.pablo.pk).update(is_active=False)
    away(acme.nuria)
    approval = acme.ask(who="carmen", seats=[{"group": "finance", "need": 1}, MANAGER])
    lines = told(approval.ticket, "approvers").lines
    assert "  ✗ Among those who may decide: Carmen, but nobody decides their own request" in lines
    assert "  ✗ Among those who may decide: Pablo, who isn't here any more" in lines
    assert any(line.startswith("  ✓ Among those who may decide: Nuria, away until") for line in lines)


def test_what_was_found_out_then_stays_when_it_is_found_out_again(acme: Office) -> None:
    ticket = acme.ask(seats=[MANAGER]).ticket
    away(acme.marta, acme.carmen)
    reseat_after_change("person", acme.marta.pk)
    full = told(ticket, "approvers")
    assert full.outcome == "Carmen"
    assert "    ✓ Manager of Ana: Marta, who decides" in full.lines
    assert any("Marta, away until" in line and line.endswith("Carmen stands in") for line in full.lines)
    Person.objects.filter(pk=acme.ana.pk).update(manager=acme.hector)
    assert told(ticket, "approvers") == full


def test_those_above_who_decide_besides_and_that_nobody_did_are_told_too(acme: Office) -> None:
    with clock.frozen(datetime(2027, 3, 1, 8, 0, tzinfo=UTC)):
        times = {"escalate_after": "1 business day", "expire_after": "3 business days"}
        ticket = acme.ask(seats=[MANAGER], **times).ticket
    with clock.frozen(datetime(2027, 3, 3, 8, 0, tzinfo=UTC)):
        fire_due_timers()
        full = told(ticket, "approvers")
    assert full.outcome == "Hector or Marta"
    assert full.lines[-3:] == (
        "  3 March, 09:00: It took long, so those above may decide too",
        "    ✓ Above Marta: Hector, who decides",
        "  ✓ Marta and Hector",
    )
    with clock.frozen(datetime(2027, 3, 5, 8, 0, tzinfo=UTC)):
        fire_due_timers()
        assert told(ticket, "approvers").outcome == "Nobody did in time"


# Team, priority, targets


def route(number: int, team: str) -> dict[str, Any]:
    return {"when": {"fact": "answers.many", "op": "gt", "value": number}, "team": team}


def test_each_line_above_the_one_that_held_is_told_with_the_values(acme: Office) -> None:
    for slug in ("buying", "helping"):
        factories.team(slug, acme.lucia)
    ticket = asked(acme, {"what": "Chairs", "many": 7}, routing=[route(50, "buying"), route(5, "helping")])
    full = told(ticket, "routing")
    assert full.outcome == "Helping"
    assert [line[:3] for line in full.lines] == ["✗ B", "  ✗", "✓ H", "  ✓"]
    assert "How many?" in full.lines[1]
    assert "50" in full.lines[1]
    assert "7" in full.lines[1]
    assert told(ticket, "routing", full=False).lines == ("Because you answered “7” to “How many?”.",)
    assign(actor=None, ticket=ticket, assignee=None, team=ticket.service.owner_team)
    assert told(ticket, "routing").outcome == full.outcome
    assert told(ticket, "routing").lines[-1].startswith("It was handed over since: ")


def test_where_no_line_holds_that_is_said_too(acme: Office) -> None:
    factories.team("buying", acme.lucia)
    ticket = asked(acme, {"what": "Chairs", "many": 1}, routing=[route(50, "buying")])
    lines = told(ticket, "routing").lines
    assert lines[-1] == "None of these holds, so it goes to the team that owns the service."
    assert told(ticket, "routing", full=False).lines == ("Requests like this one go to that team.",)


def test_the_priority_tells_its_facts_and_the_row_of_the_matrix(acme: Office) -> None:
    many = {"if": {"fact": "answers.many", "op": "gt", "value": 5}, "then": "high", "else": "low"}
    ticket = asked(acme, {"what": "Chairs", "many": 7}, impact=many)
    full = told(ticket, "priority")
    assert full.outcome == "High"
    assert full.lines == (
        "How many? 7",
        "The service says the urgency once for all: medium.",
        "Impact high, urgency medium: High",
    )
    assert told(ticket, "priority", full=False).lines == ("How many? 7",)
    set_priority(actor=None, ticket=ticket, impact=Level.LOW, urgency=Level.LOW)
    assert told(ticket, "priority").outcome == "Low"
    assert told(ticket, "priority").lines == (
        *full.lines,
        "It was weighed anew since, by a deadline or a rule.",
    )


def test_a_target_tells_the_promises_above_it_that_did_not_hold(acme: Office) -> None:
    pressing = {"fact": "ticket.priority", "op": "is", "value": "urgent"}
    promises = [{"when": pressing, "within": "1 hour"}, {"within": "2 days"}]
    ticket = asked(acme, {"what": "Chairs"}, deadlines={"first_response": promises, "resolution": "5 days"})
    full = told(ticket, "first_response")
    assert full.outcome == "2 days"
    assert [line[:3] for line in full.lines] == ["✗ 1", "  ✗", "✓ 2", "  F"]
    assert "Priority" in full.lines[1]
    assert "Normal" in full.lines[1]
    assert told(ticket, "resolution").lines == ("That is what this service promises for all its requests.",)
    set_priority(actor=None, ticket=ticket, impact=Level.HIGH, urgency=Level.HIGH)
    sla.set_targets(fresh(ticket))
    assert told(ticket, "first_response").outcome == "1 hour"
    plain = told(ticket, "first_response", full=False)
    assert plain.lines == ("Because of this: Priority – Urgent.",)


def test_nothing_more_is_read_for_more_seats(acme: Office, django_assert_max_num_queries: Any) -> None:
    approval = acme.ask(seats=[MANAGER, {"group": "finance", "need": 2}, {"from": "service.owner"}])
    ticket = Ticket.objects.select_related("service", "version", "team").get(pk=approval.ticket_id)
    with django_assert_max_num_queries(6):
        explanations(ticket, ticket.requester, full=True)
