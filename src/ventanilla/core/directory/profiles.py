"""What an administrator changes about one person: the profile, whether they are still here, and the last key."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import RoleAssignment
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.directory.actions import add, change, revoke_role
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.people.models import Department, Person
from ventanilla.core.people.queries import reports_to
from ventanilla.core.timeline.actions import action

FIELDS = (
    "given_name",
    "family_name",
    "email",
    "job_title",
    "department",
    "location",
    "manager",
    "cost_centre",
    "language",
)


@action
def save_profile(*, actor: Person | None, person: Person | None, **values: Any) -> Person:
    """Change the FIELDS of a person that are given; without `person` add one (who also needs an `organization`).

    Raises NotAllowed, Invalid naming the field.
    """
    require(actor is None or is_portal_admin(actor))
    if person is not None:
        person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _check_address(person, str(values.get("email") or ""))
    _check_manager(person, values.get("manager"))
    if person is None:
        return add(Person, actor=actor, **values)
    return change(person, actor=actor, **values)


@action
def set_active(*, actor: Person | None, person: Person, active: bool) -> None:
    """Somebody leaves, or is back. Raises NotAllowed, Conflict for oneself and for who alone administers the portal."""
    require(actor is None or is_portal_admin(actor))
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not active and row.is_active:
        if actor is not None and actor.pk == row.pk:
            raise Conflict(_("Somebody else has to do this: you can't sign yourself off."))
        _leave_somebody(row)
    change(row, actor=actor, is_active=active)


@action
def take_role(*, actor: Person | None, person: Person, role: Role, department: Department | None) -> None:
    """As revoke_role, but the portal keeps somebody who administers it. Raises NotAllowed, Conflict."""
    require(actor is None or is_portal_admin(actor))
    if role == Role.PORTAL_ADMINISTRATOR:
        _leave_somebody(person)
    revoke_role(person, role, department=department, actor=actor)


def _leave_somebody(person: Person) -> None:
    keys = RoleAssignment.objects.select_for_update(of=("self",)).filter(
        role=Role.PORTAL_ADMINISTRATOR, person__is_active=True
    )
    holders = {row.person_id for row in keys.order_by("pk")}
    if holders == {person.pk}:
        raise Conflict(_("Nobody else administers the portal. Give somebody that role first."))


def _check_address(person: Person | None, email: str) -> None:
    others = Person.objects.filter(email__iexact=email.strip())
    if email and others.exclude(pk=person.pk if person else 0).exists():
        said = _("Somebody here has this address already.")
        raise Invalid(said, {"email": [said]})


def _check_manager(person: Person | None, manager: Person | None) -> None:
    if person is None or manager is None:
        return
    said = ""
    if manager.pk == person.pk:
        said = _("Nobody manages themself. Choose somebody else, or nobody.")
    elif reports_to(manager, person):
        said = _("%(name)s reports to this person already. Choose somebody else.") % {"name": manager.name}
    if said:
        raise Invalid(said, {"manager": [said]})
