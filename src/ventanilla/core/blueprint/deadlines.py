"""What a service promises: deadlines for the team, and the lead time told to the requester."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from ventanilla.core.blueprint.blocks.values import WaitsFor
from ventanilla.core.blueprint.due import ByDay, day_of, require_one_way
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.blueprint.thresholds import Threshold
from ventanilla.core.rules import Rule, Value, facts_in


class Promise(Part):
    """A deadline, for the tickets of which `when` holds (all, when not said). The first that fits counts.

    `within` a time from when it was asked for; or `by` a day or instant that a value gives, moved by `before` or
    `after`. One whose day isn't known, or was over when it was asked for, is passed over.

    `when` and `by` may name what the workflow left behind (`outputs.*`): then they are looked at again as that comes.
    `because` is told to who asked when the promised date moves to this one.
    """

    when: Rule | None = None
    within: Duration | None = None
    by: Value | None = None
    before: Duration | None = None
    after: Duration | None = None
    because: Localized | None = None
    thresholds: tuple[Threshold, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        require_one_way(self)
        return self

    @property
    def day(self) -> ByDay | None:
        """The day with its offset; None when it is counted from when it was asked for."""
        return day_of(self)

    @property
    def for_all(self) -> bool:
        """Whether it counts for whatever comes to it, so that no line after it ever does."""
        return self.when is None and self.by is None

    @property
    def follows_outputs(self) -> bool:
        """Whether it depends on what the workflow leaves behind."""
        named = [facts_in(tree) for tree in (self.when, self.by) if tree is not None]
        return any(fact.startswith("outputs.") for facts in named for fact in facts)


def _as_promises(raw: Any) -> Any:
    if isinstance(raw, dict) and raw.keys() & {"within", "by"}:
        return (raw,)
    if isinstance(raw, str | Duration | dict):
        return (Promise(within=Duration.model_validate(raw)),)
    return raw


def _write_promises(promises: tuple[Promise, ...]) -> Any:
    if len(promises) == 1 and promises[0].within and promises[0] == Promise(within=promises[0].within):
        return str(promises[0].within)
    return [promise.model_dump(mode="json", exclude_defaults=True) for promise in promises]


Promises = Annotated[tuple[Promise, ...], BeforeValidator(_as_promises), PlainSerializer(_write_promises)]


class Deadlines(Part):
    """When a ticket must have had its first answer, and be resolved; for whom its clocks stand still."""

    first_response: Promises = ()
    resolution: Promises = ()
    pauses_for: tuple[WaitsFor, ...] = ("requester", "supplier")

    @property
    def follow_outputs(self) -> bool:
        """Whether any of them depends on what the workflow leaves behind."""
        return any(promise.follows_outputs for promise in (*self.first_response, *self.resolution))


class LeadTime(Part):
    """How long it usually takes: one duration, or from–to."""

    earliest: Duration = Field(alias="from")
    latest: Duration = Field(alias="to")


def _as_lead_time(raw: Any) -> Any:
    if isinstance(raw, LeadTime) or (
        isinstance(raw, dict) and raw.keys() & {"from", "to", "earliest", "latest"}
    ):
        return raw
    single = Duration.model_validate(raw)
    return {"from": single, "to": single}


def _write_lead_time(time: LeadTime) -> Any:
    if time.earliest == time.latest:
        return str(time.earliest)
    return {"from": str(time.earliest), "to": str(time.latest)}


AnyLeadTime = Annotated[LeadTime, BeforeValidator(_as_lead_time), PlainSerializer(_write_lead_time)]
