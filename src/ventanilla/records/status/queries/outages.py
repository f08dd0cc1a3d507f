"""Reads about outages: what concerns a reader now, what an agent runs, what was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.status.choices import ENDED, OutageKind, Stage
from ventanilla.records.status.models import (
    Component,
    Outage,
    OutageComponent,
    OutageQuerySet,
    OutageUpdate,
)

NEAR = timedelta(hours=24)
"""How long before it begins planned work is told on every page."""

MOST_NOTICES = 5


@dataclass(frozen=True)
class Notice:
    """One line about something that concerns the reader now, or soon (`planned`)."""

    pk: int
    title: dict[str, str]
    planned: bool
    under_way: bool
    started_at: datetime
    ends_at: datetime | None


def notices_for(person: Person) -> list[Notice]:
    """What is out for this person, and planned work that goes on or is near: what the banner says. One query."""
    return [
        Notice(
            pk, json.loads(title), kind == OutageKind.PLANNED, state != Stage.SCHEDULED, started_at, ends_at
        )
        for pk, title, kind, state, started_at, ends_at in NOTICES(person=person.pk, soon=clock.now() + NEAR)
    ]


def _notices(person: int, soon: datetime) -> QuerySet[Outage, Any]:
    rows = Outage.objects.concerning(person).exclude(state__in=ENDED)
    rows = rows.filter(~Q(state=Stage.SCHEDULED) | Q(state=Stage.SCHEDULED, started_at__lte=soon))
    fields = ("pk", "title", "kind", "state", "started_at", "ends_at")
    return rows.order_by("kind", "started_at").values_list(*fields)[:MOST_NOTICES]


NOTICES = Standing(_notices, person=-1, soon=datetime.max.replace(tzinfo=UTC))


def current_for(person: Person) -> list[Outage]:
    """The outages that go on and that `person` may see, the latest first, with what was said last."""
    return list(_told(Outage.objects.visible_to(person).current(), person).order_by("-started_at", "-pk"))


def known_for_service(person: Person, service: Service, *, is_incident: bool) -> list[Outage]:
    """What is out now and may be why somebody asks for `service`: what it stands on; for an incident, all."""
    rows = Outage.objects.visible_to(person).current().filter(kind=OutageKind.OUTAGE)
    if not is_incident:
        rows = rows.filter(components__services=service).distinct()
    return list(_told(rows, person).order_by("-started_at", "-pk")[:MOST_NOTICES])


def past_for(person: Person | None, *, after: str | None = None, size: int = 30) -> Page[Outage]:
    """All that `person` may see and that isn't to come, the latest first."""
    rows = Outage.objects.visible_to(person).exclude(state__in=[Stage.SCHEDULED, Stage.CANCELLED])
    return page(_told(rows, person), order=("-started_at", "-id"), after=after, size=size)


def outage_for(person: Person | None, pk: int) -> Outage:
    """One outage with everything that was said. Raises NotFound."""
    found = _told(Outage.objects.visible_to(person), person).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such outage, or it isn't shown to you."))
    return found


def desk_outages(person: Person, *, after: str | None = None, size: int = 30) -> Page[Outage]:
    """All that the departments of this agent have run or run, the latest first, with how many it affects."""
    return page(_counted(_run_by(person)), order=("-started_at", "-id"), after=after, size=size)


def open_for_desk(person: Person) -> list[Outage]:
    """What this agent may join reports to: the outages that go on, the latest first."""
    rows = _run_by(person).current().filter(kind=OutageKind.OUTAGE)
    return list(_told(rows, person).order_by("-started_at", "-pk"))


def names_for_desk(person: Person) -> list[tuple[int, dict[str, str]]]:
    """The same by id and title, for choosing."""
    if is_portal_admin(person):
        return list(_named(Outage.objects.all()))
    found = RUN_BY(departments=list(_departments(person)))
    return [(pk, json.loads(title)) for pk, title in found]


def _named(rows: OutageQuerySet) -> QuerySet[Outage, Any]:
    rows = rows.current().filter(kind=OutageKind.OUTAGE)
    return rows.order_by("-started_at", "-pk").values_list("pk", "title")


RUN_BY = Standing(lambda departments: _named(_touching(departments)), departments=MANY)


def outage_at_desk(person: Person, pk: int) -> Outage:
    """One outage for somebody who may run it. Raises NotFound."""
    found = _counted(_run_by(person)).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such outage, or your department doesn't keep it."))
    return found


def components_kept_by(person: Person) -> list[Component]:
    """The components whose outages this person may open, in their order."""
    if is_portal_admin(person):
        return list(_components())
    return COMPONENTS(departments=list(_departments(person)))


def _components() -> QuerySet[Component]:
    return Component.objects.filter(archived_at=None).select_related("department")


COMPONENTS = StandingRows(
    lambda departments: _components().filter(department__in=departments), departments=MANY
)


def _departments(person: Person) -> set[int]:
    return departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)


def _run_by(person: Person) -> OutageQuerySet:
    rows = Outage.objects.all() if is_portal_admin(person) else _touching(_departments(person))
    return rows.select_related("opened_by")


def _touching(departments: Iterable[int]) -> OutageQuerySet:
    touches = OutageComponent.objects.filter(component__department__in=departments)
    return Outage.objects.filter(pk__in=touches.values("outage"))


def _counted(rows: QuerySet[Outage]) -> QuerySet[Outage]:
    touches = OutageComponent.objects.select_related("component").order_by("component__position", "component")
    return rows.annotate(
        affected=Count("follows", filter=Q(follows__affected=True), distinct=True)
    ).prefetch_related(Prefetch("touches", touches, to_attr="shown"), said())


def _told(rows: QuerySet[Outage], person: Person | None) -> QuerySet[Outage]:
    """With what the reader may see of what it touches (`shown`), and the updates, the latest first (`said`)."""
    seen = Component.objects.visible_to(person)
    touches = OutageComponent.objects.filter(component__in=seen).select_related("component")
    return rows.prefetch_related(
        Prefetch("touches", touches.order_by("component__position", "component"), to_attr="shown"), said()
    )


def said() -> Prefetch[Any]:
    """What was said, the latest first, as `said`."""
    return Prefetch(
        "updates", OutageUpdate.objects.select_related("author").order_by("-at", "-pk"), to_attr="said"
    )
