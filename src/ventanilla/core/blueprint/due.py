"""When something is late: a length of time from its beginning, or a day worked out from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Part, by_shape
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import Value


class ByDay(Part):
    """Until the end of a working day (or an instant) that a value gives, as in
    `{by: {add_working_days: [{fact: answers.start_on}, -2]}}`."""

    by: Value


def _shape(raw: Any) -> Any:
    return ByDay if isinstance(raw, ByDay) or (isinstance(raw, dict) and "by" in raw) else Duration


Due = Annotated[ByDay | Duration, by_shape(_shape)]


def due_sites(due: Duration | ByDay | None) -> Iterator[Site]:
    """The value behind a day."""
    if isinstance(due, ByDay):
        yield Site(("due", "by"), due.by)
