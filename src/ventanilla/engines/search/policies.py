"""Who looks after what people search for and don't find."""

from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role, is_portal_admin
from ventanilla.core.people.models import Person


def may_mend(person: Person) -> bool:
    """Who writes articles or designs services in any department, and administrators of the portal."""
    return is_portal_admin(person) or has_role(
        person, Role.AGENT, Role.DESIGNER, Role.DEPARTMENT_ADMINISTRATOR
    )
