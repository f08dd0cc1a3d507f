"""Things that are looked up while the form is filled in: assets, services, whatever has a number elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import field_validator

from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.blueprint.questions.options import Otherwise
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value

Inputs = Mapping[str, Value]


class LookedUp(Question):
    """A question whose answer is known to a source."""

    def asks(self) -> tuple[str, Mapping[str, Any]]:
        """The source's name, and its inputs as values."""
        raise NotImplementedError


class AssetChoice(LookedUp):
    """A thing that somebody has: who asks, whom it is for, or anybody of the organisation of who asks."""

    type: ClassVar[str] = "asset"
    fact_type: ClassVar[FactType] = FactType.CHOICE

    of: Literal["me", "requested_for", "organization"] = "requested_for"
    models: tuple[Id, ...] = ()

    def asks(self) -> tuple[str, Mapping[str, Any]]:
        return "assets", {"of": self.of, "models": list(self.models)}

    def facts_below(self) -> Mapping[str, FactType]:
        return {
            "model": FactType.CHOICE,
            "serial": FactType.TEXT,
            "holder": FactType.PERSON,
            "location": FactType.LOCATION,
        }


class ServiceChoice(LookedUp):
    """One of the services that who asks may see (or whom it is for), of these `categories` if some are named."""

    type: ClassVar[str] = "service"
    fact_type: ClassVar[FactType] = FactType.CHOICE

    of: Literal["me", "requested_for"] = "me"
    categories: tuple[Id, ...] = ()

    def asks(self) -> tuple[str, Mapping[str, Any]]:
        return "services", {"of": self.of, "categories": list(self.categories)}

    def facts_below(self) -> Mapping[str, FactType]:
        return {"department": FactType.CHOICE, "category": FactType.CHOICE, "owner": FactType.PERSON}


class Identifier(LookedUp):
    """A number or name that is typed, and that a source knows: a serial number, a request, an order.

    `otherwise` says what is done when the source doesn't answer: "later" asks to try again, "text" lets
    what was typed pass unchecked.
    """

    type: ClassVar[str] = "identifier"
    fact_type: ClassVar[FactType] = FactType.TEXT

    source: Id
    inputs: Inputs | None = None
    otherwise: Otherwise = "later"

    @field_validator("inputs")
    @classmethod
    def _some(cls, inputs: Inputs | None) -> Inputs | None:
        if inputs is not None and not inputs:
            raise fault("too_few", min_length=1)
        return inputs

    def asks(self) -> tuple[str, Mapping[str, Any]]:
        return self.source, dict(self.inputs or {})

    def sites(self) -> Iterator[Site]:
        yield from super().sites()
        for name, value in (self.inputs or {}).items():
            yield Site(("inputs", name), value)
