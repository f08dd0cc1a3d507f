"""One choice out of several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.options import Options, option_sites, option_templates
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.rules import FactType


class Choice(Question):
    """One option, or one row of a list."""

    type: ClassVar[str] = "choice"
    fact_type: ClassVar[FactType] = FactType.CHOICE

    options: Options

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        yield from option_sites(self.options)

    def templates(self) -> Iterator[Template]:
        yield from option_templates(self.options)
