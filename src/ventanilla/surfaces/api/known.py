"""What is known about people besides name and department: read, and changed, by who may."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from ventanilla.core.directory.attributes import change_attributes
from ventanilla.core.directory.policies import keeps_people
from ventanilla.core.directory.queries import Shown, attributes_shown, people_kept_by
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Short

router = Router(tags=["people"])
Address = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True, pattern=r"^[^\x00]*$")]
MOST = 100


class AttributeOut(Schema):
    """One attribute that you may see: a text, a number (a decimal as text), a day, true or false, or an option's
    value; null when nothing is known."""

    key: str
    label: str
    type: str
    value: str | int | bool | None
    may_change: bool


class AttributesOut(Schema):
    person: str
    attributes: list[AttributeOut]


class AttributeChanges(Body):
    """By key, only what changes; null or "" takes a value away."""

    values: dict[Short, Short | int | float | bool | None] = Field(max_length=MOST)


@router.get(
    "/attributes",
    response={200: AttributesOut, **errors(404)},
    summary="What is known about you, or about somebody",
)
def show_attributes(request: HttpRequest, person: Query[Address | None] = None) -> AttributesOut:
    """Your own, or with `person`, an e-mail address, those of somebody whom you look after: only what you may see."""
    viewer = caller(request)
    return _out(viewer, _whom(viewer, person))


@router.post(
    "/attributes",
    response={200: AttributesOut, **sent(403, 404)},
    summary="Change what is known about you, or about somebody",
)
def change_known(
    request: HttpRequest, data: AttributeChanges, person: Query[Address | None] = None
) -> AttributesOut:
    """All of it or nothing, as one entry of the history. 403 for what you don't keep, 422 with `fields` for a value
    that isn't of its kind."""
    viewer = caller(request)
    whom = _whom(viewer, person)
    change_attributes(actor=viewer, person=whom, values=data.values)
    return _out(viewer, whom)


def _whom(viewer: Person, address: str | None) -> Person:
    """Somebody whom the viewer looks after; nobody is told apart from those whom they don't."""
    if not address or address.casefold() == viewer.email.casefold():
        return viewer
    found = people_kept_by(viewer).filter(email__iexact=address).first() if keeps_people(viewer) else None
    if found is None:
        raise NotFound(_("There is nobody here with this address, or you don't look after them."))
    return found


def _out(viewer: Person, whom: Person) -> AttributesOut:
    return AttributesOut(
        person=whom.email,
        attributes=[AttributeOut(**_one(shown)) for shown in attributes_shown(viewer, whom)],
    )


def _one(shown: Shown) -> dict[str, Any]:
    value = shown.value if isinstance(shown.value, str | int | bool) else None
    return {
        "key": shown.definition.key,
        "label": pick(shown.definition.label) or shown.definition.key,
        "type": shown.definition.type,
        "value": value,
        "may_change": shown.may_change,
    }
