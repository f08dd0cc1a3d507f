"""Things, services and numbers that a source knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import AssetChoice, Identifier, LookedUp, ServiceChoice, TeamChoice
from ventanilla.core.kit.text import Localized, pick
from ventanilla.records.intake.types.looked_up import AssetType, LookedUpType, ServiceType, try_later
from ventanilla.records.intake.types.team import teams_of
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import MOST_OFFERED, Filling, Widget, as_text
from ventanilla.surfaces.ui.forms.widgets.choice import AT_A_GLANCE

Asked = TypeVar("Asked", bound=LookedUp)


class OfferedWidget(Widget[Asked]):
    """Radio buttons while they can be taken in at a glance, else a list to open."""

    kind: ClassVar[LookedUpType[Any]]

    def details(self, question: Asked, raw: Any, filling: Filling) -> dict[str, Any]:
        found = self.kind.options(question, filling.scope)
        offers = [(each.value, each.label, each.hint) for each in found or ()]
        shown = as_options(offers, as_text(raw), filling.path(question), filling)
        details = {"options": shown, "open": 0 < len(shown) <= AT_A_GLANCE}
        if found is None:
            return {**details, "limits": try_later()}
        return details if shown else {**details, "limits": _("There is nothing to choose from.")}

    def is_grouped(self, question: Asked, details: Mapping[str, Any]) -> bool:
        return bool(details["open"])

    def template_for(self, question: Asked, details: Mapping[str, Any]) -> str:
        return "ui/forms/radios.html" if details["open"] else "ui/forms/select.html"


class ServiceWidget(OfferedWidget[ServiceChoice]):
    type: ClassVar[str] = "service"
    kind: ClassVar[LookedUpType[Any]] = ServiceType()


class AssetWidget(OfferedWidget[AssetChoice]):
    """Those of a whole organisation are too many to choose from: their serial number is typed."""

    type: ClassVar[str] = "asset"
    kind: ClassVar[LookedUpType[Any]] = AssetType()

    def details(self, question: AssetChoice, raw: Any, filling: Filling) -> dict[str, Any]:
        if question.of != "organization":
            return super().details(question, raw, filling)
        found = self.kind.options(question, filling.scope) or ()
        return {
            "value": as_text(raw),
            "open": False,
            "suggested": [(each.value, pick(each.label)) for each in found[:MOST_OFFERED]],
        }

    def template_for(self, question: AssetChoice, details: Mapping[str, Any]) -> str:
        if question.of == "organization":
            return "ui/forms/suggested.html"
        return super().template_for(question, details)


class IdentifierWidget(Widget[Identifier]):
    type: ClassVar[str] = "identifier"
    template: ClassVar[str] = "ui/forms/text.html"

    def details(self, question: Identifier, raw: Any, filling: Filling) -> dict[str, Any]:
        return {"value": as_text(raw), "width": "medium", "plain": True}


class TeamWidget(Widget[TeamChoice]):
    type: ClassVar[str] = "team"

    def details(self, question: TeamChoice, raw: Any, filling: Filling) -> dict[str, Any]:
        nothing: Localized = {}
        offers = [(team.slug, team.name, nothing) for team in teams_of(question, filling.scope)]
        shown = as_options(offers, as_text(raw), filling.path(question), filling)
        return {"options": shown, "open": 0 < len(shown) <= AT_A_GLANCE}

    def is_grouped(self, question: TeamChoice, details: Mapping[str, Any]) -> bool:
        return bool(details["open"])

    def template_for(self, question: TeamChoice, details: Mapping[str, Any]) -> str:
        return "ui/forms/radios.html" if details["open"] else "ui/forms/select.html"


def as_options(
    offers: Sequence[tuple[str, Localized, Localized]], chosen: str, path: str, filling: Filling
) -> list[Choosable]:
    """(value, label, hint) to draw."""
    base = field_id(path, filling.prefix)
    return [
        Choosable(
            base if index == 0 else f"{base}-{index + 1}",
            value,
            Said.of(label, filling.language) or Said(value),
            Said.of(hint, filling.language),
            checked=value == chosen,
        )
        for index, (value, label, hint) in enumerate(offers)
    ]
