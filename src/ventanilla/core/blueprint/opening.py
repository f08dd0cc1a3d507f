"""When a service can be asked for."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.problems import fault


class Window(Part):
    """From the beginning of one day to the end of another: fixed days;
    or the rows of a `list`, each with a column for the first and for the last day."""

    from_: date | None = Field(None, alias="from")
    until: date | None = None
    list: Id | None = None
    first: Id | None = None
    last: Id | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if self.list is not None:
            if self.from_ or self.until or not (self.first and self.last):
                raise fault("window_of_list")
        elif self.first or self.last or (self.from_ is None and self.until is None):
            raise fault("window_of_days")
        elif self.from_ and self.until and self.from_ > self.until:
            raise fault("low_over_high", low=self.from_, high=self.until)
        return self
