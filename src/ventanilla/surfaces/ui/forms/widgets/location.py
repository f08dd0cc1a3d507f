"""A place: the tree of places as an indented list, or radio buttons when there are few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import LocationChoice
from ventanilla.core.people.models import Location
from ventanilla.records.intake.types.location import places_of, slug_of
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text
from ventanilla.surfaces.ui.forms.widgets.choice import AT_A_GLANCE, INDENT, steps


class LocationWidget(Widget[LocationChoice]):
    type: ClassVar[str] = "location"

    def details(self, question: LocationChoice, raw: Any, filling: Filling) -> dict[str, Any]:
        places = list(places_of(question, filling.scope).values())
        few = (
            not question.levels
            and len(places) <= AT_A_GLANCE
            and all("/" not in place.path for place in places)
        )
        base = field_id(filling.path(question), filling.prefix)
        chosen = slug_of(as_text(raw))
        options = [
            _choosable(place, base if index == 0 else f"{base}-{index + 1}", chosen, filling, _top(places))
            for index, place in enumerate(places)
        ]
        tree = steps([Said.of(level, filling.language).text for level in question.levels], question.any_level)
        return {"options": options, "open": few, **(tree if question.levels else {})}

    def is_grouped(self, question: LocationChoice, details: Mapping[str, Any]) -> bool:
        return bool(details["open"])

    def template_for(self, question: LocationChoice, details: Mapping[str, Any]) -> str:
        return "ui/forms/radios.html" if details["open"] else "ui/forms/select.html"


def _top(places: list[Location]) -> int:
    """How deep the highest of them stands."""
    return min((place.path.count("/") for place in places), default=0)


def _choosable(place: Location, id_: str, chosen: str, filling: Filling, top: int) -> Choosable:
    name = Said.of(place.name, filling.language)
    depth = place.path.count("/") - top
    label = Said(f"{INDENT * depth}{name.text or place.slug}", name.language)
    parent = place.path.rpartition("/")[0] if depth else ""
    return Choosable(id_, place.path, label, checked=place.slug == chosen, parent=parent)
