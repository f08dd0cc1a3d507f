"""What people, places and the ends of steps are called, for texts that name them: facts hold ids, paths and words of
the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from ventanilla.core.blueprint.blocks import Approval, visits, walk
from ventanilla.core.blueprint.declared import workflow_scope
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.messages import facts_in_template
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Persons
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import FactType
from ventanilla.core.rules.facts import declaration
from ventanilla.engines.workflow.endings import outcome_words
from ventanilla.records.intake.showing import look_up
from ventanilla.records.intake.types.location import slug_of

LONGEST_NUMBER = 18


def names_in(
    texts: Iterable[str], facts: Mapping[str, Any], package: Package, block: str | None
) -> dict[str, dict[str, str]]:
    """For each person, place and outcome that the texts of that block name: {fact + ".words": {language: name}}. Looks
    nothing up where no fact could be one."""
    found = {fact: facts.get(fact) for text in texts for fact in facts_in_template(text)}
    return {**_ends(found), **_called(found, package, block)}


def _ends(found: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """How steps ended: «Approved» and not «approved», in each language."""
    told: dict[str, dict[str, str]] = {}
    for fact, value in found.items():
        if fact.startswith("outputs.") and fact.endswith(".outcome") and isinstance(value, str):
            told[f"{fact}.words"] = {}
            for code in languages():
                with override(code):
                    told[f"{fact}.words"][code] = outcome_words(value)
    return told


def _called(found: Mapping[str, Any], package: Package, block: str | None) -> dict[str, dict[str, str]]:
    wanted = {fact: value for fact, value in found.items() if _may_be_one(value)}
    if not wanted:
        return {}
    loops = next((visit.loops for visit in visits(package.workflow) if visit.block.id == block), ())
    declared = workflow_scope(package, loops=loops).facts
    kinds = {fact: declaration(declared[fact]).type for fact in wanted if fact in declared}
    several = _several(package)
    people = [fact for fact, kind in kinds.items() if kind is FactType.PERSON or fact in several]
    places = [fact for fact, kind in kinds.items() if kind is FactType.LOCATION]
    numbers = {name for fact in people for name in _listed(wanted[fact]) if _is_number(name)}
    known = look_up(numbers, {slug_of(str(wanted[fact])) for fact in places}, ())
    told: dict[str, dict[str, str]] = {}
    for fact in people:
        names = [known.people[name].name for name in _listed(wanted[fact]) if name in known.people]
        if names:
            told[f"{fact}.words"] = dict.fromkeys(languages(), ", ".join(names))
    for fact in places:
        place = known.places.get(slug_of(str(wanted[fact])))
        if place is not None:
            told[f"{fact}.words"] = dict(place.name)
    return told


def _several(package: Package) -> set[str]:
    """The facts that hold several people."""
    found = {f"answers.{item.id}" for item in questions(package.form) if isinstance(item, Persons)}
    for block in walk(package.workflow):
        found |= {f"outputs.{block.id}.{item.id}" for item in block.asked() if isinstance(item, Persons)}
        if isinstance(block, Approval):
            found.add(f"outputs.{block.id}.who")
    return found


def _may_be_one(value: Any) -> bool:
    return any(_is_number(name) or "/" in name for name in _listed(value))


def _listed(value: Any) -> list[str]:
    several = value if isinstance(value, list | tuple) else [value]
    return [one for one in several if isinstance(one, str)]


def _is_number(name: str) -> bool:
    return name.isdecimal() and len(name) <= LONGEST_NUMBER
