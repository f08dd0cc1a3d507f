"""Who may announce. Administrators of the portal, to anybody; administrators of a department, to its own people."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.people.models import Department, Person


def own_departments(person: Person) -> QuerySet[Department]:
    """The departments on whose behalf `person` may speak."""
    if is_portal_admin(person):
        return Department.objects.order_by("slug")
    mine = departments_where(person, Role.DEPARTMENT_ADMINISTRATOR)
    return Department.objects.filter(pk__in=mine).order_by("slug")


def may_announce(person: Person) -> bool:
    """Whether the pages of announcements are for this person."""
    return is_portal_admin(person) or bool(departments_where(person, Role.DEPARTMENT_ADMINISTRATOR))


def may_reach(person: Person, department: Department | None, reach: Reach) -> bool:
    """Whether `person` may speak for `department` (None: the portal) to those people."""
    if is_portal_admin(person):
        return True
    mine = set(own_departments(person).values_list("slug", flat=True)) if person.is_active else set()
    return (
        department is not None
        and department.slug in mine
        and bool(reach.departments)
        and set(reach.departments) <= mine
    )


def may_change(person: Person, announcement: Announcement) -> bool:
    if is_portal_admin(person):
        return True
    mine = departments_where(person, Role.DEPARTMENT_ADMINISTRATOR)
    return person.is_active and announcement.department_id in mine


def missing(person: Person, department: Department | None, reach: Reach) -> dict[str, str]:
    """What `person` still has to say before announcing, by field: who isn't an administrator of the portal speaks for
    a department, to people of their own."""
    if is_portal_admin(person):
        return {}
    if department is None:
        return {"department": _("Choose the department on whose behalf you speak.")}
    if not reach.departments:
        return {"departments": _("Choose whom it is for, among your departments.")}
    return {}
