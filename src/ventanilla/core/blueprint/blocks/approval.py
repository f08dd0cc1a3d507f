"""Somebody decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Shown
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.needs import ALL, Need, needed
from ventanilla.core.blueprint.part import AT_LEAST_ONE, Id
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.seats import Seat, seat_sites
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType

SAID: Mapping[str, Mapping[str, str]] = {
    "by": {"en": "decided by", "es": "quién decidió"},
    "comment": {"en": "comment", "es": "comentario"},
}
Expiry = Literal["approved", "rejected", "escalated"]


class Approval(Reacting):
    """Seats that decide; approved when `need` of them approve (all, when not said), at once or, `in_order`, one seat
    after the other.

    Not overridden, rejected closes the ticket as declined, returned asks the requester to correct and
    then asks again, and expired passes the decision to the service's owner. `if_expired` says that time running out
    counts as approved or rejected instead. Once given it is asked for again when one of the questions that it
    `hangs_on` is answered otherwise, of all of them when none is named.
    """

    type: ClassVar[str] = "approval"
    name: ClassVar = {"en": "Approval", "es": "Aprobación"}
    outcomes: ClassVar[tuple[str, ...]] = ("approved", "rejected", "returned", "expired")

    seats: Annotated[tuple[Seat, ...], AT_LEAST_ONE]
    need: Need = ALL
    in_order: bool = False
    remind_after: Duration | None = None
    escalate_after: Duration | None = None
    expire_after: Duration | None = None
    if_expired: Expiry = "escalated"
    show: tuple[Shown, ...] = ()
    hangs_on: tuple[Id, ...] = ()

    def sites(self) -> Iterator[Site]:
        yield from seat_sites(self.seats)

    def output_types(self) -> Mapping[str, FactType]:
        return {
            **super().output_types(),
            "by": FactType.TEXT,
            "comment": FactType.TEXT,
            "who": FactType.CHOICES,
        }

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        """Who decided and what was said, called after the approval: «Manager's approval · comment»."""
        return {
            name: {
                code: f"{text} · {words.get(code, words['en'])}" for code, text in self.shown_title.items()
            }
            for name, words in SAID.items()
        }

    @property
    def needed_seats(self) -> int:
        """How many seats have to approve."""
        return needed(self.need, len(self.seats))

    @model_validator(mode="after")
    def _enough_seats(self) -> Self:
        if self.needed_seats > len(self.seats):
            raise fault("seats_short", need=self.needed_seats, count=len(self.seats))
        return self

    @model_validator(mode="after")
    def _one_way_to_expire(self) -> Self:
        if self.if_expired != "escalated":
            if self.expire_after is None:
                raise fault("expiry_without_time")
            if "expired" in self.on:
                raise fault("expiry_twice", outcome=self.if_expired)
        return self
