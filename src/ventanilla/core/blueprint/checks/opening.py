"""Windows in which a service is open, against the lists and facts that they name."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.checks.references import tree_problems
from ventanilla.core.blueprint.declared import Known, opening_scope
from ventanilla.core.blueprint.opening import Window
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import FactType
from ventanilla.core.rules.facts import declaration


def check_opening(package: Package, known: Known) -> Iterator[Problem]:
    """A rule is about who asks and the day; columns hold days."""
    for index, window in enumerate(package.open):
        path = ("open", index)
        if window.when is not None:
            yield from tree_problems((*path, "when"), window.when, opening_scope(known))
        yield from _columns(path, window, known)


def _columns(path: SubPath, window: Window, known: Known) -> Iterator[Problem]:
    columns = known.lists.get(window.list or "")
    if columns is None:
        return
    days = [name for name, kind in columns.items() if declaration(kind).type is FactType.DATE]
    for place, name in (("first", window.first), ("last", window.last)):
        if name not in days:
            names = ", ".join(days)
            hints = {
                "hint_en": f"The list has: {names}." if days else "The list has none.",
                "hint_es": f"La lista tiene: {names}." if days else "La lista no tiene ninguna.",
            }
            yield Problem((*path, place), "not_days", {"id": name, **hints})
