"""Consent to a text."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Consent(Question):
    """A box to tick under a text, in Markdown. The text as it was read and the moment stay in the answer."""

    type: ClassVar[str] = "consent"
    fact_type: ClassVar[FactType] = FactType.BOOLEAN

    text: Localized
