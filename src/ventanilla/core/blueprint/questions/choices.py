"""Several choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.limits import check_order
from ventanilla.core.blueprint.questions.options import Options, option_sites, option_templates
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.rules import FactType


class Choices(Question):
    """Any number of options, or of rows of a list, within limits."""

    type: ClassVar[str] = "choices"
    fact_type: ClassVar[FactType] = FactType.CHOICES

    options: Options
    min_choices: Annotated[int, Field(ge=0)] | None = None
    max_choices: Annotated[int, Field(ge=1)] | None = None

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        yield from option_sites(self.options)

    def templates(self) -> Iterator[Template]:
        yield from option_templates(self.options)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        check_order(self.min_choices, self.max_choices)
        return self
