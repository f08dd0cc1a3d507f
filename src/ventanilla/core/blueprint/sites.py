"""Where in a part of the package a rule, a value or a message template stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ventanilla.core.blueprint.problems import Part as PathPart

SubPath = tuple[PathPart, ...]


@dataclass(frozen=True)
class Site:
    """A rule or value below a part. `over_rows`: it also knows `row.*`, the columns of a list's row. `over_person`: it
    is about `person.*` alone."""

    path: SubPath
    tree: Any
    over_rows: bool = False
    over_person: bool = False


@dataclass(frozen=True)
class Template:
    """A localized text with placeholders, below a part."""

    path: SubPath
    texts: dict[str, str]
