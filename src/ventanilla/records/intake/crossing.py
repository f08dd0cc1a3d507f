"""What has to hold among several answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint import Section
from ventanilla.core.blueprint.form import Check
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.kinds import is_empty
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import ANSWERS, Items

ABOUT_EMPTINESS = frozenset({"is_empty", "is_not_empty"})
ANYWHERE = ""


def judge(items: Items, checked: Checked, scope: Scope) -> None:
    """Add what the checks of the sections have to say, each at its question (or at "", the whole form)."""
    for item in items:
        for check in item.checks if isinstance(item, Section) else ():
            if _is_due(check, checked) and not scope.holds(check.rule):
                checked.errors.setdefault(check.at or ANYWHERE, []).append(pick(check.message))


def _is_due(check: Check, checked: Checked) -> bool:
    """Not while its question isn't asked, while an answer that it compares is missing or wrong."""
    if check.at is not None and check.at not in checked.visible:
        return False
    start = f"{ANSWERS}."
    compared = {path for path in _compared(check.rule) if path.startswith(start)}
    wrong = {name.split(".")[0] for name in checked.errors}
    return not any(is_empty(checked.facts.get(path)) or path.split(".")[1] in wrong for path in compared)


def _compared(tree: Any) -> Iterator[str]:
    """The facts that a rule reads for more than whether they are there."""
    if isinstance(tree, Mapping):
        for group in ("all", "any"):
            for part in tree.get(group, ()):
                yield from _compared(part)
        if "not" in tree:
            yield from _compared(tree["not"])
        if "op" in tree and tree["op"] not in ABOUT_EMPTINESS:
            yield from facts_in(tree)
