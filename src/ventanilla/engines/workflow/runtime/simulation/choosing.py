"""What somebody who tries a service out assumes that people do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from ventanilla.core.blueprint.blocks import walk
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.workflow.machine.simulate import Choice, Choices

NEVER = "nothing"
"""Instead of an outcome: nobody does anything."""
KNOWN = ("outcome", "answers", "outputs", "after", "comment")


def choices_from(raw: Mapping[str, Any], package: Package) -> Choices:
    """The choices that JSON says: {"manager": "rejected"}, {"delivery": {"outcome": "done", "answers": {…},
    "after": "2 business days"}}, or a list of these, one for each round. `nothing`: nobody does anything.

    Raises Invalid with `fields` by block.
    """
    outcomes = {block.id: block.outcomes for block in walk(package.workflow)}
    found: dict[str, list[Choice]] = {}
    wrong: dict[str, list[str]] = {}
    for name, given in raw.items():
        if name.partition("~")[0] not in outcomes:
            names = ", ".join(outcomes) or "–"
            wrong[name] = [
                _("There is no step “%(name)s”: use one of %(names)s.") % {"name": name, "names": names}
            ]
            continue
        rounds = given if isinstance(given, list) else [given]
        known = outcomes.get(name, ())
        try:
            found[name] = [_choice(each, known) for each in rounds]
        except ValueError as error:
            wrong[name] = [str(error)]
    if wrong:
        raise Invalid(_("Some of what people are assumed to do can't be."), wrong)
    return Choices(found)


def _choice(given: Any, outcomes: tuple[str, ...]) -> Choice:
    body = {"outcome": given} if isinstance(given, str) else given
    if not isinstance(body, Mapping) or body.keys() - set(KNOWN):
        raise ValueError(_("Write an outcome, or some of: %(names)s.") % {"names": ", ".join(KNOWN)})
    outcome = body.get("outcome")
    if outcome == NEVER:
        return Choice(never=True)
    if outcome is not None and outcomes and outcome not in outcomes:
        names = ", ".join([*outcomes, NEVER])
        raise ValueError(_("It ends as one of: %(names)s.") % {"names": names})
    outputs = {**_mapping(body, "outputs"), **_mapping(body, "answers")}
    if body.get("comment"):
        outputs["comment"] = str(body["comment"])
    return Choice(outcome, outputs, after=_after(body.get("after")))


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name) or {}
    if not isinstance(value, Mapping):
        raise ValueError(_("“%(name)s” holds names and values.") % {"name": name})
    return value


def _after(given: Any) -> Duration | None:
    if given is None:
        return None
    try:
        return Duration.model_validate(given)
    except ValidationError:
        raise ValueError(_("Write a time such as “2 business days”.")) from None
