"""Forms: what is asked, what may be answered, what is wrong, and how answers read.

`check`, `answer_facts`, `defaults`, `display`, `json_schema` and `rules` are all that other rooms need. They
are fetched on first use, because Django imports this package before there are models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ventanilla.records.intake.conditions import rules
    from ventanilla.records.intake.context import Context, ListRowLike, ListSource
    from ventanilla.records.intake.interpret import answer_facts, check, defaults, display, json_schema
    from ventanilla.records.intake.reading import Checked
    from ventanilla.records.intake.showing import Shown

__all__ = [
    "Checked",
    "Context",
    "ListRowLike",
    "ListSource",
    "Shown",
    "answer_facts",
    "check",
    "defaults",
    "display",
    "json_schema",
    "rules",
]

_HOMES = {
    "Checked": "reading",
    "Context": "context",
    "ListRowLike": "context",
    "ListSource": "context",
    "Shown": "showing",
    "rules": "conditions",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'interpret')}"), name)
