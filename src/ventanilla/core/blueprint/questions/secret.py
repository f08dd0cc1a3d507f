"""A secret: a password, a code, what only some may read."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.rules import FactType

WORKERS = ("team", "assignee", "task", "requester", "requested_for")


class Secret(Question):
    """One line that is sealed at once and shown only to those in `shown_to`, when they ask for it.

    There: `team` (that works on the request), `assignee`, `task` (whoever has an open task of it), `requester`,
    `requested_for`, or the id of a team. It is no fact: no rule, message or search ever meets it.
    """

    type: ClassVar[str] = "secret"
    fact_type: ClassVar[FactType] = FactType.TEXT
    is_fact: ClassVar[bool] = False

    shown_to: Annotated[tuple[Id, ...], AT_LEAST_ONE] = ("team",)
    max_length: Annotated[int, Field(ge=1, le=2000)] | None = None

    @model_validator(mode="after")
    def _answered_by_the_person(self) -> Self:
        if self.default is not None:
            raise fault("no_default")
        return self
