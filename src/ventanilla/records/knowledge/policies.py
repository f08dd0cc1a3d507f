"""Who writes articles. Who reads one is said by its audience (`Article.objects.visible_to`)."""

from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role, is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.records.knowledge.models import Article


def may_write_in(person: Person | None, department: Department | int) -> bool:
    """Agents and administrators of a department write and publish its articles; None is the operator."""
    if person is None:
        return True
    writes = has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, department=department)
    return writes or is_portal_admin(person)


def may_write(person: Person | None, article: Article) -> bool:
    return may_write_in(person, article.department_id)


def may_write_somewhere(person: Person) -> bool:
    return has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR) or is_portal_admin(person)


def departments_written_by(person: Person) -> list[Department]:
    """Where `person` may write, by slug."""
    rows = Department.objects.order_by("slug")
    if is_portal_admin(person):
        return list(rows)
    return list(rows.filter(pk__in=departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)))


def teams_written_by(person: Person) -> list[Team]:
    """The teams of the departments that `person` writes for: their own first."""
    rows = Team.objects.filter(department__in=departments_written_by(person)).select_related("department")
    mine = set(person.teams.values_list("pk", flat=True))
    return sorted(rows, key=lambda team: (team.pk not in mine, team.slug))
