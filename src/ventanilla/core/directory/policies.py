"""Who may see and change what about people, beyond roles alone."""

from __future__ import annotations

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.kit.standing import MANY, Standing
from ventanilla.core.people.choices import AttributeSight
from ventanilla.core.people.models import AttributeDefinition, Person
from ventanilla.core.people.queries import reports_to


def kept_departments(person: Person) -> set[int]:
    """The departments whose attributes this person keeps."""
    if not person.is_active:
        return set()
    return departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)


def keeps(person: Person, definition: AttributeDefinition, whom: Person) -> bool:
    """Administrators keep all; the others those of their departments, of people of their organisation."""
    if is_portal_admin(person):
        return True
    ours = whom.organization_id == person.organization_id
    return ours and definition.keeper_id is not None and definition.keeper_id in kept_departments(person)


def may_see_attribute(person: Person, definition: AttributeDefinition, whom: Person) -> bool:
    """Keepers, and whom the definition names besides."""
    if keeps(person, definition, whom):
        return True
    if not person.is_active or definition.seen_by == AttributeSight.KEEPERS:
        return False
    if person.pk == whom.pk:
        return True
    return definition.seen_by == AttributeSight.MANAGERS and reports_to(whom, person)


def may_change_attribute(person: Person, definition: AttributeDefinition, whom: Person) -> bool:
    """Keepers, but nobody their own unless the definition lets everybody."""
    if person.pk == whom.pk and not is_portal_admin(person):
        return definition.own and person.is_active
    return keeps(person, definition, whom)


def keeps_people(person: Person) -> bool:
    """Whether the list of people is for this person: administrators of the portal, and who keeps an attribute."""
    if is_portal_admin(person):
        return True
    kept = kept_departments(person)
    return bool(kept) and bool(KEPT(departments=list(kept)))


KEPT = Standing(
    lambda departments: AttributeDefinition.objects.filter(keeper__in=departments).values_list("pk")[:1],
    departments=MANY,
)
