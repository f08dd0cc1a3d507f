from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role, is_portal_admin
from ventanilla.core.access.queries import team_ids
from ventanilla.core.people.models import Person
from ventanilla.records.grants.models import Grant


def may_judge(person: Person, grant: Grant) -> bool:
    """Who may say that an access goes on or ends: the owner of its service and the owner's team, administrators of
    its department; never one's own."""
    if not person.is_active or grant.holder_id == person.pk:
        return False
    service = grant.service
    if service.owner_id == person.pk or service.owner_team_id in team_ids(person):
        return True
    if service.confidential:
        return False
    keeps = has_role(person, Role.DEPARTMENT_ADMINISTRATOR, department=service.department_id)
    return keeps or is_portal_admin(person)


def may_give_up(person: Person, grant: Grant) -> bool:
    """One's own access may be given back at any time."""
    return person.is_active and grant.holder_id == person.pk
