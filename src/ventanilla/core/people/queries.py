"""Reads about people."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from ventanilla.core.people.models import Department, Location, Person, Team


def by_email(email: str) -> Person | None:
    """The active person with this address, whatever its case."""
    return Person.objects.filter(email__iexact=email.strip(), is_active=True).first()


def colleagues(person: Person, text: str = "") -> QuerySet[Person]:
    """The active people of the same organisation whose name or address holds `text`, by name.

    Nobody is offered people of another organisation.
    """
    rows = Person.objects.filter(is_active=True, organization=person.organization_id)
    if text:
        rows = rows.annotate(full_name=Concat("given_name", Value(" "), "family_name")).filter(
            Q(full_name__unaccent__icontains=text) | Q(email__icontains=text)
        )
    return rows.order_by("given_name", "family_name", "pk")


def reports_to(person: Person, manager: Person) -> bool:
    """Whether `manager` stands above `person`, at any height (loops in the data end it)."""
    seen: set[int] = set()
    current = person.manager
    while current is not None and current.pk not in seen:
        if current.pk == manager.pk:
            return True
        seen.add(current.pk)
        current = current.manager
    return False


def department_by_slug(slug: str) -> Department | None:
    return Department.objects.filter(slug=slug).first()


def team_by_slug(slug: str) -> Team | None:
    return Team.objects.filter(slug=slug).select_related("department", "lead").first()


def locations() -> QuerySet[Location]:
    """All places, parents before their children."""
    return Location.objects.order_by("path")
