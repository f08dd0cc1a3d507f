"""What rules may know about a person."""

from __future__ import annotations

from typing import Any

from ventanilla.core.people.models import Person


def person_facts(person: Person, prefix: str) -> dict[str, Any]:
    """The facts of `person` under `prefix` ("requester", "requested_for", "person"): flat, empty ones as None.

    Costs up to three queries for teams, groups and the tree of locations when they aren't loaded yet.
    """
    facts: dict[str, Any] = {
        "id": str(person.pk),
        "name": person.name,
        "email": person.email,
        "language": person.language or None,
        "department": person.department.slug if person.department else None,
        "location": person.location.path if person.location else None,
        "organization": person.organization.slug,
        "organization_kind": person.organization.kind,
        "job_title": person.job_title or None,
        "cost_centre": person.cost_centre or None,
        "manager": str(person.manager_id) if person.manager_id else None,
        "teams": sorted(team.slug for team in person.teams.all()),
        "groups": sorted(group.slug for group in person.portal_groups.all()),
        **{f"attributes.{key}": value for key, value in person.attributes.items()},
    }
    return {f"{prefix}.{name}": value for name, value in facts.items()}
