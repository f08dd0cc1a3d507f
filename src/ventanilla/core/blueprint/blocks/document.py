"""A PDF made of a text with placeholders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ventanilla.core.blueprint.blocks.base import Reacting
from ventanilla.core.blueprint.blocks.values import Somebody
from ventanilla.core.blueprint.sites import Template
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import FactType


class Document(Reacting):
    """A letter or certificate in the language of its reader, kept with the request, where they can read it; or, seen by
    the `team` alone, in the portal's language.

    Not overridden, failed is a task for the service's owner.
    """

    type: ClassVar[str] = "document"
    name: ClassVar = {"en": "Document", "es": "Documento"}
    outcomes: ClassVar[tuple[str, ...]] = ("made", "failed")

    heading: Localized
    body: Localized
    foot: Localized | None = None
    to: Somebody = "requested_for"
    logo: bool = True

    def templates(self) -> Iterator[Template]:
        yield Template(("heading",), self.heading)
        yield Template(("body",), self.body)
        if self.foot is not None:
            yield Template(("foot",), self.foot)

    def output_types(self) -> Mapping[str, FactType]:
        return {**super().output_types(), "file": FactType.TEXT, "name": FactType.TEXT}
