from __future__ import annotations

from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.people.models import Department, Person
from ventanilla.engines.integrations.models import Connection


def may_connect(person: Person | None) -> bool:
    """Connections hold keys to other systems: they are for administrators of the portal (None: the operator)."""
    return person is None or is_portal_admin(person)


def may_use(department: Department | str, connection: Connection) -> bool:
    """Whether the services of a department may use it."""
    slug = department if isinstance(department, str) else department.slug
    return connection.department is None or connection.department.slug == slug
