"""Reads about people for those who look after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.directory.policies import may_change_attribute, may_see_attribute
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.attributes import definitions_of_people
from ventanilla.core.people.models import AttributeDefinition, Person
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry, Stream

LONGEST_SEARCH = 100
ORDER = ("given_name", "family_name", "id")


@dataclass(frozen=True)
class Shown:
    """An attribute that somebody may see, what it holds, and whether they may change it."""

    definition: AttributeDefinition
    value: Any
    may_change: bool


def attribute_definitions() -> QuerySet[AttributeDefinition]:
    """All that is declared about people."""
    rows = AttributeDefinition.objects.filter(subject="person").select_related("keeper")
    return rows.order_by("key")


def holders(definition: AttributeDefinition) -> QuerySet[Person]:
    """The people who have a value of it."""
    return Person.objects.filter(attributes__has_key=definition.key)


def attributes_shown(viewer: Person, whom: Person) -> list[Shown]:
    """What `viewer` may see of a person's attributes, also those without a value."""
    return [
        Shown(one, whom.attributes.get(key), may_change_attribute(viewer, one, whom))
        for key, one in definitions_of_people().items()
        if may_see_attribute(viewer, one, whom)
    ]


def people_kept_by(viewer: Person) -> QuerySet[Person]:
    """Everybody for administrators of the portal, otherwise the people of one's own organisation."""
    rows = Person.objects.select_related("department", "organization", "manager")
    return rows if is_portal_admin(viewer) else rows.filter(organization=viewer.organization_id)


def people_list(
    viewer: Person,
    *,
    text: str = "",
    department: str = "",
    active: bool | None = None,
    after: str | None = None,
) -> Page[Person]:
    """A page of them by name: those whose name, address or job holds every word of `text`."""
    rows = people_kept_by(viewer)
    if active is not None:
        rows = rows.filter(is_active=active)
    if department:
        rows = rows.filter(department__slug=department)
    words = text.replace("\x00", "")[:LONGEST_SEARCH].split()
    if words:
        rows = rows.annotate(full_name=Concat("given_name", Value(" "), "family_name"))
    for word in words:
        named = Q(full_name__unaccent__icontains=word) | Q(email__icontains=word)
        rows = rows.filter(named | Q(job_title__unaccent__icontains=word))
    return page(rows, order=ORDER, after=after)


def person_kept_by(viewer: Person, pk: int) -> Person:
    """One of them. Raises NotFound."""
    related = people_kept_by(viewer).select_related("department", "organization", "manager", "location")
    found = related.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is nobody here."))
    return found


def history_of_person(person: Person, limit: int = 20) -> list[Entry]:
    """Who changed what about a person, the latest first."""
    found = Stream.objects.filter(subject_kind=SubjectKind.PERSON, subject_id=str(person.pk)).first()
    rows = Entry.objects.filter(stream=found).select_related("actor").order_by("-position")
    return list(rows[:limit]) if found else []
