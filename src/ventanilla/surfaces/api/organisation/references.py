"""What is named in a body, by short name or address, as the rows that they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from heroicons import IconDoesNotExist

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.surfaces.ui.icons import icon


def row_of(model: type[Model]) -> Callable[[Any, str], Any]:
    """A reader for short names of this model; null is none. It raises Invalid."""

    def read(slug: Any, field: str) -> Any:
        if slug is None:
            return None
        found = model._default_manager.filter(slug=slug).first()
        return found or _refuse(field)

    return read


def somebody(address: Any, field: str) -> Person | None:
    """The active person with this address; null is nobody. Raises Invalid."""
    return None if address is None else by_email(address) or _refuse(field)


def picture(name: Any, field: str) -> Any:
    """The name of a picture that there is; null is whichever. Raises Invalid."""
    if name is not None:
        try:
            icon(str(name))
        except IconDoesNotExist:
            return _refuse(field)
    return name


def _refuse(field: str) -> Any:
    said = _("There is no such thing, or you can't see it.")
    raise Invalid(said, {field: [said]})


def slug_or_none(row: Any) -> str | None:
    return row.slug if row else None


def address_or_none(person: Person | None) -> str | None:
    return person.email if person else None
