"""What has to hold among several answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ventanilla.core.blueprint.part import Id, Part
from ventanilla.core.blueprint.texts import Localized
from ventanilla.core.rules import Rule, facts_in

ABOUT_EMPTINESS = frozenset({"is_empty", "is_not_empty"})


class Check(Part):
    """What has to hold among several answers; `message` is said at the question `at` (or above the form) when not.

    It isn't judged while one of the answers that it compares is missing, or while the question `at` isn't asked.
    """

    rule: Rule
    message: Localized
    at: Id | None = None

    def compared(self) -> set[str]:
        """The facts that the rule reads for more than whether they are there."""
        return set(_compared(self.rule))


def _compared(tree: Any) -> Iterator[str]:
    if isinstance(tree, Mapping):
        for group in ("all", "any"):
            for part in tree.get(group, ()):
                yield from _compared(part)
        if "not" in tree:
            yield from _compared(tree["not"])
        if "op" in tree and tree["op"] not in ABOUT_EMPTINESS:
            yield from facts_in(tree)
