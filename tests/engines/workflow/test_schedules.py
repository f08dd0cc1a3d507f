"""Schedules beside what happens to their service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.workflow.actions import schedules
from ventanilla.engines.workflow.models import Schedule, ScheduledStart
from ventanilla.engines.workflow.queries.origin import asked_by_itself
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db
EVERY = {"id": "r", "title": {"en": "R"}, "every": {"days": 90}, "starts_on": "2026-01-01"}


def test_publishing_between_the_hour_and_the_sweep_loses_no_turn():
    factories.person("Lucia", email="lucia@acme.example")
    factories.team("it-equipment")
    made = factories.service(schedules=[EVERY])
    due = clock.now() - timedelta(minutes=1)
    Schedule.objects.filter(service=made).update(next_at=due)
    schedules.plan(service=made)
    assert Schedule.objects.get(service=made).next_at == due
    assert schedules.start_due() == 1
    run_jobs()
    ticket = ScheduledStart.objects.get().ticket
    assert ticket is not None
    assert asked_by_itself(ticket)
    assert not asked_by_itself(submit(actor=factories.person("Ana"), service=made, answers={}))
    assert Schedule.objects.get(service=made).next_at > clock.now()


FOR_CUSTOMERS = {"fact": "person.organization_kind", "op": "is", "value": "customer"}


def due_now(**more: Any) -> Service:
    made = factories.service(schedules=[EVERY], **more)
    Schedule.objects.filter(service=made).update(next_at=clock.now() - timedelta(minutes=1))
    return made


def leave(person: Person) -> None:
    person.is_active = False
    person.save()


def test_when_the_owner_has_left_it_goes_on_in_the_name_of_who_keeps_the_service():
    made = due_now()
    marta = factories.person("Marta")
    factories.team(made.owner_team.slug, marta)
    leave(made.owner)
    schedules.start_due()
    run_jobs()
    ticket = ScheduledStart.objects.get().ticket
    assert ticket is not None
    assert ticket.requester == marta
    assert Schedule.objects.get().problem == ""


def test_what_cannot_be_asked_for_is_told_once_a_turn_to_who_keeps_the_service():
    made = due_now(audience=FOR_CUSTOMERS)  # its owner is none
    schedules.start_due()
    run_jobs()
    assert ScheduledStart.objects.get().ticket is None
    problem = Schedule.objects.get().problem
    assert problem
    (news,) = Notification.objects.filter(person=made.owner)
    assert made.title["en"] in news.title or made.title["es"] in news.title
    assert Entry.objects.get(type="workflow.schedule_failed").payload["problem"] == problem
