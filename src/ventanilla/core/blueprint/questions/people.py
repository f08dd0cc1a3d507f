"""Several people, and teams."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import check_order
from ventanilla.core.rules import FactType


class Persons(Question):
    """Some of the people whom the requester may see."""

    type: ClassVar[str] = "persons"
    fact_type: ClassVar[FactType] = FactType.CHOICES

    min_people: Annotated[int, Field(ge=0)] | None = None
    max_people: Annotated[int, Field(ge=1, le=100)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min_people, self.max_people)
        return self


class TeamChoice(Question):
    """A team, of the named `departments` if there are some."""

    type: ClassVar[str] = "team"
    fact_type: ClassVar[FactType] = FactType.CHOICE

    departments: tuple[Id, ...] = ()
