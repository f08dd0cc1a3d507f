"""A person."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.rules import FactType


class PersonChoice(Question):
    """Somebody whom the requester may see."""

    type: ClassVar[str] = "person"
    fact_type: ClassVar[FactType] = FactType.PERSON
