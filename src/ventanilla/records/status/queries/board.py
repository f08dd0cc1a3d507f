"""Everything that the status page shows, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from django.db.models import Prefetch, Q

from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.records.status.choices import Health, Stage
from ventanilla.records.status.models import Component, ComponentFollow, Outage, OutageComponent
from ventanilla.records.status.queries.days import HISTORY, Day, Span, days, worst
from ventanilla.records.status.queries.outages import said


@dataclass(frozen=True)
class Part:
    """A component with its health now and its last days; `followed` by the reader."""

    component: Component
    health: str
    days: list[Day]
    followed: bool = False

    @property
    def troubled(self) -> int:
        """On how many of the days it did not work as it should."""
        return sum(day.health in (Health.DEGRADED, Health.DOWN) for day in self.days)


@dataclass(frozen=True)
class Board:
    """`current` are the outages and the work that go on now, `planned` what is announced."""

    parts: list[Part]
    current: list[Outage]
    planned: list[Outage]
    past: list[Outage]
    health: str = field(default=Health.UP.value)


def board(person: Person | None, zone: tzinfo) -> Board:
    """The status as `person` may see it (None: somebody who isn't signed in), days counted in `zone`."""
    components = list(Component.objects.visible_to(person).filter(archived_at=None))
    since = clock.now() - timedelta(days=HISTORY)
    outages = _outages(person, [component.pk for component in components], since)
    current = [outage for outage in outages if not outage.ended and outage.state != Stage.SCHEDULED]
    planned = [outage for outage in outages if outage.state == Stage.SCHEDULED]
    past = [outage for outage in outages if outage.state == Stage.OVER]
    followed = _followed(person)
    parts = [_part(component, outages, zone, component.pk in followed) for component in components]
    return Board(
        parts,
        sorted(current, key=lambda outage: (outage.planned, -outage.started_at.timestamp())),
        sorted(planned, key=lambda outage: outage.started_at),
        sorted(past, key=lambda outage: (outage.started_at, outage.pk), reverse=True),
        worst(part.health for part in parts),
    )


def _followed(person: Person | None) -> set[int]:
    if person is None:
        return set()
    return set(ComponentFollow.objects.filter(person=person).values_list("component", flat=True))


def _outages(person: Person | None, components: list[int], since: datetime) -> list[Outage]:
    """All that touches these components and wasn't over before `since`, with what was said."""
    touches = OutageComponent.objects.filter(component__in=components).select_related("component")
    rows = Outage.objects.visible_to(person).filter(Q(over_at=None) | Q(over_at__gte=since))
    rows = rows.exclude(state=Stage.CANCELLED)
    told = Prefetch("touches", touches.order_by("component__position", "component"), to_attr="shown")
    return list(rows.prefetch_related(told, said()).order_by("pk"))


def _part(component: Component, outages: list[Outage], zone: tzinfo, followed: bool) -> Part:
    spans, now = [], []
    for outage in outages:
        for touch in outage.shown:  # type: ignore[attr-defined]  # set by the prefetch
            if touch.component_id != component.pk or outage.state == Stage.SCHEDULED:
                continue
            spans.append(Span(outage.pk, touch.health, outage.started_at, outage.over_at))
            if not outage.ended:
                now.append(touch.health)
    history = days(spans, today=clock.today(zone), zone=zone)
    return Part(component, worst(now), history, followed)
