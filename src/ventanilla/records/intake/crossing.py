"""What has to hold among several answers."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.blueprint import Section
from ventanilla.core.blueprint.questions import Check
from ventanilla.core.kit.text import pick
from ventanilla.core.rules import facts_in
from ventanilla.core.rules.kinds import is_empty
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.sequence import ANSWERS, ROW, Items

ANYWHERE = ""


def checks_of(items: Items) -> list[Check]:
    """The checks of all sections, and those that stand beside loose elements, in their order."""
    found: list[Check] = []
    for item in items:
        found.extend(item.checks if isinstance(item, Section) else [item] if isinstance(item, Check) else [])
    return found


def judge(items: Items, checked: Checked, scope: Scope) -> None:
    """Add what the checks of the sections have to say, each at its question (or at "", the whole form)."""
    say(checks_of(items), checked, scope)


def say(checks: Iterable[Check], checked: Checked, scope: Scope) -> None:
    """Add what these checks have to say of the form, or of the line, that was read over `scope`, and their places."""
    for place, check in enumerate(checks):
        if _is_due(check, checked, scope.prefix) and not scope.holds(check.rule):
            checked.errors.setdefault(check.at or ANYWHERE, []).append(pick(check.message))
            checked.broken.append(str(place))


def names_in(check: Check) -> list[str]:
    """The answers that the check reads in any way, as the browser finds them."""
    return sorted(path for path in facts_in(check.rule) if path.startswith((f"{ANSWERS}.", f"{ROW}.")))


def _is_due(check: Check, checked: Checked, prefix: str) -> bool:
    """Not while its question isn't asked, while an answer that it compares is missing or wrong, or was worked out from
    one that is."""
    if check.at is not None and check.at not in checked.visible:
        return False
    wrong = {f"{prefix}.{name.split('.')[0]}" for name in checked.errors} | checked.unsure
    answered = (path for path in check.compared() if path.startswith((f"{ANSWERS}.", f"{ROW}.")))
    return not any(
        is_empty(checked.facts.get(path)) or ".".join(path.split(".")[:2]) in wrong for path in answered
    )
