"""Which day it is for a service: that of the hours by which its days are counted."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from ventanilla.core.calendars.actions import make_default
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Department
from ventanilla.engines.workflow.runtime.promise import day_named
from ventanilla.records.tickets.facts import asking_facts, zone_of

CANARY = ZoneInfo("Atlantic/Canary")

pytestmark = pytest.mark.django_db


def without_a_calendar() -> Department:
    factories.service()
    department = factories.department()
    assert department.calendar is None
    return department


def test_without_any_calendar_it_is_the_portals() -> None:
    assert zone_of(without_a_calendar()) == ZoneInfo("Europe/Madrid")


def test_a_department_without_one_is_where_the_hours_for_everybody_are() -> None:
    department = without_a_calendar()
    make_default(calendar=factories.calendar("islands", zone="Atlantic/Canary"))
    assert zone_of(department) == working_hours(department.calendar).zone == CANARY
    ana = factories.person("Ana")
    with clock.frozen(datetime(2026, 3, 3, 0, 30, tzinfo=ZoneInfo("Europe/Madrid"))):
        assert asking_facts(ana, ana, department)["today"] == date(2026, 3, 2)
    package = factories.package(ready_by={"fact": "today"})
    named = day_named(package, {"today": date(2026, 3, 2)}, department)
    assert named is not None
    assert named.astimezone(zone_of(department)) == datetime(2026, 3, 2, 17, 0, tzinfo=CANARY)
