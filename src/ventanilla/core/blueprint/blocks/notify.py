"""Tell somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.blocks.values import Addressees
from ventanilla.core.blueprint.part import AT_LEAST_ONE
from ventanilla.core.blueprint.sites import Site, Template
from ventanilla.core.blueprint.texts import Localized


class Notify(Block):
    """A message with `{{ fact | format }}` in it, to each addressee in their language.

    An address that was typed into the form, `{fact: answers.…}`, is written to only by services that say so
    (`outside_mail`).
    """

    type: ClassVar[str] = "notify"
    name: ClassVar = {"en": "Message", "es": "Mensaje"}
    timeless: ClassVar[bool] = True

    to: Annotated[Addressees, AT_LEAST_ONE] = ("requester",)
    subject: Localized | None = None
    message: Localized

    def sites(self) -> Iterator[Site]:
        for index, addressee in enumerate(self.to):
            if not isinstance(addressee, str):
                yield Site(("to", index), addressee)

    def templates(self) -> Iterator[Template]:
        if self.subject is not None:
            yield Template(("subject",), self.subject)
        yield Template(("message",), self.message)
