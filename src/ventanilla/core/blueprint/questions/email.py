"""An e-mail address."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.rules import FactType


class EmailAddress(Question):
    """An address of somebody who need not be known here."""

    type: ClassVar[str] = "email"
    fact_type: ClassVar[FactType] = FactType.TEXT
