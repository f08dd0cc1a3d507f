"""Somebody decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Shown
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.seats import HolderSeat, Seat
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType


class Approval(Reacting):
    """Seats that decide; approved when `need` of them approve (all, when not said).

    Not overridden, rejected closes the ticket as declined, returned asks the requester to correct and
    then asks again, and expired passes the decision to the service's owner.
    """

    type: ClassVar[str] = "approval"
    name: ClassVar = {"en": "Approval", "es": "Aprobación"}
    outcomes: ClassVar[tuple[str, ...]] = ("approved", "rejected", "returned", "expired")

    seats: Annotated[tuple[Seat, ...], AT_LEAST_ONE]
    need: Literal["all"] | Annotated[int, Field(ge=1)] = "all"
    remind_after: Duration | None = None
    escalate_after: Duration | None = None
    expire_after: Duration | None = None
    show: tuple[Shown, ...] = ()

    def sites(self) -> Iterator[Site]:
        for index, seat in enumerate(self.seats):
            if isinstance(seat, HolderSeat):
                yield Site(("seats", index, "holder"), seat.holder)

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "by": FactType.TEXT, "comment": FactType.TEXT}

    @property
    def needed_seats(self) -> int:
        """How many seats have to approve."""
        return len(self.seats) if self.need == "all" else self.need

    @model_validator(mode="after")
    def _enough_seats(self) -> Self:
        if self.needed_seats > len(self.seats):
            raise fault("seats_short", need=self.needed_seats, count=len(self.seats))
        return self
