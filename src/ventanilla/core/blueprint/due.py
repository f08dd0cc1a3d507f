"""When something is late: a length of time from its beginning, or a day worked out from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import model_validator

from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import Value


class ByDay(Part):
    """Until the end of a working day (or an instant) that a value gives, as in
    `{by: {fact: answers.start_on}, before: 2 business days}`."""

    by: Value
    before: Duration | None = None
    after: Duration | None = None

    @model_validator(mode="after")
    def _one_offset(self) -> Self:
        if self.before and self.after:
            raise fault("one_of_fields", names=("before", "after"))
        return self


def _shape(raw: Any) -> Any:
    return ByDay if isinstance(raw, ByDay) or (isinstance(raw, dict) and "by" in raw) else Duration


Due = Annotated[ByDay | Duration, by_shape(_shape)]


def due_sites(due: Duration | ByDay | None) -> Iterator[Site]:
    """The value behind a day."""
    if isinstance(due, ByDay):
        yield Site(("due", "by"), due.by)
