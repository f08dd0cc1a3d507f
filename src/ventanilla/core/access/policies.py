"""Who may, as far as it depends on roles alone. Everything that isn't allowed here is refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.queries import assignments
from ventanilla.core.kit.errors import NotAllowed
from ventanilla.core.people.models import Department, Person


def is_portal_admin(person: Person) -> bool:
    return person.is_active and (Role.PORTAL_ADMINISTRATOR.value, None) in assignments(person)


def has_role(person: Person, *roles: Role, department: Department | int | None = None) -> bool:
    """Whether `person` holds any of `roles`, in `department` or (None) in any."""
    wanted = department.pk if isinstance(department, Department) else department
    return person.is_active and any(
        role in roles and (wanted is None or where == wanted) for role, where in assignments(person)
    )


def is_agent(person: Person) -> bool:
    """Whether the desk is for this person."""
    return has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)


def may_design(person: Person, department: Department | int) -> bool:
    """Services of a department are changed by its designers and administrators; not by those of another one."""
    return has_role(
        person, Role.DESIGNER, Role.DEPARTMENT_ADMINISTRATOR, department=department
    ) or is_portal_admin(person)


def require(allowed: bool) -> None:
    """Raise NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed(_("You don't have the role that this needs."))
