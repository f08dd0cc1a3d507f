"""Is it really that person who asks?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Somebody
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.sites import Site
from ventanilla.core.rules import Value

TEN_MINUTES = Duration(amount=10, unit="minutes")


class Identity(Reacting):
    """A one-time code is sent to an address that is on file, not typed into the form; who can enter it is that person.

    After `tries` wrong codes it ends as refused, and the person is locked out of such checks for a day. Not
    overridden, refused and expired end the request as declined.
    """

    type: ClassVar[str] = "identity"
    name: ClassVar = {"en": "Identity check", "es": "Comprobación de identidad"}
    outcomes: ClassVar[tuple[str, ...]] = ("confirmed", "refused", "expired")

    of: Somebody = "requested_for"
    address: Value
    tries: Annotated[int, Field(ge=1, le=10)] = 5
    within: Duration = TEN_MINUTES

    def sites(self) -> Iterator[Site]:
        yield Site(("address",), self.address)
