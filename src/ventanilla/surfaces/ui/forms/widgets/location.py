"""A place: the tree of places as an indented list, or radio buttons when there are few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import LocationChoice
from ventanilla.core.people.models import Location
from ventanilla.records.intake.types.location import slug_of
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text
from ventanilla.surfaces.ui.forms.widgets.choice import AT_A_GLANCE

INDENT = "\u2003"


class LocationWidget(Widget[LocationChoice]):
    type: ClassVar[str] = "location"

    def details(self, question: LocationChoice, raw: Any, filling: Filling) -> dict[str, Any]:
        places = list(filling.context.places.values())
        few = len(places) <= AT_A_GLANCE and all("/" not in place.path for place in places)
        base = field_id(filling.path(question), filling.prefix)
        chosen = slug_of(as_text(raw))
        options = [
            _choosable(place, base if index == 0 else f"{base}-{index + 1}", chosen, filling)
            for index, place in enumerate(places)
        ]
        return {"options": options, "open": few}

    def is_grouped(self, question: LocationChoice, details: Mapping[str, Any]) -> bool:
        return bool(details["open"])

    def template_for(self, question: LocationChoice, details: Mapping[str, Any]) -> str:
        return "ui/forms/radios.html" if details["open"] else "ui/forms/select.html"


def _choosable(place: Location, id_: str, chosen: str, filling: Filling) -> Choosable:
    name = Said.of(place.name, filling.language)
    depth = place.path.count("/")
    label = Said(f"{INDENT * depth}{name.text or place.slug}", name.language)
    return Choosable(id_, place.path, label, checked=place.slug == chosen)
