"""How a service is asked for: what makes two requests the same."""

from __future__ import annotations

from typing import Annotated, Literal

from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id, Part
from ventanilla.core.rules import Rule


class SameAs(Part):
    """Two tickets are the same when these answers are equal and the second comes within this time of the first.

    `among`: only those of the same person, or those of everybody. `when`: a rule over the answers: only of whom it
    holds is offered to join what is there.
    """

    answers: Annotated[tuple[Id, ...], AT_LEAST_ONE]
    within: Duration
    among: Literal["mine", "everybody"] = "mine"
    when: Rule | None = None
