from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.insights.counting.services import count_service
from ventanilla.engines.insights.models import ServiceFigures
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """In Madrid in 2026, where the 2nd of March is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Madrid"))


@dataclass
class House:
    """IT, open from nine to five: Luis and Nora work there, Ana asks, Marta is her manager."""

    ana: Person
    marta: Person
    luis: Person
    nora: Person

    def service(self, **more: Any) -> Service:
        return factories.service(service="thing", **more)

    def ask(self, service: Service, when: datetime) -> Ticket:
        with clock.frozen(when):
            return submit(actor=self.ana, service=service, answers={})

    def counted(self, service: Service, when: datetime, month: Any = None) -> ServiceFigures:
        with clock.frozen(when):
            count_service(
                Service.objects.select_related("department__calendar", "live_version").get(pk=service.pk)
            )
        return ServiceFigures.objects.get(service=service, month=month)


@pytest.fixture
def house(db: None) -> House:
    it = factories.department("it", calendar=factories.calendar())
    luis, nora = (factories.with_role(Role.AGENT, it, name) for name in ("Luis", "Nora"))
    factories.team("it-equipment", luis, nora)
    factories.team("it-network", luis)
    marta = factories.person("Marta")
    return House(factories.person("Ana", manager=marta), marta, luis, nora)
