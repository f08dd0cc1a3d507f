"""Schedules beside what happens to their service."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.engines.workflow.actions import schedules
from ventanilla.engines.workflow.models import Schedule, ScheduledStart

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
    assert ScheduledStart.objects.get().ticket is not None
    assert Schedule.objects.get(service=made).next_at > clock.now()
