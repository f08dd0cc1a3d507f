from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role, is_portal_admin
from ventanilla.core.people.models import Department, Person


def may_manage(person: Person, department: Department | int) -> bool:
    """The assets of a department are kept by its agents and administrators; not by those of another one."""
    kept_by = has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, department=department)
    return kept_by or is_portal_admin(person)
