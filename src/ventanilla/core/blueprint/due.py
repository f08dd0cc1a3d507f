"""When something is late: a length of time from its beginning, or a day worked out from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Protocol, Self

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


class WithinOrBy(Protocol):
    """A part that counts a time from a beginning, or names a day."""

    @property
    def within(self) -> Duration | None: ...

    @property
    def by(self) -> Value | None: ...

    @property
    def before(self) -> Duration | None: ...

    @property
    def after(self) -> Duration | None: ...


def require_one_way(part: WithinOrBy) -> None:
    """Raises a fault when it says both or neither, or moves a day that it doesn't name or both ways."""
    if (part.within is None) == (part.by is None):
        raise fault("one_of_fields", names=("within", "by"))
    if part.by is None and (part.before or part.after):
        raise fault("offset_without_day")
    if part.before and part.after:
        raise fault("one_of_fields", names=("before", "after"))


def day_of(part: WithinOrBy) -> ByDay | None:
    """The day with its offset; None when it is counted from the beginning."""
    return None if part.by is None else ByDay(by=part.by, before=part.before, after=part.after)


def _shape(raw: Any) -> Any:
    return ByDay if isinstance(raw, ByDay) or (isinstance(raw, dict) and "by" in raw) else Duration


Due = Annotated[ByDay | Duration, by_shape(_shape)]


def due_sites(due: Duration | ByDay | None) -> Iterator[Site]:
    """The value behind a day."""
    if isinstance(due, ByDay):
        yield Site(("due", "by"), due.by)
