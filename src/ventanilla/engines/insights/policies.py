"""Who may read figures: they tell of people's requests, so what is confidential stays with its teams."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.access.queries import team_ids
from ventanilla.core.people.models import Person, Team
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_design
from ventanilla.records.catalog.queries import package_of


def may_see_figures(person: Person, service: Service) -> bool:
    """Whoever designs the service; those of a confidential one only when they are in one of its teams."""
    return may_design(person, service) and bool(open_to(person, [service]))


def open_to(person: Person, services: Iterable[Service]) -> list[Service]:
    """Those of `services` that this person designs whose figures they may read. Two queries at most."""
    found = list(services)
    closed = [service for service in found if service.confidential]
    if not closed:
        return found
    mine = set(team_ids(person))
    slugs = {slug for service in closed for slug in _routed_to(service)}
    named = dict(Team.objects.filter(slug__in=slugs, pk__in=mine).values_list("slug", "pk")) if slugs else {}
    return [
        service
        for service in found
        if not service.confidential
        or service.owner_team_id in mine
        or any(slug in named for slug in _routed_to(service))
    ]


def _routed_to(service: Service) -> list[str]:
    if service.live_version is None:
        return []
    return [route.team for route in package_of(service.live_version).routing if route.team]
