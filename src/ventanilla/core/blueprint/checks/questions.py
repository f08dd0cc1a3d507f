"""What single questions and the checks between them name: other questions, columns, sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from ventanilla.core.blueprint.blocks import Block, Task, visits
from ventanilla.core.blueprint.checks.references import tree_problems
from ventanilla.core.blueprint.declared import Known, Scope, form_scope, workflow_scope
from ventanilla.core.blueprint.form import placed, placed_in_form, questions
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.questions import (
    Calculated,
    Choice,
    Choices,
    Element,
    Identifier,
    ListOptions,
    Question,
    Secret,
    SourceOptions,
)
from ventanilla.core.blueprint.sites import SubPath
from ventanilla.core.rules import FactType
from ventanilla.core.rules.check import Checker
from ventanilla.core.rules.wording import TYPES

NEVER_SHARED = ("file", "secret", "consent", "calculated", "hidden")
READERS = frozenset({"requester", "requested_for"})
"""Whom a secret of a task may be for."""
ALIKE = (FactType.TEXT, FactType.CHOICE, FactType.PERSON, FactType.LOCATION)


def check_questions(package: Package, known: Known) -> Iterator[Problem]:
    """Checks between questions, the types of calculated ones, trees of lists, sources that don't exist."""
    scope = form_scope(package, known)
    yield from _checks(package, scope)
    for path, element, holder in placed_in_form(package.form):
        yield from _element(path, element, scope, known, holder)
    for visit in visits(package.workflow):
        for index, item in enumerate(visit.block.asked()):
            if isinstance(item, Secret):
                yield from _secret((*visit.path, "asks", index), item, visit.block)
        asked = list(placed(visit.block.asked(), (*visit.path, "asks")))
        inside = workflow_scope(package, known) if asked else scope
        for path, element, holder in asked:
            yield from _element(path, element, inside, known, holder)


def _secret(path: SubPath, item: Secret, block: Block) -> Iterator[Problem]:
    """Whoever does a task may hand a secret to a person, who sees it once. One that somebody is asked for is for those
    who work on the request, as in its form."""
    if isinstance(block, Task) and not set(item.shown_to) <= READERS:
        yield Problem((*path, "shown_to"), "secret_reader")


def named_secrets(package: Package, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems; those that name a secret say so."""
    secrets = {f"answers.{item.id}" for item in questions(package.form) if not item.is_fact}
    for visit in visits(package.workflow):
        asked = (item for item in visit.block.asked() if isinstance(item, Question) and not item.is_fact)
        secrets |= {f"outputs.{visit.block.id}.{item.id}" for item in asked}
    return [
        Problem(problem.parts, "secret_named", problem.params)
        if problem.code == "unknown_fact" and problem.params.get("fact") in secrets
        else problem
        for problem in problems
    ]


def _checks(package: Package, scope: Scope) -> Iterator[Problem]:
    asked = {element.id for section in package.form for element in section.questions}
    for index, section in enumerate(package.form):
        for place, check in enumerate(section.checks):
            path = ("form", index, "checks", place)
            yield from tree_problems((*path, "rule"), check.rule, scope)
            if check.at is not None and check.at not in asked:
                yield Problem((*path, "at"), "check_nowhere", {"id": check.at, **_hints(check.at, asked)})


def _element(
    path: SubPath, element: Element, scope: Scope, known: Known, holder: Question | None
) -> Iterator[Problem]:
    if isinstance(element, Calculated) and holder is None:
        yield from _calculated(path, element, scope)
    if isinstance(element, Secret) and holder is not None:
        yield Problem(path, "secret_place")
    if isinstance(element, Question) and element.shared and (holder or element.type in NEVER_SHARED):
        yield Problem((*path, "shared"), "shared_here")
    if isinstance(element, Identifier):
        yield from _source((*path, "source"), element.source, known)
    options = element.options if isinstance(element, Choice | Choices) else None
    if isinstance(options, SourceOptions):
        yield from _source((*path, "options", "source"), options.source, known)
    if isinstance(options, ListOptions) and options.parent is not None:
        columns = known.lists.get(options.list)
        if columns is not None and options.parent not in columns:
            hints = _hints(options.parent, set(columns))
            yield Problem((*path, "options", "parent"), "unknown_column", {"id": options.parent, **hints})


def _calculated(path: SubPath, element: Calculated, scope: Scope) -> Iterator[Problem]:
    given = Checker(scope.facts).type_of(element.value)
    if given is None or given == element.kind or (given in ALIKE and element.kind in ALIKE):
        return
    if element.kind is FactType.MONEY and given is FactType.NUMBER:
        return  # a sum of nothing is a plain zero
    words = f"{TYPES['en'][given.value]} / {TYPES['es'][given.value]}"
    yield Problem((*path, "value"), "calculated_type", {"given": words, "holds": element.holds})


def _source(path: SubPath, name: str, known: Known) -> Iterator[Problem]:
    if known.sources is not None and name not in known.sources:
        yield Problem(path, "unknown_source", {"id": name, **_hints(name, set(known.sources))})


def _hints(name: str, known: set[str]) -> dict[str, str]:
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return {"hint_en": f"Did you mean “{near[0]}”?", "hint_es": f"¿Querías decir «{near[0]}»?"}
    names = ", ".join(sorted(known))
    return {"hint_en": f"There are: {names}.", "hint_es": f"Hay: {names}."} if names else {}
