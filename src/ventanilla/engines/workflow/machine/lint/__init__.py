"""What about a package would go wrong, though it may be published: found before anybody meets it (B03).

Everything that is called impossible is proved to be; what can't be proved is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.package import Package
from ventanilla.engines.workflow.machine.lint.adding_up import adding_up
from ventanilla.engines.workflow.machine.lint.addressees import addressees
from ventanilla.engines.workflow.machine.lint.approvals import approvals
from ventanilla.engines.workflow.machine.lint.content import content
from ventanilla.engines.workflow.machine.lint.dates import dates
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.kept import kept
from ventanilla.engines.workflow.machine.lint.limits import limits
from ventanilla.engines.workflow.machine.lint.messages import messages
from ventanilla.engines.workflow.machine.lint.neighbours import neighbours
from ventanilla.engines.workflow.machine.lint.openings import openings
from ventanilla.engines.workflow.machine.lint.reach import reach
from ventanilla.engines.workflow.machine.lint.rules import rules
from ventanilla.engines.workflow.machine.lint.subject import Organisation, Subject
from ventanilla.engines.workflow.machine.lint.unused import unused
from ventanilla.engines.workflow.machine.lint.waiting import waiting

__all__ = ["Degree", "Finding", "Organisation", "Place", "lint"]

CHECKS = (
    reach,
    rules,
    limits,
    messages,
    addressees,
    kept,
    approvals,
    waiting,
    dates,
    openings,
    adding_up,
    content,
    neighbours,
    unused,
)
WEIGHT = {Degree.ERROR: 0, Degree.WARNING: 1, Degree.ADVICE: 2}
NOTHING_KNOWN = Organisation()


def lint(package: Package, organisation: Organisation = NOTHING_KNOWN) -> list[Finding]:
    """Everything that should be looked at in a sound package, the worst first, then in the order of the document."""
    subject = Subject(package, organisation)
    order = {path: index for index, path in enumerate(_paths(package.to_document(), ()))}
    found = [finding for check in CHECKS for finding in check(subject)]
    return sorted(found, key=lambda each: (WEIGHT[each.degree], _position(each.path, order)))


def _position(path: tuple[str | int, ...], order: dict[tuple[str | int, ...], int]) -> int:
    known = (order[path[:length]] for length in range(len(path), -1, -1) if path[:length] in order)
    return next(known, 0)


def _paths(part: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    yield path
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        yield from _paths(value, (*path, key))
