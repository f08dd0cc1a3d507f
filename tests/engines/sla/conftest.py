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
from ventanilla.core.timeline import actions as timeline
from ventanilla.core.timeline.actions import Subscription
from ventanilla.engines.sla import reactions
from ventanilla.engines.sla.models import Clock
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket


@pytest.fixture(autouse=True)
def only_clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the clocks reacts."""
    subscriptions = [
        Subscription(reactions.TARGETS, reactions.set_targets),
        Subscription(reactions.COURSE, reactions.follow),
        Subscription(reactions.ANSWERS, reactions.note_answer),
    ]
    monkeypatch.setattr(timeline, "_subscriptions", subscriptions)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In Madrid in March 2026, of which the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Europe/Madrid"))


@dataclass(frozen=True)
class Desk:
    """IT, open from nine to five; Luis works there, Ana asks."""

    ana: Person
    luis: Person

    def ask(self, when: datetime, deadlines: dict[str, Any]) -> Ticket:
        """A ticket of a service that promises `deadlines`, asked for at `when`."""
        service = factories.service(deadlines=deadlines)
        with clock.frozen(when):
            return submit(actor=self.ana, service=service, answers={})


@pytest.fixture
def desk(db: None) -> Desk:
    it = factories.department("it", calendar=factories.calendar())
    luis = factories.with_role(Role.AGENT, it, "Luis")
    factories.team("it-equipment", luis)
    return Desk(ana=factories.person("Ana"), luis=luis)


def due(ticket: Ticket, kind: str = "resolution") -> datetime:
    return Clock.objects.get(ticket=ticket, kind=kind).due_at
