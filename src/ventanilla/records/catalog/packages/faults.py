"""What is wrong with a text that somebody wants to bring in, and at which line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid


@dataclass(frozen=True, order=True)
class Place:
    """A line and a column of a text, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Fault:
    """`text` says what is wrong at `place` and what to do; `name` is the path in the document, or the
    column's.
    """

    place: Place
    text: str
    name: str = ""

    def __str__(self) -> str:
        where = {"line": self.place.line, "column": self.place.column, "name": self.name, "text": self.text}
        if self.name:
            return _("Line %(line)d, column %(column)d (%(name)s): %(text)s") % where
        return _("Line %(line)d, column %(column)d: %(text)s") % where


class TextRefused(Invalid):
    """A text that can't be brought in; nothing of it was. `faults` are all that were found, in their
    order.
    """

    code = "text_refused"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.place)
        fields: dict[str, list[object]] = {}
        for fault in self.faults:
            fields.setdefault(f"{fault.place.line}:{fault.place.column}", []).append(fault.text)
        super().__init__("\n".join(map(str, self.faults)), fields)
