"""Consent to a text."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Consent(Question):
    """A box to tick under a text, in Markdown. The text as it was read and the moment stay in the answer."""

    type: ClassVar[str] = "consent"
    fact_type: ClassVar[FactType] = FactType.BOOLEAN

    text: Localized

    @model_validator(mode="after")
    def _answered_by_the_person(self) -> Self:
        if self.default is not None:
            raise fault("no_default")
        return self
