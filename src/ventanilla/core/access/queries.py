"""Reads about rights: whose name somebody acts in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import Audience, RoleAssignment
from ventanilla.core.kit.standing import Standing
from ventanilla.core.people.models import Department, Group, Person, Team, TeamMember

CONTACT = "organization_contact"
"""The attribute of a person who speaks for their organisation."""


def person_principal(person: Person | int) -> str:
    return f"p:{person if isinstance(person, int) else person.pk}"


def team_principal(team: Team | int) -> str:
    return f"t:{team if isinstance(team, int) else team.pk}"


def department_principal(department: Department | int) -> str:
    return f"d:{department if isinstance(department, int) else department.pk}"


def manager_principal(of: Person | int) -> str:
    """Whoever manages this person, at the moment when somebody looks."""
    return f"m:{of if isinstance(of, int) else of.pk}"


def contact_principal(organization: int) -> str:
    """Those who speak for a customer: its people with the attribute CONTACT."""
    return f"o:{organization}"


def everybody_in_department(department: int) -> str:
    return f"e:{department}"


def everybody_in_organization(organization: int) -> str:
    return f"g:{organization}"


def is_contact(person: Person) -> bool:
    """Whether `person` speaks for their organisation: an administrator has marked them so."""
    return person.is_active and person.attributes.get(CONTACT) is True


def circles(person: Person) -> list[str]:
    """What everybody of the person's department and organisation may see."""
    found = [everybody_in_organization(person.organization_id)]
    if person.department_id:
        found.append(everybody_in_department(person.department_id))
    return found


def looked_after(person: Person) -> list[str]:
    """What the person sees for others: as the manager of each of their people, and as their customer's contact."""
    _roles_teams_and_reports(person)
    found = [manager_principal(pk) for pk in person._report_ids]  # type: ignore[attr-defined]
    return [*found, contact_principal(person.organization_id)] if is_contact(person) else found


def principals(person: Person) -> list[str]:
    """All that stands for `person` in an index of access: the person, their teams, the departments that they
    administer, the people whom they manage, the department and the organisation that they belong to. Worked out
    once per person object (which lives as long as one HTTP request or job)."""
    known: list[str] | None = getattr(person, "_principals", None)
    if known is None:
        known = [
            person_principal(person),
            *(team_principal(pk) for pk in team_ids(person)),
            *(department_principal(pk) for pk in departments_where(person, Role.DEPARTMENT_ADMINISTRATOR)),
            *looked_after(person),
            *circles(person),
        ]
        person._principals = known  # type: ignore[attr-defined]
    return known


def team_ids(person: Person) -> list[int]:
    """The teams that `person` is a member of."""
    _roles_teams_and_reports(person)
    known: list[int] = person._team_ids  # type: ignore[attr-defined]
    return known


def _roles_teams_and_reports(person: Person) -> None:
    """All three in one query, once per person object: every page needs them."""
    if hasattr(person, "_assignments"):
        return
    found: dict[str, list[int]] = {"team": [], "report": []}
    roles: list[tuple[str, int | None]] = []
    for kind, pk in STANDING(person=person.pk):
        if kind in found:
            found[kind].append(pk)
        else:
            roles.append((kind, pk))
    person._team_ids = sorted(found["team"])  # type: ignore[attr-defined]
    person._report_ids = sorted(found["report"])  # type: ignore[attr-defined]
    person._assignments = roles  # type: ignore[attr-defined]


def _standing_of(person: int) -> QuerySet[Any, Any]:
    teams = TeamMember.objects.filter(person=person).values_list(Value("team"), "team_id")
    reports = Person.objects.filter(manager=person).values_list(Value("report"), "pk")
    roles = RoleAssignment.objects.filter(person=person).values_list("role", "department_id")
    return roles.union(teams, reports, all=True)


STANDING = Standing(_standing_of, person=-1)


def departments_where(person: Person, *roles: Role) -> set[int]:
    """The departments in which `person` holds any of `roles`."""
    return {
        department for role, department in assignments(person) if role in roles and department is not None
    }


def assignments(person: Person) -> list[tuple[str, int | None]]:
    """All (role, department id) of `person`, read once per person object."""
    _roles_teams_and_reports(person)
    known: list[tuple[str, int | None]] = person._assignments  # type: ignore[attr-defined]
    return known


def people_with(role: Role, departments: Iterable[Department] = ()) -> list[Person]:
    """The active people who hold `role` (in any of `departments`, when given)."""
    rows = Person.objects.filter(is_active=True, role_assignments__role=role)
    scope = list(departments)
    if scope:
        rows = rows.filter(role_assignments__department__in=scope)
    return list(rows.distinct().order_by("pk"))


def rules_read(facts: Iterable[str]) -> bool:
    """Whether a group or an audience depends on one of these facts about people (`attributes.grade`)."""
    named = Q()
    for fact in facts:
        named |= Q(text__contains=f'"person.{fact}"')
    rules = (Group.objects.exclude(rule=None), Audience.objects.all())
    return bool(named) and any(
        rows.annotate(text=Cast("rule", TextField())).filter(named).exists() for rows in rules
    )
