"""Reads about rights: whose name somebody acts in."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import RoleAssignment
from ventanilla.core.people.models import Department, Person, Team


def person_principal(person: Person | int) -> str:
    return f"p:{person if isinstance(person, int) else person.pk}"


def team_principal(team: Team | int) -> str:
    return f"t:{team if isinstance(team, int) else team.pk}"


def department_principal(department: Department | int) -> str:
    return f"d:{department if isinstance(department, int) else department.pk}"


def principals(person: Person) -> list[str]:
    """All that stands for `person` in an index of access: the person, their teams, and the departments that they
    administer. Worked out once per person object (which lives as long as one HTTP request or job)."""
    known: list[str] | None = getattr(person, "_principals", None)
    if known is None:
        known = [
            person_principal(person),
            *(team_principal(pk) for pk in team_ids(person)),
            *(department_principal(pk) for pk in departments_where(person, Role.DEPARTMENT_ADMINISTRATOR)),
        ]
        person._principals = known  # type: ignore[attr-defined]
    return known


def team_ids(person: Person) -> list[int]:
    """The teams that `person` is a member of."""
    known: list[int] | None = getattr(person, "_team_ids", None)
    if known is None:
        known = list(person.teams.order_by("pk").values_list("pk", flat=True))
        person._team_ids = known  # type: ignore[attr-defined]
    return known


def departments_where(person: Person, *roles: Role) -> set[int]:
    """The departments in which `person` holds any of `roles`."""
    return {
        department for role, department in assignments(person) if role in roles and department is not None
    }


def assignments(person: Person) -> list[tuple[str, int | None]]:
    """All (role, department id) of `person`, read once per person object."""
    known: list[tuple[str, int | None]] | None = getattr(person, "_assignments", None)
    if known is None:
        known = list(RoleAssignment.objects.filter(person=person).values_list("role", "department_id"))
        person._assignments = known  # type: ignore[attr-defined]
    return known


def people_with(role: Role, departments: Iterable[Department] = ()) -> list[Person]:
    """The active people who hold `role` (in any of `departments`, when given)."""
    rows = Person.objects.filter(is_active=True, role_assignments__role=role)
    scope = list(departments)
    if scope:
        rows = rows.filter(role_assignments__department__in=scope)
    return list(rows.distinct().order_by("pk"))
