"""What a package of the right shape can still have wrong: names used twice, references to nothing."""

from __future__ import annotations

from ventanilla.core.blueprint.checks.addresses import check_addresses
from ventanilla.core.blueprint.checks.asking import check_asking
from ventanilla.core.blueprint.checks.forms import check_cycles
from ventanilla.core.blueprint.checks.kept import check_kept
from ventanilla.core.blueprint.checks.limits import check_limits
from ventanilla.core.blueprint.checks.names import check_names
from ventanilla.core.blueprint.checks.opening import check_opening
from ventanilla.core.blueprint.checks.outside import check_outside
from ventanilla.core.blueprint.checks.own import check_own
from ventanilla.core.blueprint.checks.placeholders import check_placeholders
from ventanilla.core.blueprint.checks.questions import check_questions, named_secrets
from ventanilla.core.blueprint.checks.references import check_references
from ventanilla.core.blueprint.checks.resource import check_resource
from ventanilla.core.blueprint.checks.scheduled import check_scheduled
from ventanilla.core.blueprint.checks.sealed import check_sealed
from ventanilla.core.blueprint.checks.tree import check_tree
from ventanilla.core.blueprint.declared import NOTHING, Known
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import PackageErrors, Problem

__all__ = ["check", "require_sound"]


def check(package: Package, known: Known = NOTHING) -> list[Problem]:
    """Every problem of the package's references, in the order of the kinds of checks; none when it is sound.

    `known` tells the columns of lists and people's attributes; what it doesn't tell is let pass.
    """
    found = [
        *check_resource(package),
        *check_names(package),
        *check_tree(package.workflow),
        *check_outside(package.workflow),
        *check_own(package.workflow),
        *check_sealed(package.workflow),
        *check_kept(package.workflow),
        *check_cycles(package),
        *check_asking(package),
        *check_references(package, known),
        *check_scheduled(package, known),
        *check_addresses(package, known),
        *check_opening(package, known),
        *check_questions(package, known),
        *check_limits(package, known),
        *check_placeholders(package),
    ]
    return named_secrets(package, found)


def require_sound(package: Package, known: Known = NOTHING) -> None:
    """Raise PackageErrors with all problems that `check` finds, if any."""
    problems = check(package, known)
    if problems:
        raise PackageErrors(problems)
