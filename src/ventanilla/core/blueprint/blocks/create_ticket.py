"""Another service is asked for, as a part of this request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Whom
from ventanilla.core.blueprint.part import Id
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import FactType, Value


class CreateTicket(Reacting):
    """A request to `service`, with answers worked out from this one. With `wait` it goes on when that one has ended,
    and ends as it did; otherwise at once, as `created`.

    When this one is cancelled, or waits for it no longer, it is withdrawn; with `keep` it lives on by itself. It is
    made in the name of `asked_by`, who must be allowed to ask for it.
    """

    type: ClassVar[str] = "create_ticket"
    name: ClassVar = {"en": "Another request", "es": "Otra solicitud"}
    outcomes: ClassVar[tuple[str, ...]] = ("fulfilled", "declined", "withdrawn", "created")

    service: Id
    asked_by: Literal["requester", "requested_for", "service.owner"] = "requester"
    requested_for: Whom = "requested_for"
    answers: dict[Id, Value] = Field(default_factory=dict)
    wait: bool = True
    keep: bool = False

    def sites(self) -> Iterator[Site]:
        if not isinstance(self.requested_for, str):
            yield Site(("requested_for",), self.requested_for)
        for name, value in self.answers.items():
            yield Site(("answers", name), value)

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "number": FactType.TEXT, "status": FactType.TEXT}

    def output_names(self) -> Mapping[str, Mapping[str, str]]:
        return {"number": {"en": "Number of the other request", "es": "Número de la otra solicitud"}}
