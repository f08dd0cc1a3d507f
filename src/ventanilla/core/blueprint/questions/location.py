"""A place of the organisation."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class LocationChoice(Question):
    """A building, a floor, a room: of those `within` a place, if one is named.

    With `levels`, what the steps are called (site, floor, room), it is chosen step by step; only a place that holds no
    other counts then, unless `any_level`.
    """

    type: ClassVar[str] = "location"
    fact_type: ClassVar[FactType] = FactType.LOCATION

    within: Id | None = None
    levels: tuple[Localized, ...] = ()
    any_level: bool = False
