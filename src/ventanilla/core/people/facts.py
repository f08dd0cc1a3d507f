"""What rules may know about a person."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from ventanilla.core.kit.standing import Standing
from ventanilla.core.people.models import GroupMember, Person, TeamMember

Ties = tuple[str | None, str | None, str, str, list[str], list[str]]


def person_facts(person: Person, prefix: str) -> dict[str, Any]:
    """The facts of `person` under `prefix` ("requester", "requested_for", "person"): flat, empty ones as None.

    Costs one query when teams and groups aren't loaded yet.
    """
    department, location, organization, kind, teams, groups = _ties(person)
    facts: dict[str, Any] = {
        "id": str(person.pk),
        "name": person.name,
        "email": person.email,
        "language": person.language or None,
        "department": department,
        "location": location,
        "organization": organization,
        "organization_kind": kind,
        "job_title": person.job_title or None,
        "cost_centre": person.cost_centre or None,
        "manager": str(person.manager_id) if person.manager_id else None,
        "teams": sorted(teams),
        "groups": sorted(groups),
        **{f"attributes.{key}": value for key, value in person.attributes.items()},
    }
    return {f"{prefix}.{name}": value for name, value in facts.items()}


def _ties(person: Person) -> Ties:
    """Department, place, organisation and its kind, teams and groups, by their names."""
    loaded = getattr(person, "_prefetched_objects_cache", {})
    if not {"teams", "portal_groups"} <= loaded.keys():
        found: Ties = TIES(person=person.pk)[0]
        return found
    return (
        person.department.slug if person.department else None,
        person.location.path if person.location else None,
        person.organization.slug,
        person.organization.kind,
        [team.slug for team in person.teams.all()],
        [group.slug for group in person.portal_groups.all()],
    )


def _ties_of(person: int) -> QuerySet[Person, Any]:
    teams = TeamMember.objects.filter(person=OuterRef("pk")).values("team__slug")
    groups = GroupMember.objects.filter(person=OuterRef("pk")).values("group__slug")
    return Person.objects.filter(pk=person).values_list(
        "department__slug",
        "location__path",
        "organization__slug",
        "organization__kind",
        ArraySubquery(teams),
        ArraySubquery(groups),
    )


TIES = Standing(_ties_of, person=-1)
