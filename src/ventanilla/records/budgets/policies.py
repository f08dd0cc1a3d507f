from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role, is_portal_admin
from ventanilla.core.people.models import Department, Person


def may_keep(person: Person, keeper: Department | int) -> bool:
    """Budgets are set by the agents and administrators of the department that keeps the accounts."""
    kept_by = has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, department=keeper)
    return kept_by or is_portal_admin(person)


def keeps_accounts(person: Person, keepers: set[int]) -> bool:
    """Whether any of these departments is one where the person may set budgets."""
    return is_portal_admin(person) or any(may_keep(person, keeper) for keeper in keepers)
