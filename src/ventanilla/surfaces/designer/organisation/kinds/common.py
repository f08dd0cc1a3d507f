"""Fields and choices that several registers have."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department, Person
from ventanilla.core.people.queries import by_email
from ventanilla.surfaces.designer.organisation.register import Field, Options


def name_field() -> Field:
    hint = _("As people say it. One language is enough; the other one is shown when it is there.")
    return Field("name", _("Name"), "words", hint)


def slug_field() -> Field:
    hint = _("Small letters, digits and hyphens; made of the name when left empty. It never changes.")
    return Field("slug", _("What packages call it"), hint=hint, optional=True)


def head_and_tail(row: Any | None, *fields: Field) -> list[Field]:
    """Something new is also given its short name."""
    return [name_field(), *fields] if row else [name_field(), slug_field(), *fields]


def departments(*kept: int | None) -> Options:
    """Those in use, and those that are chosen already."""
    rows = Department.objects.filter(Q(in_use=True) | Q(pk__in=[pk for pk in kept if pk]))
    return [(row.slug, pick(row.name)) for row in by_title(rows)]


def chosen(rows: QuerySet[Any], slug: str, field: str, column: str = "slug") -> Any:
    """The row of a choice, None for nothing. Raises Invalid for what isn't there."""
    if not slug:
        return None
    found = rows.filter(**{column: slug}).first()
    if found is None:
        said = _("Choose one of these.")
        raise Invalid(said, {field: [said]})
    return found


def somebody(address: str, field: str) -> Person | None:
    """The active person with this address, None for none. Raises Invalid."""
    if not address:
        return None
    found = by_email(address)
    if found is None:
        said = _("Nobody active here has this address.")
        raise Invalid(said, {field: [said]})
    return found


def address_of(person: Person | None) -> str:
    return person.email if person else ""


def slug_of(row: Any | None) -> str:
    return str(row.slug) if row else ""
