"""A place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import LocationChoice
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Location
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup

MOST_DESCRIBED = 200


class LocationType(AnswerType[LocationChoice]):
    """JSON: the place's path, "madrid/hq/floor-3", so that rules can ask what it lies within.

    The place's slug alone is understood too.
    """

    type: ClassVar[str] = "location"
    refers_to: ClassVar[str] = "location"

    def read(self, question: LocationChoice, raw: Any, scope: Scope) -> Read:
        places = places_of(question, scope)
        place = places.get(slug_of(raw)) if isinstance(raw, str) else None
        if place is None:
            raise Wrong(_("Choose a place from the list."))
        if question.levels and not question.any_level and holds_others(place, places):
            name = pick(place.name) or place.slug
            raise Wrong(_("Choose one of those below “%(name)s” too.") % {"name": name})
        return Read(place.path)

    def missing(self, question: LocationChoice) -> str:
        return _("Choose a place from the list.")

    def text(self, question: LocationChoice, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        place = lookup.places.get(slug_of(answer))
        return pick(place.name) or place.slug if place else slug_of(answer)

    def schema(self, question: LocationChoice, scope: Scope) -> dict[str, Any]:
        places = list(places_of(question, scope).values())
        if not 0 < len(places) <= MOST_DESCRIBED:
            return {"type": "string"}
        return {
            "type": "string",
            "oneOf": [{"const": place.path, "title": pick(place.name) or place.slug} for place in places],
        }


def places_of(question: LocationChoice, scope: Scope) -> Mapping[str, Location]:
    """The places that may be chosen, parents first: those in use, within places that are."""
    unused = [f"{place.path}/" for place in scope.context.places.values() if not place.in_use]
    places = scope.context.places
    if unused:
        places = {
            slug: place
            for slug, place in places.items()
            if not any(f"{place.path}/".startswith(path) for path in unused)
        }
    if question.within is None:
        return places
    return {slug: place for slug, place in places.items() if question.within in place.path.split("/")[:-1]}


def holds_others(place: Location, places: Mapping[str, Location]) -> bool:
    """Whether there are places within it."""
    return any(other.path.startswith(f"{place.path}/") for other in places.values())


def slug_of(path: str) -> str:
    """A place's own name within its path."""
    return path.strip().rpartition("/")[2]
